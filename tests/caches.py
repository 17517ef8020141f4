"""The caches of this process, emptied."""

from django.conf import settings
from django.core.cache import caches


def forget_cached():
    for alias, options in settings.CACHES.items():
        forget = _forget_in_redis if "redis" in options["BACKEND"] else type(caches[alias]).clear
        forget(caches[alias])


def _forget_in_redis(cache):
    """The keys of this process alone: clear() empties the whole server, under the tests of another process too."""
    client = cache._cache.get_client(write=True)
    for key in client.scan_iter(f"{cache.key_prefix}:*"):
        client.delete(key)
