import html

import pytest
from django.urls import reverse

from articles.publishing import unpublish
from reviews.models import Review
from reviews.moderation import SITE, answer, decide
from reviews.views import private
from tests.cast import make_article, make_review, make_user

pytestmark = pytest.mark.django_db


def test_the_private_page_is_neither_indexed_nor_kept(client):
    response = client.get(make_review(make_article()).get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_says_so_itself_whatever_stands_around_it(rf):
    review = make_review(make_article())
    response = private.status(rf.get(review.get_absolute_url()), review.token)
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        ("pending", "waiting", "waiting for approval"),
        ("approved", "approved", "is published"),
        ("rejected", "rejected", "was not accepted"),
        ("spam", "not published", "is not published"),
        ("withdrawn", "withdrawn", "is withdrawn"),
    ],
)
def test_it_says_what_became_of_the_review(client, status, state, words):
    review = make_review(make_article(), status)
    assert review.public_state == state
    assert words in client.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize("token", ["x" * 43, "0123456789-_abcdefghijklmnopqrstuvwxyzABCDE"])
def test_an_unknown_token_is_plainly_not_found(client, token):
    make_review(make_article())
    assert client.get(f"/reviews/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 42, "x" * 44, "é" * 43, "1", "%00" * 43])
def test_what_is_no_token_is_not_found(client, token):
    assert client.get(f"/reviews/{token}/").status_code == 404


def test_tokens_cannot_be_guessed_from_another():
    article = make_article()
    tokens = {make_review(article).token for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)


def test_the_token_is_asked_for_with_its_case(client):
    review = make_review(make_article())
    Review.objects.filter(pk=review.pk).update(token="a" * 43)
    assert client.get(f"/reviews/{'a' * 43}/").status_code == 200
    assert client.get(f"/reviews/{'A' * 43}/").status_code == 404


def test_it_stays_when_the_article_is_no_longer_public_and_does_not_link_there(client):
    article = make_article()
    review = make_review(article)
    assert f'href="{article.get_absolute_url()}"' in client.get(review.get_absolute_url()).content.decode()
    unpublish(article)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "It made the difference clear to me." in page
    assert f'href="{article.get_absolute_url()}"' not in page


def test_nothing_can_be_changed_there(client):
    assert client.post(make_review(make_article()).get_absolute_url()).status_code in (403, 405)


def page(client, review):
    return html.unescape(client.get(review.get_absolute_url()).content.decode())


def test_a_refusal_is_told_with_its_reason_and_what_the_moderator_says(client):
    review = make_review(make_article())
    note = "Please leave <b>names</b> out."
    decide(review.pk, "rejected", by=SITE, version=1, reason="personal_data", note=note)
    shown = page(client, review)
    assert "personal data" in shown
    assert "<b>names</b>" in shown
    assert "<b>names</b>" not in client.get(review.get_absolute_url()).content.decode()
    assert reverse("reviews:edit", args=[review.token]) in shown


def test_a_reason_without_a_name_is_told_by_its_sentence(client):
    review = make_review(make_article())
    decide(review.pk, "rejected", by=SITE, version=1, reason="other", note="It is about soup.")
    assert "It is about soup." in page(client, review)
    assert "needs a sentence" not in page(client, review)


def test_a_reason_that_was_taken_back_is_told_no_more(client):
    review = make_review(make_article())
    review = decide(review.pk, "rejected", by=SITE, version=1, reason="advertising", note="No shops.")
    decide(review.pk, "pending", by=SITE, version=review.version)
    assert "advertising" not in page(client, review)
    assert "No shops." not in page(client, review)


def test_a_published_review_tells_its_public_address(client):
    review = make_review(make_article(), "approved")
    assert f'href="{review.permalink}"' in page(client, review)
    unpublish(review.article)
    assert f'href="{review.permalink}"' not in page(client, review)


def test_the_editors_answer_is_there(client):
    review = make_review(make_article(), "approved")
    answer(review.pk, "We have mended the second table.", by=make_user("mo"), seen="")
    assert "We have mended the second table." in page(client, review)


@pytest.mark.parametrize("moderated", [True, False])
def test_a_review_that_waits_is_promised_no_more_than_is_done(client, settings, moderated):
    settings.REVIEWS_MODERATED = moderated
    assert "It is checked before it appears" in page(client, make_review(make_article()))


def test_no_page_tells_that_the_address_has_another_review(client):
    article = make_article()
    review = make_review(article, email="rosa@example.org")
    alone = page(client, review)
    make_review(article, "approved", email="rosa@example.org")
    assert page(client, review) == alone
