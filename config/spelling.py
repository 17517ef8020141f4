"""Addresses that were typed a little differently: a last slash too few or too many, or capital letters."""

from copy import copy

from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path

from config.not_found import NotFoundMiddleware

# Behind these a capital letter is another letter: names and keys that we gave.
ADMIN, NAMES = "/admin/", ("/media/", "/preview/", "/reviews/")


class SpellingMiddleware(NotFoundMiddleware):
    """Leads to the page that was meant by one redirect, however many differences there are.

    What would be there is asked for first, so that an article's old address is not a second redirect, and an address
    at which there is nothing none at all.
    """

    def instead(self, request):
        return next(filter(None, (self._at(request, path) for path in spellings(request.path_info))), None)

    def _at(self, request, path):
        other = copy(request)
        other.path = other.path_info = path
        response = self.get_response(other)
        if response.status_code == 404:
            return None
        is_page = response.status_code in (200, 304)
        return HttpResponsePermanentRedirect(other.get_full_path()) if is_page else response


def spellings(path):
    """What else `path` may have meant, the nearest first; of the others there is surely no page."""
    if other := _other_end(path):
        yield other
    lower = path.lower()
    if lower.startswith(ADMIN):
        # Typed by hand, and phones write a capital letter first.
        lower = ADMIN + path[len(ADMIN) :]
    if lower != path and not lower.startswith(NAMES):
        yield lower
        if other := _other_end(lower):
            yield other


def _other_end(path):
    """`path` with the last slash that is missing, or without those that are too much, where that may be a page."""
    bare = path.rstrip("/")
    others = [other for other in (bare, f"{bare}/") if other != path and bare]
    return next(filter(is_valid_path, others), None)
