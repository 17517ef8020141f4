"""A second review of an address takes the place of the first, once the address is confirmed."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from reviews.editing import withdraw
from reviews.models import ModerationEvent, RatingSummary, Review
from reviews.moderation import DecisionRefused, decide, keep
from reviews.undoing import undo
from tests.cast import make_article, make_reports, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mo():
    return make_user("mo", group="Moderators")


def second_of(first, **fields):
    return make_review(
        first.article, email=first.email.upper(), rating=1, comment="I read it again.", **fields
    )


def approve(review, by):
    return decide(review.pk, "approved", by=by, version=review.version)


def test_it_replaces_the_first_when_its_address_is_confirmed(client, mo):
    first = make_review(make_article(), "approved", rating=5, comment="My first thought.")
    second = second_of(first, email_confirmed_at=timezone.now())
    approve(second, mo)
    first.refresh_from_db()
    assert first.status == "withdrawn"
    assert RatingSummary.objects.get().counters == {1: 1, 2: 0, 3: 0, 4: 0, 5: 0}
    page = client.get(first.article.get_absolute_url()).content.decode()
    assert "I read it again." in page
    assert "My first thought." not in page
    assert first.events.first().note == f"replaced by review {second.pk} of the same address"


def test_it_waits_while_its_address_is_not_confirmed(client, mo):
    first = make_review(make_article(), "approved", comment="My first thought.")
    second = second_of(first)
    with pytest.raises(DecisionRefused, match="not confirmed"):
        approve(second, mo)
    second.refresh_from_db()
    assert (second.status, second.version) == ("pending", 1)
    assert "My first thought." in client.get(first.article.get_absolute_url()).content.decode()


def test_undoing_brings_the_first_back(client, mo):
    first = make_review(make_article(), "approved", rating=5, comment="My first thought.")
    second = approve(second_of(first, email_confirmed_at=timezone.now()), mo)
    undo(second.pk, by=mo, version=second.version)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("approved", "pending")
    assert RatingSummary.objects.get().counters == {1: 0, 2: 0, 3: 0, 4: 0, 5: 1}
    page = client.get(first.article.get_absolute_url()).content.decode()
    assert "My first thought." in page
    assert "I read it again." not in page


def test_what_is_brought_back_has_its_reports_and_its_dates_again(mo):
    first = make_review(make_article(), "approved")
    make_reports(first, 3)
    first.refresh_from_db()
    second = approve(second_of(first, email_confirmed_at=timezone.now()), mo)
    undo(second.pk, by=mo, version=second.version)
    again = Review.objects.get(pk=first.pk)
    assert again.reports.filter(handled_at=None).count() == 3
    assert (again.decided_at, again.waiting_since) == (first.decided_at, first.waiting_since)
    assert again in Review.objects.waiting()


def test_what_is_brought_back_lets_dealt_with_reports_rest(mo):
    first = make_review(make_article(), "approved")
    make_reports(first, 3)
    first = keep(first.pk, by=mo, version=first.version)
    second = approve(second_of(first, email_confirmed_at=timezone.now()), mo)
    undo(second.pk, by=mo, version=second.version)
    assert not first.reports.filter(handled_at=None).exists()


def test_a_review_of_another_article_stays(mo):
    first = make_review(make_article(), "approved")
    other = make_review(make_article("Salt and Pepper"), email=first.email, email_confirmed_at=timezone.now())
    approve(other, mo)
    first.refresh_from_db()
    assert first.is_approved
    assert ModerationEvent.objects.filter(to_status="withdrawn").count() == 0
    call_command("recount_ratings", check=True)


def test_what_its_writer_took_back_stays_away_whatever_is_undone(mo):
    first = make_review(make_article(), "approved")
    second = second_of(first, email_confirmed_at=timezone.now())
    second = approve(second, mo)
    second = undo(second.pk, by=mo, version=second.version)
    withdraw(first.pk)
    second = approve(second, mo)
    undo(second.pk, by=mo, version=second.version)
    first.refresh_from_db()
    assert first.status == "withdrawn"


def test_undoing_brings_back_only_what_this_approval_replaced(mo):
    confirmed = {"email_confirmed_at": timezone.now()}
    first = make_review(make_article(), "approved")
    second = approve(second_of(first, **confirmed), mo)
    second = decide(second.pk, "pending", by=mo, version=second.version)
    third = approve(second_of(first, **confirmed), mo)
    second = approve(second, mo)
    undo(second.pk, by=mo, version=second.version)
    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.status, third.status) == ("withdrawn", "approved")
    call_command("recount_ratings", check=True)
