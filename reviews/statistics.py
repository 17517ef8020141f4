"""The figures of the admin's index: how many reviews wait, how fast they are decided, whether all stars fare alike."""

from collections import Counter
from datetime import datetime, time, timedelta
from statistics import median

from django.db.models import Case, Count, Exists, F, IntegerField, Min, OuterRef, Q, Value, When
from django.utils import timezone

from reviews.kept import kept
from reviews.models import RATING_WORDS, ModerationEvent, Review
from reviews.moderation import SITE, WRITER

Status = Review.Status
Act = ModerationEvent.Act

NAME = "reviews.statistics.1"
# A year has 52 weeks and a day, so this shows the same week a year ago, too.
WEEKS = 53
RATES_OVER = timedelta(days=365)
MEDIAN_OVER = timedelta(days=90)
MEDIAN_OF_AT_MOST = 1000
DECIDED = (Status.APPROVED, Status.REJECTED, Status.SPAM)
LOW, HIGH = (1, 2), (4, 5)
# By chance two groups that are treated alike differ now and then; these keep the warning for what is worth a look.
MOST_POINTS, LEAST_DECISIONS = 15, 50


def waiting():
    """{"number": of reviews in the queue, "since": when the one that waits longest came there, or None}: never kept."""
    return Review.objects.waiting().aggregate(number=Count("pk"), since=Min("waiting_since"))


def unseen_spam():
    """How many screening took for spam, on which nobody has decided; their writers are told that they are checked."""
    return Review.objects.filter(status=Status.SPAM, decided_at=None).count()


def statistics():
    """(when they were made, the figures), which may be ten minutes old:

    {"median": timedelta or None, "weeks": see _weeks, "rates": see _rates, "difference": see _difference}.
    """
    return kept(NAME, _count)


def _count():
    rates = _rates()
    return {
        "median": _median(),
        "weeks": _weeks(),
        "rates": [{"stars": stars, **rates[stars]} for stars in sorted(rates, reverse=True)],
        "difference": _difference(rates),
    }


def _decisions(since):
    """What people decided, and did not undo."""
    undone = ModerationEvent.objects.filter(
        review=OuterRef("review"), act=Act.UNDONE, version=OuterRef("version") + 1
    )
    by_people = Q(by__isnull=False) | ~Q(by_name__in=[SITE, WRITER])
    made = ModerationEvent.objects.filter(by_people, act=Act.DECISION, to_status__in=DECIDED, at__gte=since)
    return made.exclude(Exists(undone))


def _median():
    """How long a review waited for its decision, in the middle of the newest ones; None without any."""
    decisions = _decisions(timezone.now() - MEDIAN_OVER).filter(from_status=Status.PENDING)
    took = decisions.order_by("-at", "-id").values_list(F("at") - F("review__submitted_at"))
    took = [duration for (duration,) in took[:MEDIAN_OF_AT_MOST]]
    return median(took) if took else None


def _weeks():
    """For each week, the oldest first: {"start": its Monday, "received", "published": numbers of reviews}."""
    starts = _starts()
    received = _per_week(Review.objects.all(), "submitted_at", starts)
    published = _per_week(Review.objects.approved(), "decided_at", starts)
    return [
        {"start": start.date(), "received": received[number], "published": published[number]}
        for number, start in enumerate(starts)
    ]


def _starts():
    """The midnights at which the weeks begin, in the site's time."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    days = [monday - timedelta(weeks=number) for number in reversed(range(WEEKS))]
    return [timezone.make_aware(datetime.combine(day, time.min)) for day in days]


def _per_week(reviews, column, starts):
    reviews = reviews.filter(**{f"{column}__gte": starts[0]}).order_by()
    counted = reviews.annotate(week=_week(column, starts)).values("week").annotate(number=Count("pk"))
    return Counter({row["week"]: row["number"] for row in counted})


def _week(column, starts, first=0):
    """The place of a row's week, found by halving. Not TruncWeek: SQLite calls Python for each row of it."""
    if len(starts) == 1:
        return Value(first, output_field=IntegerField())
    half = len(starts) // 2
    later = When(**{f"{column}__gte": starts[half]}, then=_week(column, starts[half:], first + half))
    return Case(later, default=_week(column, starts[:half], first))


def _rates():
    """{stars: {"decided", "approved": numbers, "percent": the share approved, or None}} of a year."""
    decisions = _decisions(timezone.now() - RATES_OVER).order_by().values("review__rating", "to_status")
    decided, approved = Counter(), Counter()
    for row in decisions.annotate(number=Count("pk")):
        decided[row["review__rating"]] += row["number"]
        if row["to_status"] == Status.APPROVED:
            approved[row["review__rating"]] += row["number"]
    return {stars: _rate(approved[stars], decided[stars]) for stars in RATING_WORDS}


def _rate(approved, decided):
    percent = round(100 * approved / decided) if decided else None
    return {"decided": decided, "approved": approved, "percent": percent}


def _difference(rates):
    """The rates of few and of many stars, {"low", "high"}, where they differ so much that one should look; or None."""
    low, high = (_together(rates, stars) for stars in (LOW, HIGH))
    enough = low["decided"] and high["decided"] and low["decided"] + high["decided"] >= LEAST_DECISIONS
    if not enough:
        return None
    # In whole numbers, since a rounded 15 is not more than 15.
    points = 100 * abs(low["approved"] * high["decided"] - high["approved"] * low["decided"])
    return {"low": low, "high": high} if points > MOST_POINTS * low["decided"] * high["decided"] else None


def _together(rates, stars):
    return _rate(*(sum(rates[number][name] for number in stars) for name in ("approved", "decided")))
