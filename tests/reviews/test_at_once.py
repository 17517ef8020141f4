"""Requests that arrive in the same moment, each in a thread and a connection of its own."""

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client

from articles.models import Article
from articles.publishing import publish
from reviews import moderation
from reviews.admin.decisions import decide_all
from reviews.editing import withdraw
from reviews.models import Mail, ModerationEvent, RatingSummary, Review
from reviews.moderation import DecisionRefused, Status, decide
from tests.at_once import at_once
from tests.cast import make_article, make_edit, make_review
from tests.reviews.sending import TYPED, send

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_double_click_makes_one_review_and_one_mail():
    article = make_article()
    answers = at_once(*[lambda: send(article)] * 6)
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.url for answer in answers}) == 1
    assert Review.objects.count() == 1
    assert Mail.objects.filter(kind="received").count() == 1


@pytest.mark.parametrize("status", ["pending", "approved"])
def test_a_double_click_on_changes_is_one_change(status):
    review = make_review(make_article(), status)
    typed = TYPED | {"comment": "Other words.", "of": "review"}
    answers = at_once(*[lambda: Client().post(f"{review.get_absolute_url()}edit/", typed)] * 6)
    assert {answer.status_code for answer in answers} == {303}
    assert Review.objects.get().version == review.version + 1


def test_the_twin_that_came_second_finds_the_first(monkeypatch):
    article = make_article()
    first = send(article)
    # Both had looked for an earlier one before either was stored.
    monkeypatch.setattr("reviews.submitting._earlier", lambda key: None)
    assert send(article).url == first.url
    assert Review.objects.count() == 1


def test_two_reviews_of_one_address_approved_at_once_make_one_public():
    article = make_article()
    pair = [make_review(article, email="rosa@example.org", rating=rating) for rating in (1, 5)]
    results = at_once(*[lambda r=r: decide(r.pk, "approved", by=None, version=1) for r in pair])
    assert sum(isinstance(result, Review) for result in results) == 1
    assert sum(isinstance(result, DecisionRefused) for result in results) == 1
    assert Review.objects.approved().count() == 1
    assert RatingSummary.objects.get().count == 1


def test_the_database_settles_what_no_look_before_can(monkeypatch):
    article = make_article()
    make_review(article, "approved", email="rosa@example.org")
    second = make_review(article, email="rosa@example.org")
    lock = moderation.lock
    monkeypatch.setattr(moderation, "lock", lambda pk: (lock(pk)[0], None))
    with pytest.raises(DecisionRefused, match="already published"):
        decide(second.pk, "approved", by=None, version=1)
    assert RatingSummary.objects.get().count == 1


def test_two_moderators_deciding_at_once_make_one_decision():
    review = make_review(make_article())
    results = at_once(
        *[lambda to=to: decide(review.pk, to, by=None, version=1) for to in ("approved", "spam")]
    )
    assert sum(isinstance(result, DecisionRefused) for result in results) == 1
    assert ModerationEvent.objects.count() == 1


def test_a_review_withdrawn_while_it_is_approved_is_not_public_afterwards():
    review = make_review(make_article(), rating=2)
    results = at_once(
        lambda: decide(review.pk, "approved", by=None, version=1),
        lambda: withdraw(review.pk),
    )
    review.refresh_from_db()
    assert review.status == "withdrawn"
    assert not isinstance(results[1], Exception), results
    assert call_command("recount_ratings", check=True) is None
    assert not RatingSummary.objects.filter(count__gt=0).exists()


def test_an_edit_sent_while_the_review_is_approved_is_public_only_when_somebody_read_it():
    review = make_review(make_article(), rating=5)
    results = at_once(
        lambda: decide(review.pk, "approved", by=None, version=1),
        lambda: make_edit(review, rating=1),
    )
    assert not isinstance(results[1], Exception), results
    after = Review.objects.get()
    if isinstance(results[0], DecisionRefused):
        assert (after.status, after.rating) == ("pending", 1)
    else:
        assert (after.status, after.rating, after.waiting_edit.rating) == ("approved", 5, 1)
    assert after.waiting_since
    call_command("recount_ratings", check=True)


def test_two_bulk_approvals_in_opposite_order_approve_each_once_and_lock_nobody_out():
    articles = [make_article("A and B"), make_article("C and D")]
    reviews = [make_review(articles[n % 2], rating=n % 5 + 1) for n in range(8)]
    seen = {review.pk: review.version for review in reviews}
    back = dict(reversed(seen.items()))
    results = at_once(
        *[lambda order=order: decide_all(order, Status.APPROVED, by=None) for order in (seen, back)]
    )
    assert not [result for result in results if isinstance(result, Exception)], results
    assert sum(changed for changed, left in results) == 8
    assert sum(sum(left.values()) for changed, left in results) == 8
    assert ModerationEvent.objects.count() == 8
    call_command("recount_ratings", check=True)


def test_many_approved_at_once_are_all_counted():
    article = make_article()
    edition = Article.objects.get().edition
    reviews = [make_review(article, rating=rating) for rating in (1, 2, 3, 4, 5, 5, 5, 5)]
    results = at_once(*[lambda r=r: decide(r.pk, "approved", by=None, version=1) for r in reviews])
    assert all(isinstance(result, Review) for result in results), results
    assert RatingSummary.objects.get().counters == {1: 1, 2: 1, 3: 1, 4: 1, 5: 4}
    assert Article.objects.get().edition == edition + 8


def test_deleting_and_publishing_at_once_do_not_lock_each_other_out():
    article = make_article()
    Article.objects.filter(pk=article.pk).update(summary="A change to publish.")
    results = at_once(lambda: publish(article), lambda: Article.objects.filter(pk=article.pk).delete())
    # Who comes second may find that the other was first; a deadlock would be an OperationalError.
    assert not [result for result in results if isinstance(result, OperationalError)]
