"""A writer changes a review, or takes it back."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews import limits, mails
from reviews.models import Review, ReviewEdit, ReviewsClosed
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
from reviews.submitting import WORDS, needs_a_person, publish_unheld, screened, submit_values

WITHDRAWN = _("This review was withdrawn, which is final. It cannot be changed any more.")
NOT_PUBLISHED = _("This review is not published, and it cannot be changed.")
NOT_PUBLIC = _("The article is not public at the moment, so it takes no reviews.")


class EditRefused(Exception):
    """The review is in a state in which its writer cannot change it."""


def obstacle(review):
    """Why its writer can neither change a review nor send a mended copy, as a sentence; "" where they can."""
    if review.status == Status.WITHDRAWN:
        return WITHDRAWN
    if review.status == Status.SPAM and not review.is_undecided:
        return NOT_PUBLISHED
    return _closed(review.article) if review.status == Status.REJECTED else ""


def edit(review_id, form, sender):
    """Give a review the words of the valid `form`: at once while it waits, beside it once it is approved.

    Returns the review. Raises EditRefused, limits.TooMany and Review.DoesNotExist.
    """
    review = Review.objects.select_related("article").get(pk=review_id)
    verdict = screen(review.article, form, sender, review.email_key)
    words = {name: form.cleaned_data[name] for name in WORDS}
    words |= screened(words["comment"], verdict)
    if not _has(review, words):
        _count(review, words, sender)
        review = _put(review_id, words, verdict)
    return _publish_unheld_edit(review, verdict) if review.is_approved else publish_unheld(review, verdict)


def withdraw(review_id):
    """Take a review back for its writer, for good. Raises DecisionRefused where it is neither public nor waiting."""
    review = Review.objects.get(pk=review_id)
    with transaction.atomic():
        if review.status == Status.SPAM and review.is_undecided:
            # Its writer is told that it waits; so it is taken back like one that does.
            decide(review_id, Status.PENDING, by=SITE, version=review.version)
        return decide(review_id, Status.WITHDRAWN, by=WRITER, version=ANY_VERSION)


def send_again(review, form, sender):
    """A mended copy of a rejected review, as a new one from the same address.

    Raises EditRefused and limits.TooMany.
    """
    if not Review.objects.filter(pk=review.pk, status=Status.REJECTED).exists() or _closed(review.article):
        raise EditRefused
    values = {name: form.cleaned_data[name] for name in WORDS}
    for column in ("email", "email_key", "email_confirmed_at", "mails_stopped_at"):
        values[column] = getattr(review, column)
    verdict = screen(review.article, form, sender, review.email_key)
    return submit_values(review.article, values, verdict, sender)


def _count(review, words, sender):
    # Once for the clicks of a double click, which change the same version.
    once = f"{review.pk}.{review.version}.{sorted(words.items())}"
    try:
        limits.hit("submit", network=sender.network, address=review.email_key, once=once)
    except limits.TooMany:
        review.refresh_from_db()
        if not _has(review, words):
            raise


def _put(review_id, words, verdict):
    with transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        if _has(review, words):
            # The other click of a double click was quicker.
            return review
        if review.is_approved:
            _put_beside(review, words, verdict)
        elif review.is_undecided:
            review = _change(review, words, verdict)
        else:
            raise EditRefused
    return review


def _has(review, words):
    """Whether its writer's last words for a review are these, and screening says the same of them."""
    edit = ReviewEdit.objects.filter(review=review, status=ReviewEdit.Status.WAITING).first()
    if edit and not review.is_approved:
        # It waits until the review is published again; a change takes the place of both.
        return False
    return all(getattr(edit or review, name) == value for name, value in words.items())


def _closed(article):
    """Why an article takes no reviews, as a sentence; "" where it does."""
    if not article.is_published:
        return NOT_PUBLIC
    closed = ReviewsClosed.objects.filter(article=article).first()
    return closed.sentence if closed else ""


def _put_beside(review, words, verdict):
    if {name: words[name] for name in WORDS} == review.words:
        # Back to what is published: nothing waits any more.
        review_edit = ReviewEdit.objects.filter(review=review, status=ReviewEdit.Status.WAITING)
        review_edit.delete()
    else:
        values = words | {"status": ReviewEdit.Status.WAITING, "sent_at": timezone.now()}
        ReviewEdit.objects.update_or_create(review=review, defaults=values)
    review.version += 1
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["version", "waiting_since"])
    if review.waiting_edit and is_for_a_person(review, verdict):
        mails.queue_waiting()


def is_for_a_person(review, verdict):
    """Whether a person looks before what was sent for an approved review is public; `verdict` is screening's on it."""
    return settings.REVIEWS_MODERATED or verdict.is_held or needs_a_person(review)


def _change(review, words, verdict):
    for column, value in words.items():
        setattr(review, column, value)
    # What was sent first is no repeat of this any more.
    review.submission_key = None
    review.version += 1
    review.save()
    ReviewEdit.objects.filter(review=review).delete()
    if review.status == Status.SPAM and not verdict.is_spam:
        # What screening took for spam has been mended, so a person looks at it.
        review = decide(review.pk, Status.PENDING, by=SITE, version=review.version)
        mails.queue_waiting()
    return review


def _publish_unheld_edit(review, verdict):
    if is_for_a_person(review, verdict) or review.photos.waiting().exists():
        # Photos that wait do so for a person, who decides on both together.
        return review
    try:
        return decide_edit(review.pk, approve=True, by=SITE, version=review.version)
    except DecisionRefused:
        # Nothing to publish, or a moderator or the writer was quicker; what they did stands.
        return review
