"""A writer changes a review, or takes it back."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from reviews.models import Review, ReviewEdit
from reviews.moderation import (
    ANY_VERSION,
    SITE,
    WRITER,
    DecisionRefused,
    Status,
    decide,
    decide_edit,
    waiting_since,
)
from reviews.screening import screen
from reviews.submitting import WORDS, publish_unheld, screened, submit_values


class EditRefused(Exception):
    """The review is in a state in which its writer cannot change it."""


def edit(review_id, form, sender):
    """Give a review the words of the valid `form`: at once while it waits, beside it once it is approved.

    Returns the review. Raises EditRefused.
    """
    verdict = screen(Review.objects.select_related("article").get(pk=review_id).article, form, sender)
    words = {name: form.cleaned_data[name] for name in WORDS}
    with transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        if review.is_approved:
            _put_beside(review, words, verdict)
        elif review.is_undecided:
            _change(review, words, verdict)
        else:
            raise EditRefused
    return _publish_unheld_edit(review, verdict) if review.is_approved else publish_unheld(review, verdict)


def withdraw(review_id):
    """Take a review back for its writer, for good. Raises DecisionRefused when it has been already."""
    return decide(review_id, Status.WITHDRAWN, by=WRITER, version=ANY_VERSION)


def send_again(review, form, sender):
    """A mended copy of a rejected review, as a new one from the same address."""
    values = {name: form.cleaned_data[name] for name in WORDS}
    for column in ("email", "email_key", "email_confirmed_at", "mails_stopped_at"):
        values[column] = getattr(review, column)
    return submit_values(review.article, values, screen(review.article, form, sender), sender)


def _put_beside(review, words, verdict):
    if words == review.words:
        # Back to what is published: nothing waits any more.
        review_edit = ReviewEdit.objects.filter(review=review, status=ReviewEdit.Status.WAITING)
        review_edit.delete()
    else:
        values = words | screened(verdict) | {"status": ReviewEdit.Status.WAITING, "sent_at": timezone.now()}
        ReviewEdit.objects.update_or_create(review=review, defaults=values)
    review.version += 1
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["version", "waiting_since"])


def _change(review, words, verdict):
    for column, value in (words | screened(verdict)).items():
        setattr(review, column, value)
    # What was sent first is no repeat of this any more.
    review.submission_key = None
    review.version += 1
    review.save()
    ReviewEdit.objects.filter(review=review).delete()


def _publish_unheld_edit(review, verdict):
    if settings.REVIEWS_MODERATED or verdict.is_held:
        return review
    try:
        return decide_edit(review.pk, approve=True, by=SITE, version=review.version)
    except DecisionRefused:
        # Nothing to publish, or a moderator or the writer was quicker; what they did stands.
        return review
