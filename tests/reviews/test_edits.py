import pytest

from reviews.models import RatingSummary, Review, ReviewEdit
from reviews.moderation import DecisionRefused, decide, decide_edit
from tests.cast import make_article, make_edit, make_review, make_user

pytestmark = pytest.mark.django_db

OLD, NEW = "The words that stand there now.", "Words that came to mind later."


@pytest.fixture
def review():
    review = make_review(make_article(), "approved", rating=5, comment=OLD)
    make_edit(review, rating=2, comment=NEW, name="Rosa R. Reader")
    return Review.objects.get()


@pytest.fixture
def mo():
    return make_user("mo", group="Moderators")


def shown(client, review):
    return client.get(review.article.get_absolute_url()).content.decode()


def test_the_approved_words_stay_until_the_edit_is_approved(client, review, mo):
    assert OLD in shown(client, review)
    assert NEW not in shown(client, review)
    decide_edit(review.pk, approve=True, by=mo, version=review.version)
    page = shown(client, review)
    assert NEW in page
    assert "Rosa R. Reader" in page
    assert OLD not in page
    assert RatingSummary.objects.get().counters == {1: 0, 2: 1, 3: 0, 4: 0, 5: 0}


def test_an_edit_keeps_the_place_in_the_order(review, mo):
    submitted_at = review.submitted_at
    decide_edit(review.pk, approve=True, by=mo, version=review.version)
    review = Review.objects.get()
    assert (review.submitted_at, review.edited_at is None) == (submitted_at, False)


def test_a_refused_edit_changes_nothing_for_readers(client, review, mo):
    with pytest.raises(DecisionRefused, match="one of the reasons"):
        decide_edit(review.pk, approve=False, by=mo, version=review.version)
    decide_edit(review.pk, approve=False, by=mo, version=review.version, reason="advertising")
    assert OLD in shown(client, review)
    review = Review.objects.get()
    assert (review.waiting_since, review.edited_at) == (None, None)
    event = review.events.first()
    assert (event.act, event.reason, event.to_status) == ("edit_rejected", "advertising", "approved")


def test_an_edit_is_decided_once(review, mo):
    decide_edit(review.pk, approve=True, by=mo, version=review.version)
    with pytest.raises(DecisionRefused, match="mo has decided meanwhile"):
        decide_edit(review.pk, approve=True, by=mo, version=review.version)
    with pytest.raises(DecisionRefused, match="no edit"):
        decide_edit(review.pk, approve=True, by=mo, version=review.version + 1)


def test_who_saw_the_review_before_its_edit_decides_nothing(review, mo):
    with pytest.raises(DecisionRefused, match="its writer has changed it meanwhile"):
        decide(review.pk, "spam", by=mo, version=review.version - 1)


def test_an_edit_waits_on_while_its_review_is_put_back_and_approved_again(review, mo):
    review = decide(review.pk, "pending", by=mo, version=review.version)
    review = decide(review.pk, "approved", by=mo, version=review.version)
    assert review.waiting_since == ReviewEdit.objects.get().sent_at
    assert review.comment == OLD
