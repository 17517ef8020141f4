"""The orders in which the reviews of an article can be read; an index stands behind each, see reviews.models."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reviews import cursors


@dataclass(frozen=True)
class Order:
    label: str
    label_first: str  # the same, of what was chosen
    sentence: str  # how the order is made, for readers
    fields: tuple  # as order_by takes them; the last two are the time and the number, in one direction
    mark: bytes = b""  # what tells its cursors from those of the others

    def place(self, review):
        return tuple(getattr(review, field.removeprefix("-")) for field in self.fields)

    def cursor(self, review):
        return cursors.encode(self.mark, self.place(review))

    def read(self, text):
        """The place that a cursor of this order names, else None."""
        return cursors.decode(self.mark, len(self.fields), text)

    @property
    def backwards(self):
        flipped = (f[1:] if f.startswith("-") else f"-{f}" for f in self.fields)
        return replace(self, fields=tuple(flipped))

    def beyond(self, place):
        """Conditions on what follows `place`, to be read one after the other, each one range of an index.

        One condition with OR would make the database walk through all that share the first field.
        """
        *numbers, moment, review = place
        tie = beyond_time(moment, review, newer=not self.fields[-1].startswith("-"))
        if not numbers:
            return [tie]
        field = self.fields[0].removeprefix("-")
        direction = "lt" if self.fields[0].startswith("-") else "gt"
        return [Q(**{field: numbers[0]}) & tie, Q(**{f"{field}__{direction}": numbers[0]})]


def beyond_time(moment, review, *, newer):
    # The first half alone is a range of the index; "a < x OR (a = x AND b < y)" is not.
    if newer:
        return Q(submitted_at__gte=moment) & (Q(submitted_at__gt=moment) | Q(id__gt=review))
    return Q(submitted_at__lte=moment) & (Q(submitted_at__lt=moment) | Q(id__lt=review))


NEWEST = "newest"
TIME = ("-submitted_at", "-id")
ORDERS = {
    NEWEST: Order(
        _("Newest"),
        _("Newest first"),
        _("The newest stand first, by the moment at which they were sent."),
        TIME,
    ),
    "oldest": Order(
        _("Oldest"),
        _("Oldest first"),
        _("The oldest stand first, by the moment at which they were sent."),
        ("submitted_at", "id"),
        b"o",
    ),
    "highest": Order(
        _("Highest"),
        _("Highest first"),
        _("Those with the most stars stand first, and among equals the newest."),
        ("-rating", *TIME),
        b"d",
    ),
    "lowest": Order(
        _("Lowest"),
        _("Lowest first"),
        _("Those with the fewest stars stand first, and among equals the newest."),
        ("rating", *TIME),
        b"a",
    ),
    "helpful": Order(
        _("Most helpful"),
        _("Most helpful first"),
        _("Those that most readers found helpful stand first, and among equals the newest."),
        ("-helpful_count", *TIME),
        b"h",
    ),
}
