"""The guard on public POSTs, in the place of a CSRF token, which would need a cookie.

See OWASP's Cross-Site Request Forgery Prevention Cheat Sheet (Fetch Metadata) and Go's http.CrossOriginProtection.
"""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")


def same_origin(view):
    """Refuse with 403 a changing request that another site's page made."""

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in SAFE_METHODS and not comes_from_here(request):
            raise PermissionDenied("The request was made by a page of another site.")
        return view(request, *args, **kwargs)

    return guarded


def comes_from_here(request):
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # With neither header it is no browser, so nobody's cookies or network position are abused.
    return origin is None or _host_of(origin) == request.get_host().lower()


def _host_of(origin):
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
