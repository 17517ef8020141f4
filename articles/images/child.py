"""One picture from stdin: a line of JSON, and after it the JPEG, on stdout. Started by articles.images.intake.

A process of its own gives back what a decoder took, and one that a picture brings down is no worker of the site.
"""

import json
import sys

from articles.images.decoding import decode
from articles.images.limits import Limits
from articles.images.refusals import UNREADABLE, Refused

try:
    import resource
except ImportError:  # Windows has none; there the deadline alone holds.
    resource = None

# Bytes of addresses; the most that was measured is 670 MB, for a WebP of 40 megapixels.
MEMORY = 1024 * 1024 * 1024


def main(limits, seconds):
    if resource:
        _restrict(seconds)
    try:
        jpeg, width, height, colour = decode(sys.stdin.buffer.read(), limits)
    except Refused as refusal:
        _answer({"refused": refusal.marked, "values": refusal.values})
    except MemoryError:
        _answer({"refused": UNREADABLE, "values": {}})
    else:
        _answer({"width": width, "height": height, "colour": colour}, jpeg)


def _restrict(seconds):
    """The deadline is the parent's to keep; the limit of time is for a child whose parent is gone."""
    for what, wanted in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
    ):
        _, hard = resource.getrlimit(what)
        # The system may allow less already, and nobody may allow more.
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(what, (most, most))


def _answer(words, jpeg=b""):
    sys.stdout.buffer.write(json.dumps(words).encode() + b"\n" + jpeg)


if __name__ == "__main__":
    main(Limits(**json.loads(sys.argv[1])), int(sys.argv[2]))
