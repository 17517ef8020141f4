"""Where a page of a list begins: the place (submitted_at, id) of a review, as opaque text for an address."""

import base64
import binascii
import struct
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORMAT = struct.Struct(">qq")
Place = tuple[datetime, int]


def encode(place):
    moment, number = place
    microseconds = (moment - EPOCH) // timedelta(microseconds=1)
    return base64.urlsafe_b64encode(FORMAT.pack(microseconds, number)).decode("ascii").rstrip("=")


def decode(text):
    """None for any text that encode did not make; the place is always one that a database can compare."""
    try:
        packed = base64.b64decode(text.encode("ascii") + b"==", altchars=b"-_", validate=True)
        microseconds, number = FORMAT.unpack(packed)
        place = EPOCH + timedelta(microseconds=microseconds), number
    except (UnicodeEncodeError, binascii.Error, struct.error, OverflowError):
        return None
    # One place has one address, and no review has a number below 1.
    return place if number > 0 and encode(place) == text else None
