import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reviews.chart import HEIGHT, chart
from reviews.models import ModerationEvent, Review
from reviews.moderation import SITE, decide
from reviews.undoing import undo
from tests.caches import forget_cached
from tests.cast import make_article, make_review, make_user
from tests.reviews.desk import text

UNEVEN = "check that no opinion was"

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def index(client, moderator):
    def index():
        """Counted afresh."""
        forget_cached()
        return text(client.get("/admin/"))

    return index


def make_decisions(article, by, rating, to, number):
    for _ in range(number):
        review = make_review(article, rating=rating)
        decide(review.pk, to, by=by, version=1, reason="off_topic" if to == "rejected" else "")


def rates(page):
    table = page.split("by stars</h3>")[1]
    found = re.findall(r'<th scope="row">(\d)</th><td>(\d+)</td><td>([^<]*)</td>', table)
    return {int(stars): (int(number), rate) for stars, number, rate in found}


def weeks(page):
    table = page.split("The numbers, as a table")[1].split("</table>")[0]
    rows = re.findall(r'<th scope="row">([^<]*)</th><td>(\d+)</td><td>(\d+)</td>', table)
    return [(monday, int(received), int(published)) for monday, received, published in rows]


def test_half_of_the_decisions_came_within_the_median(index, moderator, article):
    assert "Nobody has decided on a review" in index()
    for hours in (1, 5, 40):
        review = make_review(article, submitted_at=timezone.now() - timedelta(hours=hours, minutes=1))
        decide(review.pk, "approved", by=moderator, version=1)
    assert "came within <b>5\xa0hours, 1\xa0minute</b>" in index()


def test_the_site_and_writers_and_old_and_undone_decisions_are_not_in_the_median(index, moderator, article):
    long_ago = timezone.now() - timedelta(days=500)
    for to, by in (("approved", SITE), ("withdrawn", "the writer")):
        decide(make_review(article, submitted_at=long_ago).pk, to, by=by, version=1)
    review = decide(make_review(article, submitted_at=long_ago).pk, "spam", by=moderator, version=1)
    undo(review.pk, by=moderator, version=review.version)
    decide(make_review(article, submitted_at=long_ago).pk, "spam", by=moderator, version=1)
    ModerationEvent.objects.filter(review__status="spam").update(at=timezone.now() - timedelta(days=91))
    assert "Nobody has decided on a review" in index()


def test_each_week_of_a_year_has_what_came_in_and_what_was_published(index, moderator, article):
    today = timezone.now()
    monday = today - timedelta(days=today.weekday())
    for ago in (0, 7, 7, 52 * 7, 53 * 7):
        make_review(article, submitted_at=monday - timedelta(days=ago))
    review = decide(Review.objects.first().pk, "approved", by=moderator, version=1)
    undo(review.pk, by=moderator, version=review.version)
    decide(review.pk, "approved", by=moderator, version=review.version + 1)
    rows = weeks(index())
    assert len(rows) == 53
    assert [(row[1], row[2]) for row in (rows[0], rows[1], rows[2], rows[52])] == [
        (1, 1),
        (2, 0),
        (0, 0),
        (1, 0),
    ]
    assert rows[0][0] == f"{monday.day} {monday:%B %Y}"


def test_a_week_begins_on_monday_where_the_site_is(index, article, monkeypatch):
    # Monday, 2 March 2026, 00:30 in Auckland; still Sunday in UTC.
    monday = datetime(2026, 3, 1, 11, 30, tzinfo=UTC)
    make_review(article, submitted_at=monday)
    make_review(article, submitted_at=monday - timedelta(hours=1))
    monkeypatch.setattr(timezone, "now", lambda: monday + timedelta(hours=1))
    with timezone.override("Pacific/Auckland"):
        rows = weeks(index())
    assert rows[:2] == [("2 March 2026", 1, 0), ("23 February 2026", 1, 0)]


def test_the_rate_of_approval_counts_what_people_decided(index, moderator, article):
    make_decisions(article, moderator, 1, "approved", 3)
    make_decisions(article, moderator, 1, "rejected", 1)
    make_decisions(article, moderator, 5, "approved", 2)
    make_decisions(article, moderator, 5, "spam", 1)
    make_decisions(article, SITE, 5, "approved", 7)
    make_decisions(article, "the writer", 5, "withdrawn", 1)
    make_review(article, rating=3)
    assert rates(index()) == {5: (3, "67 %"), 4: (0, "–"), 3: (0, "–"), 2: (0, "–"), 1: (4, "75 %")}


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [
        ((5, 3, 42), True),  # 62.5 and 100 percent of 50 decisions
        ((5, 3, 41), False),  # of 49
        ((17, 3, 30), False),  # 85 percent: 15 points
        ((16, 4, 30), True),
    ],
)
def test_a_warning_stands_there_when_few_stars_are_approved_less(index, moderator, article, numbers, is_told):
    approved, rejected, high = numbers
    make_decisions(article, moderator, 1, "approved", approved)
    make_decisions(article, moderator, 2, "rejected", rejected)
    make_decisions(article, moderator, 4, "approved", high)
    make_decisions(article, moderator, 3, "spam", 3)
    assert (UNEVEN in index()) == is_told


def test_figures_may_be_ten_minutes_old_and_what_waits_may_not(client, index, article, moderator):
    assert "No review waits." in index()
    review = make_review(article)
    page = text(client.get("/admin/"))
    assert "1 review waits" in page
    assert weeks(page)[0][1] == 0
    decide(review.pk, "approved", by=moderator, version=1)
    assert weeks(index())[0][1:] == (1, 1)


def test_a_cache_that_fails_costs_no_figure(client, index, article, monkeypatch):
    make_review(article)

    def fail(*args, **kwargs):
        raise ConnectionError("no cache")

    monkeypatch.setattr(type(caches["default"]), "get", fail)
    assert weeks(text(client.get("/admin/")))[0][1] == 1


@pytest.mark.parametrize("number", [1, 60])
def test_it_is_counted_in_a_handful_of_queries(client, moderator, article, number):
    make_decisions(article, moderator, 2, "approved", number)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as kept:
        client.get("/admin/")
    forget_cached()
    with CaptureQueriesContext(connection) as counted:
        client.get("/admin/")
    assert len(counted) - len(kept) == 4


@pytest.mark.parametrize(("most", "top"), [(0, 2), (2, 2), (3, 4), (5, 10), (11, 20), (99, 100), (401, 1000)])
def test_the_chart_reaches_a_round_number_and_never_out_of_itself(most, top):
    days = [datetime(2026, 1, 5, tzinfo=UTC).date() + timedelta(weeks=n) for n in range(53)]
    drawn = chart(
        [{"start": day, "received": n % (most + 1), "published": most} for n, day in enumerate(days)]
    )
    assert drawn["lines"][-1]["value"] == f"{top:,}"
    bars = [(float(bar["x"]), float(bar["y"]), bar["width"], bar["height"]) for bar in drawn["bars"]]
    assert len(bars) == sum(n % (most + 1) > 0 for n in range(53)) + 53 * (most > 0)
    assert all(y >= 0 and height >= 1 and y + height < HEIGHT for _, y, _, height in bars)
    assert all(x + width <= drawn["width"] for x, _, width, _ in bars)
    assert [label["text"] for label in drawn["labels"]] == ["Jan 2026", "Apr 2026", "Jul 2026", "Oct 2026"]


def test_who_may_not_see_reviews_learns_no_figure(client, article):
    client.force_login(make_user("ed", group="Editors"))
    assert "How moderating goes" not in text(client.get("/admin/"))
