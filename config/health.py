import logging

from django.conf import settings
from django.core.cache import caches
from django.db import Error, connection
from django.http import HttpResponse, HttpResponseNotAllowed

logger = logging.getLogger(__name__)

METHODS = ["GET", "HEAD"]
NO_CACHE = "The cache does not answer; the site works without it."


class HealthMiddleware:
    """Answers before host names, sessions and routes are looked at: a probe knows an address and a port."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.probes = {"/healthz": alive, "/readyz": ready}

    def __call__(self, request):
        probe = self.probes.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        return probe() if request.method in METHODS else HttpResponseNotAllowed(METHODS)


def alive():
    return plain("The process runs.")


def ready():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations")
    except Error:
        logger.exception("The database does not answer.")
        return plain("The database does not answer, or has no tables yet.", status=503)
    # The database alone decides: without a cache limits are counted there, and figures are made each time.
    return plain("The database answers." if cache_answers() else f"The database answers. {NO_CACHE}")


def cache_answers():
    """Whether the cache that all processes share does, if there is one."""
    if "limits" not in settings.CACHES:
        return True
    try:
        caches["limits"].get("readyz")
    except Exception:
        # Whatever a cache raises, it is the log that tells it.
        logger.exception("The cache does not answer.")
        return False
    return True


def plain(sentence, status=200):
    response = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
