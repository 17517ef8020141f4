"""Public pages are the same bytes for everyone, and are named by their version, never by a time."""

import hashlib

from django.conf import settings
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

# Kept by anybody, and asked about each time.
PUBLIC = "public, no-cache"


def public_page(request, version, render):
    """Answer 304 when the reader has this version already, else what `render()` returns.

    `version` is a tuple of all that changes the page's bytes beside the release, the language and the path: the
    live revision, editions, and the query parameters that the page knows, as it understood them.
    """
    etag = _etag(request, version) if settings.RELEASE else None
    response = get_conditional_response(request, etag=etag) if etag else None
    response = response or render()
    if response.status_code in (200, 304):
        response.headers["Cache-Control"] = PUBLIC
        if etag:
            response.headers["ETag"] = etag
    return response


def _etag(request, version):
    key = (settings.RELEASE, get_language(), request.path, version)
    return f'W/"{hashlib.sha256(repr(key).encode()).hexdigest()[:32]}"'
