"""Taking back the last decision: not another step of a review, but the way back from a slip."""

from django.db import IntegrityError, transaction

from reviews import photos
from reviews.models import Mail, Review, ReviewEdit
from reviews.moderation import (
    AT_ONCE,
    REPLACED,
    Act,
    DecisionRefused,
    Status,
    exchange,
    lock,
    record,
    settle,
    tell,
    waiting_since,
    write,
)

UNDOABLE = {Act.DECISION, Act.EDIT_APPROVED, Act.EDIT_REJECTED, Act.KEPT}
NOT_LAST = "only your own last decision can be undone, and something has happened since"


def undo(review_id, *, by, version):
    """Take back the last decision of `by`, if nothing has happened to the review since.

    Raises DecisionRefused, and Review.DoesNotExist.
    """
    try:
        with transaction.atomic():
            review, twin, others = lock(review_id, also=_replaced_by)
            event, *before = review.events.all()[:2] or [None]
            if not can_undo(event, review, by) or review.version != version:
                raise DecisionRefused(NOT_LAST)
            if event.act == Act.DECISION:
                _undo_decision(review, twin, event, by)
                _bring_back(others, review, event, before, by)
            else:
                _undo_act(review, event, by)
    except IntegrityError as error:
        raise DecisionRefused(AT_ONCE) from error
    return review


def can_undo(event, review, by):
    if not event or event.act not in UNDOABLE or event.by_id != by.pk or event.version != review.version:
        return False
    # Photos that were rejected are deleted, so that without words nothing is left that could come back.
    return event.act != Act.EDIT_REJECTED or hasattr(review, "edit")


def _replaced_by(review):
    """The reviews that `review` has replaced when it was approved."""
    same = {"article_id": review.article_id, "email_key": review.email_key}
    note = REPLACED.format(pk=review.pk)
    return Review.objects.filter(**same, status=Status.WITHDRAWN, events__note=note)


def _undo_decision(review, twin, event, by):
    back = event.from_status
    if back == Status.APPROVED and twin:
        raise DecisionRefused(NOT_LAST)
    if back == Status.PENDING:
        review.waiting_since = review.submitted_at
    _restore(review, event, by)
    if review.is_approved:
        # Its writer may have been told otherwise already.
        tell(review, Mail.Kind.APPROVED, by)


def _bring_back(others, review, event, before, by):
    """The review that the undone approval replaced, and none that was replaced earlier or withdrawn since."""
    if event.to_status != Status.APPROVED:
        return
    for other in others:
        last = other.events.first()
        was_now = last.note == REPLACED.format(pk=review.pk) and not (before and last.at < before[0].at)
        if other.status == Status.WITHDRAWN and was_now:
            _restore(other, last, by)


def _restore(review, event, by):
    """The review as it was before `event`, a decision: with its dates, and with the reports that it dealt with."""
    write(review, event.from_status, by, act=Act.UNDONE)
    photos.take_back(review, review.photos.filter(approved_at=event.at))
    review.reports.filter(handled_at=event.at).update(handled_at=None)
    # None for what screening alone took for spam: nobody had decided on it.
    is_pending = review.status == Status.PENDING
    review.decided_at = None if is_pending else _last(review, act=Act.DECISION, to_status=review.status)
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["decided_at", "waiting_since"])


def _undo_act(review, event, by):
    if event.act == Act.KEPT:
        review.reports.filter(handled_at=event.at).update(handled_at=None)
    elif event.act == Act.EDIT_APPROVED:
        _undo_edit(review, event)
    else:
        review.edit.status = ReviewEdit.Status.WAITING
        review.edit.save(update_fields=["status"])
    settle(review)
    record(review, Act.UNDONE, by, review.status)


def _undo_edit(review, event):
    if hasattr(review, "edit"):
        # Photos alone are no edit of the words.
        review.edited_at = _last(review, act=Act.EDIT_APPROVED, note="", pk__lt=event.pk)
        exchange(review, review.edit, ReviewEdit.Status.WAITING)
    photos.take_back(review, review.photos.filter(approved_at=event.at))


def _last(review, **wanted):
    """When such an act was last done and not taken back; None if never."""
    undone = review.events.filter(act=Act.UNDONE, version__isnull=False).values_list("version", flat=True)
    # Only the last act can be undone, so its version is the one before.
    standing = review.events.exclude(version__in=[version - 1 for version in undone])
    event = standing.filter(**wanted).first()
    return event.at if event else None
