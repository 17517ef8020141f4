"""What a mailed link opens: all reviews of the address, and what their owner may do with them."""

import uuid
from contextlib import suppress
from functools import wraps

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reviews import addresses, editing, erasing, mailed_links, mails, own_data
from reviews.forms import LinkForm
from reviews.limits import TooMany, hit
from reviews.models import Review
from reviews.moderation import DecisionRefused
from reviews.same_origin import same_origin
from reviews.senders import network
from reviews.views.exchange import private_page, see_other, typed
from reviews.views.limiting import too_many

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def with_link(view):
    """`view(request, signed, key)` is called with the key of the address that the link was mailed to."""

    @private_page
    @same_origin
    @READ_OR_POST
    @wraps(view)
    def opened(request, signed):
        review = mailed_links.review_of(signed)
        if review is None:
            return _dead_link(request)
        return view(request, signed, review.email_key)

    return opened


@with_link
def mailed(request, signed, key):
    return _page(request, signed, key)


@with_link
def confirm(request, signed, key):
    if request.method == "POST":
        addresses.confirm(_chosen(request, key).pk)
    return see_other("reviews:mailed", signed)


@with_link
def disown(request, signed, key):
    """“I did not write this”: the review is taken back, and stays until its address is erased."""
    if request.method == "POST":
        # Refused where it is neither public nor waiting any more, which is all that was asked for.
        with suppress(DecisionRefused):
            editing.withdraw(_chosen(request, key).pk)
    return see_other("reviews:mailed", signed)


@with_link
def data(request, signed, key):
    indented = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(own_data.copy_of(key), json_dumps_params=indented)
    response.headers["Content-Disposition"] = 'attachment; filename="reviews.json"'
    return response


@with_link
def erase(request, signed, key):
    if request.method == "POST":
        erasing.erase(key)
        return see_other("reviews:erased")
    number = Review.objects.filter(email_key=key).count()
    return render(request, "reviews/erase.html", {"signed": signed, "number": number})


@private_page
@same_origin
@READ_OR_POST
def stop(request, signed):
    """No more mails, or mails again: the page's own buttons, and the one of a mail program."""
    sent = typed(request) if request.method == "POST" else {}
    if "List-Unsubscribe" in sent:
        return _stop_in_one_click(request, signed)
    review = mailed_links.review_of(signed)
    if review is None:
        return _dead_link(request)
    if request.method == "POST":
        addresses.stop_mails(review.email_key, stop="start" not in sent)
    return see_other("reviews:mailed", signed)


@private_page
@require_safe
def erased(request):
    return render(request, "reviews/erased.html")


@private_page
@same_origin
@READ_OR_POST
def link(request):
    if request.method != "POST":
        return render(request, "reviews/link.html", {"form": LinkForm()})
    form = LinkForm(typed(request))
    if not form.is_valid():
        return render(request, "reviews/link.html", {"form": form}, status=422)
    key = form.cleaned_data["email_key"]
    try:
        hit("link", network(request), key)
    except TooMany as error:
        return too_many(request, error, "reviews/link.html", form=form)
    addresses.ask_for_link(key)
    return see_other("reviews:link_asked")


@private_page
@require_safe
def link_asked(request):
    return render(request, "reviews/link_asked.html")


def _stop_in_one_click(request, signed):
    """RFC 8058: a mail program has sent this, which follows no redirect and shows nothing of the answer.

    Its button goes on working in mails of before, so whoever holds such a link may stop, and learns nothing.
    """
    review = mailed_links.review_of(signed, replaced=True)
    if review is None:
        return _dead_link(request)
    addresses.stop_mails(review.email_key)
    stopped = _("We send no more mails about reviews to this address.")
    return HttpResponse(f"{stopped}\n", content_type="text/plain; charset=utf-8")


def _dead_link(request):
    return render(request, "reviews/dead_link.html", status=410)


def _page(request, signed, key):
    context = {
        "signed": signed,
        "reviews": list(addresses.reviews_of(key)),
        "is_stopped": mails.is_stopped(key),
    }
    return render(request, "reviews/mailed.html", context)


def _chosen(request, key):
    """The review of this address that the form names. Raises Http404."""
    try:
        uid = uuid.UUID(typed(request)["review"])
    except (MultiValueDictKeyError, ValueError):
        uid = None
    return get_object_or_404(Review, email_key=key, uid=uid)
