"""Why something was refused, as its writer is told."""

from dataclasses import dataclass

from reviews.models import ModerationEvent, Review, ReviewEdit

Act = ModerationEvent.Act
# What a decision makes of an edit.
DECIDED = {
    Act.EDIT_APPROVED: ReviewEdit.Status.REPLACED,
    Act.EDIT_REJECTED: ReviewEdit.Status.REJECTED,
}


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
    if not was_decided(review, Act.EDIT_REJECTED):
        return None
    return _latest(review.events.filter(act=Act.EDIT_REJECTED))


def was_decided(review, act):
    """Whether `act`, one of DECIDED, is what became of the last changes of an approved review, words or photos."""
    if not review.is_approved:
        return False
    if edit := getattr(review, "edit", None):
        return edit.status == DECIDED[act]
    # Without an edit it was about photos alone, if about anything.
    last = review.events.filter(act__in=[*DECIDED, Act.DECISION, Act.UNDONE]).first()
    return last is not None and last.act == act and not review.photos.waiting().exists()


def _latest(events):
    event = events.first()
    if event is None:
        return None
    is_other = event.reason == ModerationEvent.Reason.OTHER
    return Refusal("" if is_other else event.get_reason_display(), event.note)
