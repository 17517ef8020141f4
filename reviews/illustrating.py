"""A writer adds photos to a review, says what is to be seen on them, orders and removes them.

While a review waits, they wait with it. Beside an approved one new photos wait as an edit does; what is taken away
or ordered otherwise shows at once. Where reviews are not moderated, all that screening does not hold does.
"""

import logging
import uuid

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.images.intake import deadline, take_in
from articles.images.limits import READERS
from articles.images.refusals import Refused
from articles.languages import filled_in
from articles.media import name_of
from reviews import left_files, mails, photos
from reviews.editing import is_for_a_person
from reviews.left_files import PRIVATE
from reviews.models import MOST_PHOTOS, Photo, Review
from reviews.moderation import SITE, DecisionRefused, decide_edit, waiting_since
from reviews.screening import Verdict, holds_photos, screen_alternative
from reviews.submitting import publish_unheld

logger = logging.getLogger(__name__)

FULL = filled_in(
    ngettext_lazy(
        "A review has %(most)s photo at most.", "A review has %(most)s photos at most.", MOST_PHOTOS
    ),
    most=MOST_PHOTOS,
)
NOT_STORED = _("The photo could not be stored. Please try again later.")
CLOSED = _("Photos of this review cannot be changed any more.")
APPROVED = _("This photo has been approved meanwhile, so what is said of it stays as it is.")


class PhotosRefused(Exception):
    """Why the photos of a review cannot be changed so, as a sentence."""


def takes_photos(review):
    return review.is_approved or review.is_undecided


def add(review_id, uploads):
    """Add photos, files as browsers send them; each is judged by itself. Returns [(its name, why it was refused)].

    All of them together are read within one deadline. Raises PhotosRefused and Review.DoesNotExist.
    """
    refused, until = [], deadline()
    for upload in uploads:
        try:
            _add(review_id, upload, until)
        except Refused as refusal:
            refused.append((upload.name, gettext(refusal.marked) % refusal.values))
    _publish_unheld(review_id)
    return refused


def remove(review_id, uid):
    with transaction.atomic():
        review = _locked(review_id)
        if review.photos.filter(uid=uid).delete()[0]:
            _changed(review)
    # Others may have waited for this one alone.
    _publish_unheld(review_id)


@transaction.atomic
def move(review_id, uid, step):
    """Let a photo change places with the one before it, `step` -1, or after it, 1."""
    review = _locked(review_id)
    ordered = list(review.photos.all())
    here = next((n for n, photo in enumerate(ordered) if photo.uid == uid), None)
    if here is None or not 0 <= here + step < len(ordered):
        return
    ordered[here], ordered[here + step] = ordered[here + step], ordered[here]
    for position, photo in enumerate(ordered, start=1):
        review.photos.filter(pk=photo.pk).update(position=position)
    _changed(review)


def describe(review_id, uid, alternative):
    """Set the alternative text of a photo that no person has approved; with one that screening holds it waits."""
    review = Review.objects.select_related("article").get(pk=review_id)
    is_held = screen_alternative(review.article, alternative).is_held
    _describe(review_id, uid, alternative, is_held)
    _publish_unheld(review_id)


def may_describe_approved(review):
    """Whether the text of an approved photo may change: where a person approved it, it was approved with its words."""
    return not review.is_approved or not _is_for_a_person(review)


@transaction.atomic
def _describe(review_id, uid, alternative, is_held):
    review = _locked(review_id)
    photo = review.photos.filter(uid=uid).exclude(alternative=alternative).first()
    if photo is None:
        return
    if not (photo.is_waiting or may_describe_approved(review)):
        raise PhotosRefused(APPROVED)
    same = review.photos.filter(pk=photo.pk)
    same.update(alternative=alternative)
    if is_held:
        photos.take_back(review, same)
    _changed(review, tell=is_held)


def _add(review_id, upload, until):
    _refuse_when_full(_open(Review.objects.get(pk=review_id)))
    taken, uid = take_in(upload, READERS, until), uuid.uuid4()
    name = name_of(taken.jpeg, f"photos/{uid.hex}.jpg")
    facts = {"width": taken.width, "height": taken.height, "colour": taken.colour}
    left_files.note([name], PRIVATE)
    try:
        _store(taken.jpeg, name)
        _keep(review_id, Photo(uid=uid, file=name, **facts))
    finally:
        # Its name is noted no more when a row holds it.
        left_files.let_go([name])


def _store(jpeg, name):
    try:
        storages[PRIVATE].save(name, ContentFile(jpeg))
    except Exception as error:
        # Storages raise errors of many kinds; the log says which.
        logger.exception("A photo could not be stored.")
        raise Refused(NOT_STORED) from error


@transaction.atomic
def _keep(review_id, photo):
    review = _locked(review_id)
    if any(_digest(other) == _digest(photo) for other in review.photos.all()):
        # The other click of a double click, or the same file twice.
        return
    _refuse_when_full(review)
    last = review.photos.last()
    photo.review, photo.position = review, last.position + 1 if last else 1
    photo.save()
    left_files.held([photo.file])
    _changed(review, tell=_wait_for_a_person(review))


def _digest(photo):
    """Of its bytes, as its name has it."""
    return photo.file.rpartition("-")[2]


def _refuse_when_full(review):
    if review.photos.count() >= MOST_PHOTOS:
        raise Refused(FULL)


def _open(review):
    if not takes_photos(review):
        raise PhotosRefused(CLOSED)
    return review


def _locked(review_id):
    return _open(Review.objects.select_for_update().get(pk=review_id))


def _changed(review, tell=False):
    """`tell`: the moderators, if nothing has waited before."""
    was_waiting = review.waiting_since
    # Whoever saw other photos decides nothing.
    review.version += 1
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["version", "waiting_since"])
    photos.recount(review)
    if tell and review.waiting_since and not was_waiting:
        mails.queue_waiting()


def _verdict(review):
    return Verdict(review.screening_score, review.screening_reasons)


def _is_for_a_person(review):
    return is_for_a_person(review, _verdict(review))


def _wait_for_a_person(review):
    # With an edit that was held back they are decided on together.
    return bool(review.waiting_edit) or _is_for_a_person(review)


def _publish_unheld(review_id):
    review = Review.objects.select_related("article").get(pk=review_id)
    if not review.is_approved:
        publish_unheld(review, _verdict(review))
        return
    if _wait_for_a_person(review) or holds_photos(review):
        return
    try:
        decide_edit(review.pk, approve=True, by=SITE, version=review.version)
    except DecisionRefused:
        # Nothing waits, or somebody was quicker; what they did stands.
        return
