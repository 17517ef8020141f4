"""The editors' answer under a review."""

import pytest

from reviews.models import Review
from tests.cast import make_article, make_review
from tests.reviews.desk import carried, send_answer, text

pytestmark = pytest.mark.django_db


def test_the_editors_answer_stands_under_the_review_until_it_is_taken_away(client, moderator):
    review = make_review(make_article(), "approved")
    page = text(send_answer(client, review, "Thank you,\r\n<i>mended</i>.", after=""))
    assert "The answer is saved." in page
    public = client.get(review.article.get_absolute_url()).content.decode()
    assert "Answer of the editors" in public
    assert "Thank you,<br>&lt;i&gt;mended&lt;/i&gt;." in public
    send_answer(client, review, " ", seen="Thank you,\r\n<i>mended</i>.")
    assert "Answer of the editors" not in text(client.get(review.article.get_absolute_url()))


def test_an_answer_overwrites_none_that_was_not_seen(client, moderator):
    review = make_review(make_article(), "approved")
    send_answer(client, review, "The first answer.")
    response = send_answer(client, review, "The second answer.")
    assert response.status_code == 409
    assert "somebody has answered it meanwhile" in text(response)
    assert "The second answer.</textarea>" in text(response)
    assert Review.objects.get().answer == "The first answer."
    send_answer(client, review, "The second answer.", seen=carried(text(response), 'id="answer"')["seen"])
    assert Review.objects.get().answer == "The second answer."


@pytest.mark.parametrize(
    ("said", "error"), [("Thank you\u202e.", "turns the direction of text"), ("a" * 2001, "at most 2,000")]
)
def test_an_answer_that_cannot_stand_is_given_back_with_the_reason(client, moderator, said, error):
    review = make_review(make_article(), "approved")
    page = text(send_answer(client, review, said))
    assert error in page
    assert f"{said}</textarea>" in page
    assert Review.objects.get().answer == ""


def test_a_review_that_nobody_reads_gets_no_answer(client, moderator):
    review = make_review(make_article(), "spam")
    page = text(send_answer(client, review, "Thank you."))
    assert "a review that is spam is not answered" in page
    assert "You had written: “Thank you.”" in page
    assert Review.objects.get().answer == ""
