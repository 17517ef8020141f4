import pytest
from django.core import mail as outbox
from django.core.management import call_command

from reviews.models import Mail, RatingSummary
from reviews.moderation import DecisionRefused, answer, decide, decide_edit, keep
from reviews.undoing import undo
from tests.cast import make_article, make_edit, make_reports, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return make_user("mo", group="Moderators")


def fresh(review):
    return type(review).objects.get(pk=review.pk)


@pytest.mark.parametrize(
    ("start", "to"),
    [
        ("pending", "approved"),
        ("pending", "rejected"),
        ("pending", "spam"),
        ("approved", "rejected"),
        ("approved", "pending"),
        ("spam", "approved"),
        ("rejected", "pending"),
    ],
)
def test_the_last_decision_is_taken_back(mo, start, to):
    review = make_review(make_article(), start, rating=2)
    waits = review.waiting_since is not None
    reason = "off_topic" if to == "rejected" else ""
    review = decide(review.pk, to, by=mo, version=review.version, reason=reason)
    undo(review.pk, by=mo, version=review.version)
    review = fresh(review)
    assert (review.status, review.waiting_since is not None) == (start, waits)
    counted = RatingSummary.objects.filter(count=1, stars_2=1).exists()
    assert counted == review.is_approved
    assert review.events.first().act == "undone"


def test_it_is_taken_back_once_by_who_made_it_and_before_anything_else_happened(mo):
    other = make_user("ann", group="Moderators")
    review = decide(make_review(make_article()).pk, "approved", by=mo, version=1)
    for by, version in ((other, review.version), (mo, review.version - 1)):
        with pytest.raises(DecisionRefused, match="your own last decision"):
            undo(review.pk, by=by, version=version)
    answer(review.pk, "Thank you.", by=mo, seen="")
    with pytest.raises(DecisionRefused):
        undo(review.pk, by=mo, version=review.version)
    assert fresh(review).is_approved


def test_an_undone_decision_cannot_be_undone_again(mo):
    review = decide(make_review(make_article()).pk, "spam", by=mo, version=1)
    review = undo(review.pk, by=mo, version=review.version)
    with pytest.raises(DecisionRefused):
        undo(review.pk, by=mo, version=review.version)


def test_an_approved_edit_gives_the_words_back_and_waits_again(client, mo):
    review = make_review(make_article(), "approved", rating=5, comment="The first words of mine.")
    make_edit(review, rating=1, comment="Other words, after a while.")
    review = decide_edit(review.pk, approve=True, by=mo, version=fresh(review).version)
    assert "Other words" in client.get(review.article.get_absolute_url()).content.decode()
    undo(review.pk, by=mo, version=review.version)
    review = fresh(review)
    page = client.get(review.article.get_absolute_url()).content.decode()
    assert "The first words of mine." in page
    assert "Other words" not in page
    assert (review.edited_at, review.waiting_edit.comment) == (None, "Other words, after a while.")
    assert review.waiting_since == review.edit.sent_at
    assert RatingSummary.objects.get().counters[5] == 1


def test_a_refused_edit_waits_again(mo):
    review = make_review(make_article(), "approved")
    make_edit(review)
    review = decide_edit(review.pk, approve=False, by=mo, version=fresh(review).version, reason="advertising")
    assert review.waiting_since is None
    undo(review.pk, by=mo, version=review.version)
    assert fresh(review).waiting_edit


@pytest.mark.parametrize("act", ["kept", "rejected"])
def test_reports_are_open_again(mo, act):
    review = make_review(make_article(), "approved")
    make_reports(review, 3)
    if act == "kept":
        review = keep(review.pk, by=mo, version=review.version)
    else:
        review = decide(review.pk, act, by=mo, version=review.version, reason="abusive")
    assert review.reports.filter(handled_at=None).count() == 0
    undo(review.pk, by=mo, version=review.version)
    review = fresh(review)
    assert review.is_approved
    assert review.waiting_since
    assert review.reports.filter(handled_at=None).count() == 3


def test_the_writer_is_not_told_of_what_was_undone_before_it_was_sent(mo):
    review = decide(make_review(make_article()).pk, "approved", by=mo, version=1)
    undo(review.pk, by=mo, version=review.version)
    assert Mail.objects.filter(review=review, kind="approved").count() == 1
    call_command("send_due")
    assert outbox.outbox == []


def test_a_published_review_keeps_the_day_of_its_publication(mo):
    review = make_review(make_article(), "approved")
    published = review.decided_at
    review = decide(review.pk, "rejected", by=mo, version=review.version, reason="copied")
    undo(review.pk, by=mo, version=review.version)
    assert fresh(review).decided_at == published


@pytest.mark.parametrize("act", ["edited", "answered", "kept"])
def test_what_happened_after_the_publication_does_not_move_its_day(mo, act):
    review = make_review(make_article(), "approved")
    published = review.decided_at
    if act == "edited":
        review = decide_edit(review.pk, approve=True, by=mo, version=make_edit(review).version)
    elif act == "answered":
        review = answer(review.pk, "Thank you.", by=mo, seen="")
    else:
        make_reports(review, 3)
        review = keep(review.pk, by=mo, version=review.version)
    review = decide(review.pk, "rejected", by=mo, version=review.version, reason="copied")
    undo(review.pk, by=mo, version=review.version)
    assert fresh(review).decided_at == published


def test_what_screening_took_for_spam_stays_undecided_whatever_was_undone_before(mo):
    review = make_review(make_article())
    type(review).objects.update(status="spam", waiting_since=None)
    for to in ("approved", "pending"):
        review = decide(review.pk, to, by=mo, version=fresh(review).version)
        undo(review.pk, by=mo, version=review.version)
    assert fresh(review).is_undecided


def test_an_edit_that_was_taken_back_leaves_no_date_under_the_review(client, mo):
    review = make_review(make_article(), "approved")
    for number in range(2):
        review = make_edit(review, comment=f"Other words, attempt {number}.")
        review = decide_edit(review.pk, approve=True, by=mo, version=review.version)
        undo(review.pk, by=mo, version=review.version)
        assert "edited <time" not in client.get(review.article.get_absolute_url()).content.decode()


def test_an_edit_that_was_taken_back_leaves_the_date_of_the_one_before(mo):
    review = make_edit(make_review(make_article(), "approved"), comment="Other words, which stay.")
    review = decide_edit(review.pk, approve=True, by=mo, version=review.version)
    edited = review.edited_at
    for number in range(2):
        review = make_edit(review, comment=f"Other words, attempt {number}.")
        review = decide_edit(review.pk, approve=True, by=mo, version=review.version)
        undo(review.pk, by=mo, version=review.version)
    assert fresh(review).edited_at == edited


def test_what_screening_alone_took_for_spam_can_still_be_mended_by_its_writer(mo):
    review = make_review(make_article())
    type(review).objects.update(status="spam", waiting_since=None)
    review = decide(review.pk, "approved", by=mo, version=review.version)
    undo(review.pk, by=mo, version=review.version)
    assert fresh(review).is_undecided
