import itertools

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, SiteEdition
from reviews.models import ModerationEvent, RatingSummary, Review
from reviews.moderation import STEPS, DecisionRefused, Status, decide
from tests.cast import make_article, make_review, make_user

pytestmark = pytest.mark.django_db


def step(review, to, **kwargs):
    kwargs = {"by": None, "version": review.version} | kwargs
    if to == "rejected":
        kwargs = {"reason": "off_topic"} | kwargs
    return decide(review.pk, to, **kwargs)


def counters(article):
    summary = RatingSummary.objects.filter(article=article).first()
    return summary and [summary.counters[stars] for stars in range(1, 6)]


def test_a_decision_is_written_with_who_when_from_to_and_reason():
    user = make_user("mo", group="Moderators", first_name="Mo", last_name="Derator")
    review = make_review(make_article())
    step(review, "rejected", by=user, reason="other", note="  It is about another article. ")
    event = ModerationEvent.objects.get()
    assert (event.review, event.by, event.by_name) == (review, user, "Mo Derator")
    assert (event.from_status, event.to_status) == ("pending", "rejected")
    assert (event.reason, event.note) == ("other", "It is about another article.")
    review.refresh_from_db()
    assert (review.status, review.version, review.decided_at is None) == ("rejected", 2, False)


def test_the_history_keeps_the_name_when_the_account_goes():
    user = make_user("mo", group="Moderators")
    step(make_review(make_article()), "spam", by=user)
    user.delete()
    assert ModerationEvent.objects.get().by_name == "mo"


@pytest.mark.parametrize(("start", "to"), list(itertools.product(Status, Status)))
def test_only_the_steps_of_the_table_are_possible(start, to):
    review = make_review(make_article(), start)
    events = ModerationEvent.objects.count()
    if to in STEPS[start]:
        assert step(review, to).status == to
        return
    with pytest.raises(DecisionRefused, match="cannot become"):
        step(review, to)
    review.refresh_from_db()
    assert review.status == start
    assert ModerationEvent.objects.count() == events


def test_the_table_is_the_one_that_was_agreed():
    assert {start: {to.value for to in steps} for start, steps in STEPS.items()} == {
        "pending": {"approved", "rejected", "spam", "withdrawn"},
        "approved": {"pending", "rejected", "spam", "withdrawn"},
        "rejected": {"pending"},
        "spam": {"pending", "approved"},
        "withdrawn": set(),
    }


def test_a_decision_on_what_was_decided_meanwhile_is_refused_in_words():
    review = make_review(make_article())
    step(review, "approved")
    with pytest.raises(DecisionRefused, match="somebody has decided meanwhile: it is approved now"):
        step(review, "spam")
    assert Review.objects.get().status == "approved"


def test_a_second_review_of_an_address_is_approved_only_when_the_first_is_taken_back():
    article = make_article()
    first = make_review(article, "approved", email="Rosa@example.org")
    second = make_review(article, email="rosa@EXAMPLE.org", rating=1)
    with pytest.raises(DecisionRefused, match="another review of the same address is already published"):
        step(second, "approved")
    assert counters(article) == [0, 0, 0, 1, 0]
    step(first, "pending")
    step(second, "approved")
    assert counters(article) == [1, 0, 0, 0, 0]


def test_an_address_may_review_every_article_once():
    for title in ("Tea and Coffee", "Salt and Pepper"):
        assert make_review(make_article(title), "approved", email="rosa@example.org").is_approved


@pytest.mark.parametrize(
    ("reason", "note", "words"),
    [
        ("", "", "one of the reasons"),
        ("too_negative", "", "one of the reasons"),
        ("other", "", "needs a sentence"),
        ("other", "  ", "needs a sentence"),
    ],
)
def test_rejecting_needs_a_reason_and_other_needs_a_sentence(reason, note, words):
    review = make_review(make_article())
    with pytest.raises(DecisionRefused, match=words):
        step(review, "rejected", reason=reason, note=note)
    assert Review.objects.get().status == "pending"


def test_there_is_no_other_status():
    with pytest.raises(DecisionRefused):
        step(make_review(make_article()), "loved")


def test_approving_counts_and_taking_back_uncounts():
    article = make_article()
    review = make_review(article, rating=2)
    make_review(article, "approved", rating=5)
    assert counters(article) == [0, 0, 0, 0, 1]
    review = step(review, "approved")
    assert counters(article) == [0, 1, 0, 0, 1]
    for to in ("rejected", "pending", "spam"):
        review = step(review, to)
        assert counters(article) == [0, 0, 0, 0, 1]


def test_what_readers_cannot_see_makes_no_page_new():
    article = make_article()
    edition, site = Article.objects.get().edition, SiteEdition.current()
    step(make_review(article), "rejected")
    assert (Article.objects.get().edition, SiteEdition.current()) == (edition, site)
    step(make_review(article), "approved")
    assert (Article.objects.get().edition, SiteEdition.current()) == (edition + 1, site + 1)


def test_a_review_back_in_the_queue_is_undecided():
    review = step(make_review(make_article(), "approved"), "pending")
    assert review.is_undecided
    assert review.public_state == "waiting"


def broken(**values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(**values)


def test_the_database_itself_refuses_what_cannot_be():
    article = make_article()
    review = make_review(article, "approved", email="rosa@example.org")
    for rating in (0, 6):
        broken(rating=rating)
    broken(status="loved")
    make_review(article, email="rosa@example.org")
    broken(status="approved")
    broken(token=review.token)
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingSummary.objects.update(stars_4=-1)


def test_every_status_of_the_code_is_known_to_the_database():
    make_review(make_article())
    for status in Status:
        waiting_since = timezone.now() if status == Status.PENDING else None
        Review.objects.update(status=status, waiting_since=waiting_since)
