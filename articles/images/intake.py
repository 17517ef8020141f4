"""The one way in for every picture that somebody sends: what leaves it was drawn anew, pixel by pixel.

It is decoded in a child, articles.images.child, one at a time in each worker.
"""

import json
import logging
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path

from django.conf import settings

from articles.images.refusals import BUSY, EMPTY, TOO_SLOW, UNREADABLE, Refused

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
# Without the variables of the site, which hold its secrets, and without packages of the user's own.
CHILD = [sys.executable, "-E", "-s", "-m", "articles.images.child"]
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}

_turn = threading.Lock()


@dataclass(frozen=True)
class Taken:
    """The picture that is kept: an upright sRGB JPEG without metadata, its size in pixels, its average colour."""

    jpeg: bytes
    width: int
    height: int
    colour: str


def deadline():
    """When reading that begins now has to be over, PICTURE_DEADLINE seconds later; of time.monotonic()."""
    return time.monotonic() + settings.PICTURE_DEADLINE


def take_in(upload, limits, until=None):
    """The picture in `upload`, a binary file with a `size`, as Taken; or Refused, whatever its bytes are.

    Waiting for its turn and decoding are over by `until`, the deadline() that several pictures share, or its own.
    """
    if not upload.size:
        raise Refused(EMPTY)
    if upload.size > limits.size:
        raise limits.too_large
    until = deadline() if until is None else until
    left = until - time.monotonic()
    if left <= 0 or not _turn.acquire(timeout=left):
        raise Refused(BUSY)
    try:
        upload.seek(0)
        return _taken(_answer(upload.read(limits.size), limits, until))
    finally:
        _turn.release()


def _answer(data, limits, until):
    """What the child writes."""
    command = [*CHILD, json.dumps(asdict(limits)), str(ceil(settings.PICTURE_DEADLINE))]
    left = max(0, until - time.monotonic())
    try:
        child = subprocess.run(
            command, input=data, capture_output=True, timeout=left, cwd=ROOT, env=ENVIRONMENT, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(TOO_SLOW) from error
    except subprocess.CalledProcessError as error:
        # A negative number is the signal that ended it.
        logger.warning(
            "The child that decodes a picture ended with %d: %s", error.returncode, error.stderr[-500:]
        )
        raise Refused(UNREADABLE) from error
    except OSError as error:
        logger.exception("No child could be started to decode a picture.")
        raise Refused(BUSY) from error
    return child.stdout


def _taken(answer):
    head, _, jpeg = answer.partition(b"\n")
    words = json.loads(head)
    if "refused" in words:
        raise Refused(words["refused"], **words["values"])
    return Taken(jpeg=jpeg, **words)
