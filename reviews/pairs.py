"""The most helpful favourable and the most helpful critical review, which stand side by side."""

from dataclasses import dataclass

from reviews.models import RATING_WORDS, Review
from reviews.orders import NEWEST, ORDERS

LEAST_REVIEWS = 10
LEAST_VOTES = 3
FAVOURABLE = 4  # stars, and more


@dataclass(frozen=True)
class Pair:
    favourable: Review
    critical: Review


def has_enough(summary):
    return summary is not None and summary.count >= LEAST_REVIEWS


def pair_of(reviews):
    """The pair among `reviews`, a queryset, or None. One query."""
    return _pair(_any_of(reviews, _candidates(reviews)))


def newest_and_pair(reviews, number):
    """The newest of `reviews`, a queryset, at most `number`, and the pair or None. One query for both."""
    found = sorted(
        _any_of(reviews, [reviews.newest_first()[:number], *_candidates(reviews)]),
        key=ORDERS[NEWEST].place,
        reverse=True,
    )
    return found[:number], _pair(found)


def _candidates(reviews):
    # Of each number of stars apart: that is the end of an index, however many reviews there are.
    helpful = reviews.filter(helpful_count__gte=LEAST_VOTES).order_by(*ORDERS["helpful"].fields)
    return [helpful.filter(rating=stars)[:1] for stars in RATING_WORDS]


def _any_of(reviews, slices):
    # SQLite takes no LIMIT in the parts of a UNION itself, but in a query inside them.
    first, *others = (Review.objects.filter(pk__in=part.values("pk")).values("pk") for part in slices)
    return Review.objects.filter(pk__in=first.union(*others, all=True)).with_corrections()


def _pair(found):
    helpful = sorted((r for r in found if r.helpful_count >= LEAST_VOTES), key=ORDERS["helpful"].place)
    favourable = [review for review in helpful if review.rating >= FAVOURABLE]
    critical = [review for review in helpful if review.rating < FAVOURABLE]
    return Pair(favourable[-1], critical[-1]) if favourable and critical else None
