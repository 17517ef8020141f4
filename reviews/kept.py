"""Figures that may be ten minutes old."""

import logging

from django.core.cache import cache
from django.utils import timezone

logger = logging.getLogger(__name__)

SECONDS = 600


def kept(name, compute):
    """(when, what): the result of `compute()`, not older than SECONDS, and the moment at which it was made.

    `name` holds a version, which grows with the shape of the result. A cache that fails costs only time.
    """
    try:
        found = cache.get(name)
    except Exception:
        # Whatever a cache raises: the figures are in the database.
        logger.exception("The cache does not answer, so figures are counted afresh.")
        return timezone.now(), compute()
    if found is None:
        found = timezone.now(), compute()
        _keep(name, found)
    return found


def _keep(name, found):
    try:
        cache.set(name, found, SECONDS)
    except Exception:
        logger.exception("The cache does not take figures, so they are counted again at the next request.")
