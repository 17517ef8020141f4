"""One page of an article's reviews, by keyset: no page costs more than the first."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from reviews import cursors
from reviews.models import RATING_WORDS

PER_PAGE = 20


@dataclass(frozen=True)
class Choice:
    """What a reader asked for, as far as it is understood; anything else is the first page."""

    stars: int | None = None
    after: cursors.Place | None = None
    before: cursors.Place | None = None
    last: bool = False

    @classmethod
    def of(cls, query):
        stars = next((n for n in RATING_WORDS if query.get("stars") == str(n)), None)
        after, before = cursors.decode(query.get("after", "")), cursors.decode(query.get("before", ""))
        last = query.get("before") == "" and after is None
        return cls(stars, after, None if after else before, last)

    def address(self, path, **direction):
        query = ({"stars": self.stars} if self.stars else {}) | direction
        return f"{path}?{urlencode(query)}"


@dataclass(frozen=True)
class Page:
    reviews: list
    newer: str  # cursors, "" where there is nothing
    older: str


def page(reviews, choice):
    """`reviews` is a queryset of those that may be shown."""
    if choice.stars:
        reviews = reviews.filter(rating=choice.stars)
    if choice.last:
        return _oldest(reviews)
    if choice.before:
        return _before(reviews, choice.before)
    return _newest(reviews, choice.after)


def _newest(reviews, after):
    found = list((reviews.filter(older_than(after)) if after else reviews).newest_first()[: PER_PAGE + 1])
    if after and not found:
        return _newest(reviews, None)
    shown = found[:PER_PAGE]
    return Page(shown, cursor(shown[0]) if after else "", cursor(shown[-1]) if len(found) > PER_PAGE else "")


def _before(reviews, before):
    found = list(reviews.filter(newer_than(before)).order_by("submitted_at", "id")[: PER_PAGE + 1])
    if len(found) <= PER_PAGE:
        return _newest(reviews, None)
    shown = found[PER_PAGE - 1 :: -1]
    return Page(shown, cursor(shown[0]), cursor(shown[-1]))


def _oldest(reviews):
    found = list(reviews.order_by("submitted_at", "id")[: PER_PAGE + 1])
    if len(found) <= PER_PAGE:
        return Page(found[::-1], "", "")
    shown = found[PER_PAGE - 1 :: -1]
    return Page(shown, cursor(shown[0]), "")


def cursor(review):
    return cursors.encode((review.submitted_at, review.pk))


def older_than(place):
    moment, number = place
    # The first half alone is a range of the index; "a < x OR (a = x AND b < y)" is not.
    return Q(submitted_at__lte=moment) & (Q(submitted_at__lt=moment) | Q(id__lt=number))


def newer_than(place):
    moment, number = place
    return Q(submitted_at__gte=moment) & (Q(submitted_at__gt=moment) | Q(id__gt=number))
