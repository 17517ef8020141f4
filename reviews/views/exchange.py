"""What the views of reviews share: how they read what was typed, and how they answer in private."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.views.decorators.cache import cache_control

from reviews.models import Review
from reviews.screening import Sender
from reviews.senders import network_hash, reader_hash


def typed(request, with_files=False):
    """What was typed; bytes that are no UTF-8 become U+FFFD, which the form refuses.

    Django itself would read such a body as Latin-1, and store what nobody typed.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        if not with_files:
            request.upload_handlers = []  # no field takes a file, so none is kept
        return request.POST
    return QueryDict(request.body.decode("utf-8", "replace"))


def sender_of(request):
    return Sender(reader_hash(request), network_hash(request))


def see_other(to, *args):
    """303: whatever was sent, what comes next is read with GET. `to` is a model, a name of a URL or a path."""
    response = HttpResponseRedirect(resolve_url(to, *args))
    response.status_code = 303
    return response


def private_page(view):
    """The answer is for whoever asked: kept by no cache and no index."""

    @cache_control(private=True, no_store=True)
    @wraps(view)
    def unlisted(request, *args, **kwargs):
        try:
            response = view(request, *args, **kwargs)
        except Review.DoesNotExist as error:
            # Erased between two looks at it.
            raise Http404 from error
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return unlisted
