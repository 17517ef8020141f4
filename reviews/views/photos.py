"""The photos of a review: what its writer does with them on its private page, and the private view of each."""

import logging
import uuid

from django.core.exceptions import BadRequest, TooManyFilesSent
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from reviews import illustrating
from reviews.albums import Complaint, form_of
from reviews.illustrating import FULL, PhotosRefused
from reviews.left_files import PRIVATE
from reviews.limits import TooMany, hit
from reviews.models import Photo
from reviews.same_origin import same_origin
from reviews.senders import network
from reviews.views.exchange import private_page, see_other, typed
from reviews.views.limiting import say_when, sentence
from reviews.views.private import review_of, status_page

logger = logging.getLogger(__name__)

STEPS = {"up": -1, "down": 1}
CHUNK = 64 * 1024


@private_page
@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request, token):
    """What is to be done stands in `act`: “add” or “save”, or “up”, “down” or “remove” and the uid of a photo.

    The texts of all photos come along, so that none is lost whatever button is pressed.
    """
    review = review_of(token)
    if request.method != "POST":
        return _back(review)
    try:
        return _receive(request, review)
    except TooManyFilesSent:
        _read_to_the_end(request)
        return _not_done(request, review, [Complaint(FULL)])
    except TooMany as error:
        return say_when(_not_done(request, review, [Complaint(sentence(error))], status=429), error)
    except PhotosRefused as refusal:
        return _not_done(request, review, [Complaint(str(refusal))], status=409)


@private_page
@require_safe
def photo(request, token, uid):
    """The photo itself, for its writer, as long as its review may be changed."""
    review = review_of(token)
    if not illustrating.takes_photos(review):
        raise Http404
    return picture(get_object_or_404(Photo, review=review, uid=uid))


def picture(photo):
    """The answer with a private photo; whoever calls this has asked who may see it."""
    try:
        response = FileResponse(storages[PRIVATE].open(photo.file), content_type="image/jpeg")
    except Exception:
        # Whatever a storage raises, the log tells it.
        logger.exception("Photo %d cannot be read.", photo.pk)
        sentence = _("The photo cannot be read at the moment.")
        response = HttpResponse(f"{sentence}\n", "text/plain; charset=utf-8", status=503)
    response.headers["Cache-Control"] = "private, no-store"
    # Opened by itself a picture is a page, which may do nothing.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _receive(request, review):
    sent = typed(request, with_files=True)
    act, *photo = sent.get("act", "").split(" ", 1)
    return _describe(request, review, sent) or _do(request, review, act, _uid("".join(photo)))


def _do(request, review, act, uid):
    if act == "add":
        return _add(request, review)
    if act == "remove":
        illustrating.remove(review.pk, uid)
    elif act in STEPS:
        illustrating.move(review.pk, uid, STEPS[act])
    elif act != "save":
        raise BadRequest("There is no such act.")
    return _back(review)


def _add(request, review):
    uploads = request.FILES.getlist("photos")
    if not uploads:
        return _not_done(request, review, [Complaint(_("Please choose a photo first."))])
    hit("photos", network=network(request), address=review.email_key)
    refused = illustrating.add(review.pk, uploads)
    if not refused:
        return _back(review)
    return _not_done(request, review, [Complaint(why, about=name) for name, why in refused])


def _describe(request, review, sent):
    """Save the texts that were sent. Returns the answer where one of them cannot be, else None."""
    photos = [photo for photo in review.photos.all() if form_of(photo).add_prefix("alternative") in sent]
    forms = {photo.uid: form_of(photo, sent) for photo in photos}
    complaints = [
        Complaint(error, target=form["alternative"].id_for_label)
        for form in forms.values()
        for error in form.errors.get("alternative", [])
    ]
    if complaints:
        return _not_done(request, review, complaints, bound=forms)
    for uid, form in forms.items():
        if not form.has_changed():
            continue
        words = form.cleaned_data["alternative"]
        try:
            illustrating.describe(review.pk, uid, words)
        except PhotosRefused as refusal:
            return _not_done(request, review, [Complaint(str(refusal), typed=words)], status=409)
    return None


def _not_done(request, review, complaints, *, status=422, bound=None):
    """The status page as it is now, with why something was not done."""
    return status_page(request, review_of(review.token), status=status, complaints=complaints, bound=bound)


def _back(review):
    return see_other(f"{review.get_absolute_url()}#photos")


def _uid(text):
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _read_to_the_end(request):
    """A browser that is still sending hears no answer."""
    while request.read(CHUNK):
        pass
