"""Where a page of a list begins: the place of a review in an order, as opaque text for an address."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def encode(mark, place):
    """`mark` is the order's own byte or none; `place` ends in (submitted_at, id), with whole numbers before them."""
    *numbers, moment, review = place
    microseconds = (moment - EPOCH) // timedelta(microseconds=1)
    packed = mark + struct.pack(f">{len(place)}q", *numbers, microseconds, review)
    return base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def decode(mark, length, text):
    """The place of `length` parts; None for any text that encode did not make for this order.

    The place is always one that a database can compare.
    """
    try:
        packed = base64.b64decode(
            text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
        *numbers, microseconds, review = struct.unpack(f">{length}q", packed.removeprefix(mark))
        place = (*numbers, EPOCH + timedelta(microseconds=microseconds), review)
    except (UnicodeEncodeError, binascii.Error, struct.error, OverflowError):
        return None
    # One place has one address, and no review has a number below 1.
    return place if review > 0 and encode(mark, place) == text else None
