import os

import pytest
from django.conf import settings
from django.core.cache import caches

from articles import identity

# Playwright's sync API runs an event loop in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def _fresh_cache():
    """What one test has counted or kept is not there for the next; the database's own counts are rolled back."""
    identity.forget()
    yield
    for alias, options in settings.CACHES.items():
        forget = forget_in_redis if "redis" in options["BACKEND"] else type(caches[alias]).clear
        forget(caches[alias])


def forget_in_redis(cache):
    """The keys of this run alone: clear() would empty the whole of it."""
    client = cache._cache.get_client(write=True)
    for key in client.scan_iter(f"{cache.key_prefix}:*"):
        client.delete(key)
