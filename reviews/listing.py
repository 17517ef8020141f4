"""One page of an article's reviews, by keyset: no page costs more than the first."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from reviews.models import RATING_WORDS
from reviews.orders import NEWEST, ORDERS

PER_PAGE = 20


@dataclass(frozen=True)
class Choice:
    """What a reader asked for, as far as it is understood; anything else is the first page."""

    stars: int | None = None
    sort: str = NEWEST
    photos: bool = False  # only those with photos
    after: tuple | None = None  # a place in the order
    before: tuple | None = None
    last: bool = False

    @classmethod
    def of(cls, query):
        stars = next((n for n in RATING_WORDS if query.get("stars") == str(n)), None)
        sort = query.get("sort") if query.get("sort") in ORDERS else NEWEST
        choice = cls(stars, sort, photos=query.get("photos") == "yes")
        after, before = (choice.order.read(query.get(name, "")) for name in ("after", "before"))
        last = query.get("before") == "" and after is None
        return replace(choice, after=after, before=None if after else before, last=last)

    @property
    def order(self):
        return ORDERS[self.sort]

    @property
    def is_first_page(self):
        return not (self.after or self.before or self.last)

    @property
    def is_plain(self):
        return self.is_first_page and not (self.stars or self.photos)

    @property
    def other_sort(self):
        """As an address names it, "" for the order that none names."""
        return "" if self.sort == NEWEST else self.sort

    def address(self, path, **direction):
        query = {"stars": self.stars} if self.stars else {}
        query |= {"photos": "yes"} if self.photos else {}
        query |= {"sort": self.sort} if self.other_sort else {}
        query |= direction
        return f"{path}?{urlencode(query)}" if query else path

    def address_with(self, path, **other):
        """The first page with other stars, in another order, or with photos."""
        return replace(self, **other).address(path)


@dataclass(frozen=True)
class Page:
    reviews: list
    previous: str = ""  # cursors, "" where there is nothing
    next: str = ""


def page(reviews, choice):
    """`reviews` is a queryset of those that may be shown."""
    if choice.stars:
        reviews = reviews.filter(rating=choice.stars)
    if choice.photos:
        reviews = reviews.with_photos()
    if choice.last:
        return _end(reviews, choice.order)
    if choice.before:
        return _before(reviews, choice.order, choice.before)
    return _after(reviews, choice.order, choice.after)


def cursor_before(reviews, review):
    """Where the page of the newest begins that holds `review`; "" for the first page, which needs no cursor."""
    newest = ORDERS[NEWEST]
    (newer,) = newest.backwards.beyond(newest.place(review))
    nearest = (
        reviews.filter(newer).order_by(*newest.backwards.fields).only("article", "submitted_at")[:PER_PAGE]
    )
    return newest.cursor(nearest[PER_PAGE // 2 - 1]) if len(nearest) == PER_PAGE else ""


def _after(reviews, order, place):
    found = _read(reviews, order, place)
    if place and not found:
        return _end(reviews, order)
    shown = found[:PER_PAGE]
    return Page(
        shown,
        order.cursor(shown[0]) if place else "",
        order.cursor(shown[-1]) if len(found) > PER_PAGE else "",
    )


def _before(reviews, order, place):
    found = _read(reviews, order.backwards, place)
    if not found:
        return _after(reviews, order, None)
    # Fewer than a page are shown as they are: filled up, it would repeat what the reader comes from.
    shown = found[:PER_PAGE][::-1]
    return Page(
        shown,
        order.cursor(shown[0]) if len(found) > PER_PAGE else "",
        order.cursor(shown[-1]),
    )


def _end(reviews, order):
    found = _read(reviews, order.backwards)
    shown = found[:PER_PAGE][::-1]
    return Page(shown, order.cursor(shown[0]) if len(found) > PER_PAGE else "")


def _read(reviews, order, place=None):
    """Up to one more than a page, in this order."""
    reviews = reviews.order_by(*order.fields)
    if place is None:
        return list(reviews[: PER_PAGE + 1])
    found = []
    for following in order.beyond(place):
        found += reviews.filter(following)[: PER_PAGE + 1 - len(found)]
        if len(found) > PER_PAGE:
            break
    return found
