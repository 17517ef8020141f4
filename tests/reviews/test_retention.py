from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from reviews import limits, retention
from reviews.models import AbuseReport, HelpfulVote, Mail, RateCount, Review
from reviews.senders import period_start
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db

HASHES = {"sender_hash": "a" * 32, "network_hash": "b" * 32}


def make_traces(moment):
    """A review that somebody sent, voted for and reported at `moment`."""
    review = make_review(
        make_article(f"Tea {moment}"), "approved", submitted_at=moment, helpful_count=1, **HASHES
    )
    HelpfulVote.objects.create(review=review, reader_hash="c" * 32, at=moment)
    AbuseReport.objects.create(review=review, reader_hash="d" * 32, reason="abusive", created_at=moment)
    return review


def test_nothing_of_an_earlier_period_tells_who_somebody_was():
    before = make_traces(period_start() - timedelta(seconds=1))
    now = make_traces(period_start())
    retention.purge()
    before.refresh_from_db()
    assert (before.sender_hash, before.network_hash, before.helpful_count) == ("", "", 1)
    assert before.reports.get().reader_hash == ""
    assert not before.helpful_votes.exists()
    now.refresh_from_db()
    assert (now.sender_hash, now.network_hash) == tuple(HASHES.values())
    assert now.reports.get().reader_hash
    assert now.helpful_votes.exists()


def test_reports_of_readers_who_are_forgotten_stay_apart_and_still_count():
    review = make_review(make_article(), "approved")
    moment = period_start() - timedelta(days=1)
    for n in range(3):
        AbuseReport.objects.create(review=review, reader_hash=f"{n:032}", reason="abusive", created_at=moment)
    retention.purge()
    assert list(review.reports.values_list("reader_hash", flat=True)) == [""] * 3


def test_a_sent_mail_goes_after_thirty_days_and_one_that_waits_stays():
    review = make_review(make_article())
    now = timezone.now()
    for days, sent in ((31, True), (29, True), (31, False)):
        moment = now - timedelta(days=days)
        Mail.objects.create(
            review=review,
            kind="received",
            to=f"{days}{sent}@example.org",
            to_key="x",
            created_at=moment,
            sent_at=moment if sent else None,
        )
    retention.purge()
    assert sorted(Mail.objects.values_list("to", flat=True)) == ["29True@example.org", "31False@example.org"]


def test_counts_of_limits_go_when_their_hour_is_over(monkeypatch):
    monkeypatch.setattr("django.conf.settings.CACHES", {})
    limits.hit("vote", "203.0.113.0/24")
    retention.purge()
    assert RateCount.objects.exists()
    retention.purge(timezone.now() + timedelta(hours=1))
    assert not RateCount.objects.exists()


def test_more_than_one_batch_goes(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    review = make_review(make_article())
    moment = period_start() - timedelta(days=1)
    HelpfulVote.objects.bulk_create(
        HelpfulVote(review=review, reader_hash=f"{n:032}", at=moment) for n in range(7)
    )
    assert retention.purge()["votes"] == 7
    assert not HelpfulVote.objects.exists()


def test_the_command_says_what_went_and_finds_nothing_the_second_time():
    make_traces(period_start() - timedelta(days=1))
    for number in (1, 0):
        said = StringIO()
        call_command("purge_personal_data", stdout=said)
        for what in ("senders of reviews", "readers who reported", "votes"):
            assert f"Forgotten: {number} {what}." in said.getvalue()
    assert not Review.objects.exclude(sender_hash="").exists()
