"""The private page of one review, for who holds its token: what became of it, changing it, taking it back."""

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from reviews import editing
from reviews.albums import album
from reviews.forms import EditForm
from reviews.limits import TooMany
from reviews.models import Photo, Review
from reviews.moderation import DecisionRefused, Status
from reviews.refusals import edit_refusal, refusal
from reviews.same_origin import same_origin
from reviews.views.exchange import private_page, see_other, sender_of, typed
from reviews.views.limiting import say_when, sentence


@private_page
@require_safe
def status(request, token):
    return status_page(request, review_of(token))


@private_page
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, token):
    review = review_of(token)
    if request.method == "POST":
        return _receive(request, review)
    obstacle = editing.obstacle(review)
    form = EditForm(initial=(review.waiting_edit or review).words)
    return _edit_page(request, review, form, status=409 if obstacle else 200)


@private_page
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, token):
    review = review_of(token)
    if request.method != "POST":
        return see_other(review)
    try:
        editing.withdraw(review.pk)
    except DecisionRefused:
        review = review_of(token)
        if review.status != Status.WITHDRAWN:
            return status_page(request, review, status=409, is_refused=True)
    return see_other(review)


def review_of(token):
    """The review with this token, and what its private page asks of it. Raises Http404."""
    photos = Photo.objects.filter(review=OuterRef("pk"))
    reviews = Review.objects.select_related("article", "revision", "edit")
    return get_object_or_404(reviews.annotate(has_photos=Exists(photos)), token=token)


def _receive(request, review):
    sent = typed(request)
    form = EditForm(sent)
    moved = sent.get("of", _of(review)) != _of(review)
    if moved or editing.obstacle(review):
        # Decided on while its writer was writing: what was typed stands there to be sent anew, or to be kept.
        return _edit_page(request, review, form, status=409, moved=moved)
    if not form.is_valid():
        return _edit_page(request, review, form, status=422)
    try:
        return see_other(_changed(review, form, sender_of(request)))
    except TooMany as error:
        return say_when(_edit_page(request, review, form, status=429, limited=sentence(error)), error)
    except editing.EditRefused:
        return _edit_page(request, review_of(review.token), form, status=409, moved=True)
    except Review.DoesNotExist:
        raise Http404 from None


def _changed(review, form, sender):
    if review.status == Status.REJECTED:
        return editing.send_again(review, form, sender)
    return editing.edit(review.pk, form, sender)


def _of(review):
    """What an edit page is of: a rejected review is copied, any other is changed."""
    return "copy" if review.status == Status.REJECTED else "review"


def status_page(request, review, *, status=200, is_refused=False, complaints=(), bound=None):
    """`is_refused`: it cannot be taken back; the last two as for reviews.albums.album."""
    state = review.public_state
    context = _context(review) | {
        "edit": getattr(review, "edit", None),
        "edit_refusal": edit_refusal(review),
        "can_change": not editing.obstacle(review),
        "can_withdraw": state in ("waiting", "approved"),
        "no_copy": editing.obstacle(review) if state == "rejected" else "",
        "refused": is_refused,
        "album": album(review, complaints, bound),
    }
    return render(request, "reviews/status.html", context, status=status)


def _edit_page(request, review, form, *, status=200, moved=False, limited=""):
    context = _context(review) | {
        "form": form,
        "of": _of(review),
        "obstacle": editing.obstacle(review),
        "moved": moved,
        "limited": limited,
    }
    return render(request, "reviews/edit.html", context, status=status)


def _context(review):
    article = review.article
    return {
        "review": review,
        "state": review.public_state,
        "article": article,
        "title": review.article_title,
        "article_url": article.get_absolute_url() if article.is_published else "",
        "refusal": refusal(review),
        "moderated": settings.REVIEWS_MODERATED,
    }
