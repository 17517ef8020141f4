import logging

from django.db import Error, connection
from django.http import HttpResponse, HttpResponseNotAllowed

logger = logging.getLogger(__name__)

METHODS = ["GET", "HEAD"]


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
    return plain("The database answers.")


def plain(sentence, status=200):
    response = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response
