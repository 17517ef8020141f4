"""Why something was refused, as its writer is told."""

from dataclasses import dataclass

from reviews.models import ModerationEvent, Review, ReviewEdit

Act = ModerationEvent.Act


@dataclass(frozen=True)
class Refusal:
    """`reason` is empty where only the moderator's sentence, the `note`, says it."""

    reason: str
    note: str


def refusal(review):
    """Of a rejected review; None of any other."""
    if review.status != Review.Status.REJECTED:
        return None
    return _latest(review.events.filter(act=Act.DECISION, to_status=Review.Status.REJECTED))


def edit_refusal(review):
    """Of an edit that was rejected and not sent anew; None where there is none."""
    edit = getattr(review, "edit", None)
    if not review.is_approved or edit is None or edit.status != ReviewEdit.Status.REJECTED:
        return None
    return _latest(review.events.filter(act=Act.EDIT_REJECTED))


def _latest(events):
    event = events.first()
    if event is None:
        return None
    is_other = event.reason == ModerationEvent.Reason.OTHER
    return Refusal("" if is_other else event.get_reason_display(), event.note)
