"""decide(): the only writer of a review's status."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.publishing import signature
from reviews import ratings
from reviews.models import ModerationEvent, Review

Status = Review.Status
Reason = ModerationEvent.Reason

STEPS = {
    Status.PENDING: {Status.APPROVED, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.APPROVED: {Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.REJECTED: {Status.PENDING},
    Status.SPAM: {Status.PENDING, Status.APPROVED},
    Status.WITHDRAWN: set(),
}
LONGEST_NOTE = 1000

MOVED = "somebody has decided meanwhile: it is {status} now"
NO_STEP = "a review that is {status} cannot become {to}"
SECOND = (
    "another review of the same address is already published under this article; "
    "only when that one is taken back can this one be published"
)
NO_REASON = "rejecting needs one of the reasons in the list"
NO_SENTENCE = "the reason “other” needs a sentence"


class DecisionRefused(Exception):
    """Why a decision cannot be, as the end of a sentence for the moderator."""


def decide(review_id, to, *, by, version, reason="", note=""):
    """Move a review to the status `to`, as `by` (a user, or None) who saw it at `version`.

    Raises DecisionRefused, and Review.DoesNotExist.
    """
    to, reason, note = _checked(to, reason, note)
    try:
        with transaction.atomic():
            review = Review.objects.select_for_update().get(pk=review_id)
            _refuse_impossible(review, to, version)
            _write(review, to, by, reason, note)
    except IntegrityError as error:
        if _another_is_approved(review):
            raise DecisionRefused(SECOND) from error
        raise
    return review


def steps_from(review):
    """What a moderator may make of `review` now; withdrawing is for its writer."""
    return [status for status in Status if status in STEPS[review.status] - {Status.WITHDRAWN}]


def _checked(to, reason, note):
    if to not in Status.values:
        raise DecisionRefused(f"there is no status “{to}”")
    if to != Status.REJECTED:
        return Status(to), "", note.strip()
    if reason not in Reason.values:
        raise DecisionRefused(NO_REASON)
    if reason == Reason.OTHER and not note.strip():
        raise DecisionRefused(NO_SENTENCE)
    return Status(to), reason, note.strip()


def _refuse_impossible(review, to, version):
    status = review.get_status_display()
    if review.version != version:
        raise DecisionRefused(MOVED.format(status=status))
    if to not in STEPS[review.status]:
        raise DecisionRefused(NO_STEP.format(status=status, to=to.label))
    if to == Status.APPROVED and _another_is_approved(review):
        raise DecisionRefused(SECOND)


def _another_is_approved(review):
    same = Review.objects.approved().filter(article_id=review.article_id, email_key=review.email_key)
    return same.exists()


def _write(review, to, by, reason, note):
    came_from, review.status = review.status, to
    review.version += 1
    review.decided_at = None if to == Status.PENDING else timezone.now()
    review.save(update_fields=["status", "version", "decided_at"])
    ModerationEvent.objects.create(
        review=review,
        by=by,
        by_name=signature(by),
        from_status=came_from,
        to_status=to,
        reason=reason,
        note=note,
    )
    # The locks in the site's one order: reviews, summaries, articles, SiteEdition.
    change = (to == Status.APPROVED) - (came_from == Status.APPROVED)
    if change:
        ratings.change(review.article_id, review.rating, change)
