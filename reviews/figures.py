"""The figures of /about/reviews/: what became of all reviews that ever came in, by stars."""

from collections import Counter

from django.db.models import Count, OuterRef, Subquery, Sum

from reviews.kept import kept
from reviews.models import RATING_WORDS, ModerationEvent, Review, Tally

Status = Review.Status
Reason = ModerationEvent.Reason

NAME = "reviews.figures.1"
OUTCOMES = ["received", *Status.values, "erased"]
STARS = sorted(RATING_WORDS, reverse=True)


def figures():
    """(when they were made, the figures): for each of five stars to one, and for "all" of them together,

    {"stars", "outcomes": {outcome: number}, "reasons": {reason: number}}.

    What was erased is counted as received and erased, and still as rejected or spam where it had been that.
    """
    return kept(NAME, _count)


def _count():
    outcomes, reasons = _outcomes(), _reasons()
    _add_erased(outcomes, reasons)
    return [_row(stars, outcomes, reasons) for stars in [*STARS, "all"]]


def _row(stars, outcomes, reasons):
    wanted = STARS if stars == "all" else [stars]
    return {
        "stars": stars,
        "outcomes": {name: sum(outcomes[name, n] for n in wanted) for name in OUTCOMES},
        "reasons": {name: sum(reasons[name, n] for n in wanted) for name in Reason.values},
    }


def _outcomes():
    counted = Counter()
    for row in Review.objects.values("status", "rating").annotate(number=Count("pk")).order_by():
        counted[row["status"], row["rating"]] = row["number"]
        counted["received", row["rating"]] += row["number"]
    return counted


def _reasons():
    rejections = ModerationEvent.objects.filter(
        review=OuterRef("pk"), act=ModerationEvent.Act.DECISION, to_status=Status.REJECTED
    )
    rejected = Review.objects.filter(status=Status.REJECTED)
    rejected = rejected.annotate(reason=Subquery(rejections.order_by("-at", "-id").values("reason")[:1]))
    rows = rejected.values("reason", "rating").annotate(number=Count("pk")).order_by()
    return Counter({(row["reason"], row["rating"]): row["number"] for row in rows})


def _add_erased(outcomes, reasons):
    for row in Tally.objects.values("outcome", "reason", "stars").annotate(total=Sum("number")).order_by():
        stars, number = row["stars"], row["total"]
        outcomes["received", stars] += number
        outcomes["erased", stars] += number
        if row["outcome"] in (Status.REJECTED, Status.SPAM):
            outcomes[row["outcome"], stars] += number
        if row["outcome"] == Status.REJECTED:
            reasons[row["reason"], stars] += number
