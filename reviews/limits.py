"""How often one network, and one address, may do something in an hour: exact, however many processes count.

Counted in the cache "limits" where the site has one (see CACHE_URL), else in the database. Hours are the clock's
own and have a number, so a count is never restarted. Nothing kept tells who was counted: keys are keyed hashes.
"""

import logging
import math
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from reviews.models import RateCount

logger = logging.getLogger(__name__)

HOUR = 3600  # seconds
# In an hour. Many share a network: a school class writes its reviews in one lesson.
LIMITS = {
    "submit": {"network": 30, "address": 5},
    "vote": {"network": 120},
    "report": {"network": 30},
    "link": {"network": 20, "address": 3},
    # Each time up to four; somebody who tries which of their photos are taken needs some tries.
    "photos": {"network": 30, "address": 20},
}
# A key can go between add and incr only when Redis runs out of memory.
TRIES = 3


class TooMany(Exception):
    """`action` is a key of LIMITS, `retry_after` in seconds."""

    def __init__(self, action, retry_after):
        super().__init__(f"{action}: too many within the hour; again in {retry_after} s")
        self.action, self.retry_after = action, retry_after

    @property
    def minutes(self):
        return math.ceil(self.retry_after / 60)


def hit(action, network="", address="", once=""):
    """Count one `action`, a key of LIMITS, of a network and of an address. Raises TooMany.

    What has the same `once` within the hour is counted once: the clicks of a double click, which come together.

    `network` is what reviews.senders knows of it, as text or as hash, and `address` an email key; where one is "",
    nothing is counted for it.
    """
    if not settings.RATE_LIMITS:
        return
    hour, passed = divmod(int(timezone.now().timestamp()), HOUR)
    who = {"network": network, "address": address}
    # Networks come before addresses, so two requests never wait for each other's rows in a ring.
    limits = {_key(action, kind, who[kind], hour): most for kind, most in LIMITS[action].items() if who[kind]}
    if _are_over(limits):
        raise TooMany(action, HOUR - passed)
    is_repeat = once and _count([_key(action, "once", once, hour)], hour) != [1]
    numbers = _count(list(limits), hour, by=0 if is_repeat else 1)
    if any(number > most for number, most in zip(numbers, limits.values(), strict=True)):
        raise TooMany(action, HOUR - passed)


def _key(action, kind, text, hour):
    return salted_hmac(f"reviews.limits.{action}.{kind}.{hour}", text, algorithm="sha256").hexdigest()


def _are_over(limits):
    """Whether all of them refuse until the hour ends, so that a flood need not be written down any further.

    Where only one does, the other goes on counting. In a cache, counting costs no more than looking.
    """
    if not limits or "limits" in settings.CACHES:
        return False
    numbers = dict(RateCount.objects.filter(key__in=limits).values_list("key", "number"))
    return all(numbers.get(key, 0) > most for key, most in limits.items())


def _count(keys, hour, by=1):
    """The counts of `keys` after `by` more were counted of each."""
    if "limits" not in settings.CACHES:
        return _count_in_database(keys, hour, by)
    try:
        return [_count_in_cache(caches["limits"], key, by) for key in keys]
    except Exception:
        # Whatever it is that a cache raises: no review is lost for it, and the database counts as well.
        logger.exception("The cache does not count, so the database does.")
        return _count_in_database(keys, hour, by)


def _count_in_cache(cache, key, by):
    for _ in range(TRIES):
        # Twice the hour, so that no count ends between two steps of its own hour.
        if cache.add(key, by, timeout=2 * HOUR):
            return by
        try:
            return cache.incr(key, by)
        except ValueError:
            continue
    raise RuntimeError("The cache drops what it has just taken.")


def _count_in_database(keys, hour, by):
    ends_at = datetime.fromtimestamp((hour + 1) * HOUR, UTC)
    with transaction.atomic():
        RateCount.objects.bulk_create(
            [RateCount(key=key, ends_at=ends_at) for key in keys], ignore_conflicts=True
        )
        numbers = [_more(key, by) for key in keys]
    if by in numbers:
        forget_ended()
    return numbers


def _more(key, by):
    # The row is ours from here to the end of the transaction, so the number read is the number made.
    RateCount.objects.filter(key=key).update(number=F("number") + by)
    return RateCount.objects.values_list("number", flat=True).get(key=key)


@transaction.atomic
def forget_ended(now=None):
    """Delete the counts of hours that ended before `now`; how many."""
    ended = RateCount.objects.filter(ends_at__lte=now or timezone.now())
    # Two that clean up at once take different rows, in place of waiting for each other.
    ids = list(ended.select_for_update(skip_locked=True).values_list("pk", flat=True))
    RateCount.objects.filter(pk__in=ids).delete()
    return len(ids)
