"""What becomes of photos with their review: approved, shown under new names, hidden, deleted.

Each but `publish` is called in a transaction that has locked the review; files are made and deleted after it.
"""

import logging
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django_tasks import task

from articles.background import run_soon
from articles.images import renditions
from articles.media import name_of
from articles.pictures import one_at_a_time
from reviews import left_files, ratings
from reviews.left_files import PRIVATE, PUBLIC
from reviews.models import Photo, Review

logger = logging.getLogger(__name__)

Status = Review.Status


def follow(review, came_from):
    """After a step of `review` from `came_from`: where it leads, what readers saw is hidden, or all is deleted."""
    if review.status in (Status.REJECTED, Status.WITHDRAWN):
        delete(review, review.photos.all())
    elif came_from == Status.APPROVED:
        _hide(review.photos.all())
        recount(review)


def approve(review, at=None):
    """Show the photos of a review that is approved; with a time, also those that waited."""
    if at:
        review.photos.waiting().update(approved_at=at)
    if review.photos.approved().exists():
        run_soon(publish_of_review, review.pk)


def take_back(review, photos):
    """Let `photos`, a set of those of `review`, wait again."""
    _hide(photos)
    if photos.update(approved_at=None):
        recount(review)


def delete(review, photos):
    """Delete `photos`, a set of those of `review`; their files go with them, see `leave_files`."""
    if photos.delete()[0]:
        recount(review)


def leave_files(sender, instance, **kwargs):
    """However the row of a photo goes, in bulk as well, its files go after it."""
    left_files.leave([instance.file], PRIVATE)
    left_files.leave(renditions.names(instance.renditions), PUBLIC)


def recount(review):
    """Count what readers see, and make the page new that shows it."""
    before, review.photo_count = review.photo_count, review.photos.public().count()
    Review.objects.filter(pk=review.pk).update(photo_count=review.photo_count)
    if before or review.photo_count:
        ratings.renew_page(review.article_id)


@task()
def publish_of_review(review_id):
    publish_each(Photo.objects.unpublished().filter(review=review_id))


def publish_missed():
    """Publish those whose task failed, or was lost with its process."""
    publish_each(Photo.objects.unpublished().order_by("pk"))


def publish_each(photos):
    """How many of them could be published."""
    made = 0
    for photo in photos:
        try:
            publish(photo)
        except Exception:
            # One whose file cannot be read holds up no other; send_due tries it again.
            logger.exception("Photo %d could not be published.", photo.pk)
        else:
            made += 1
    return made


def publish(photo):
    """Copy an approved photo to where readers see it, under a new random name; an earlier copy goes."""
    with storages[PRIVATE].open(photo.file) as file:
        jpeg = file.read()
    with one_at_a_time:
        made = renditions.whole(jpeg)
    rows, files = _named(made)
    left_files.note(files, PUBLIC)
    for name, data in files.items():
        storages[PUBLIC].save(name, ContentFile(data))
    _show(photo, rows)
    # Still there only when it was hidden, deleted or shown by another process meanwhile.
    left_files.let_go(files)


def _named(made):
    """What a row says of the renditions `made`, and {name: bytes}."""
    stem, rows, files = f"photos/{uuid4().hex}", [], {}
    for rendition in made:
        row = {"width": rendition.width, "height": rendition.height}
        for ending, data in rendition.files.items():
            row[ending] = name_of(data, f"{stem}-{rendition.width}.{ending}")
            files[row[ending]] = data
        rows.append(row)
    return rows, files


@transaction.atomic
def _show(photo, rows):
    review = Review.objects.select_for_update().filter(pk=photo.review_id).first()
    same = Photo.objects.publishable().filter(pk=photo.pk, renditions=photo.renditions)
    if same.update(renditions=rows):
        left_files.held(renditions.names(rows))
        left_files.leave(renditions.names(photo.renditions), PUBLIC)
        recount(review)


def _hide(photos):
    left_files.leave([name for photo in photos for name in renditions.names(photo.renditions)], PUBLIC)
    photos.update(renditions=[])
