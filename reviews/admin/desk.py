"""One review as a moderator sees it: with its article, why it waits, what else is known of it, and what can be done."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.word_diff import word_diff
from reviews.admin.forms import AnswerForm, RejectForm
from reviews.models import ModerationEvent, Review
from reviews.moderation import (
    ANSWERABLE,
    REPORTS_TO_QUEUE,
    Act,
    Reason,
    Status,
    approved_twin,
    steps_from,
)
from reviews.screening import sentences
from reviews.undoing import UNDOABLE, can_undo

OTHERS, REPORTS, EVENTS = 5, 20, 20
# Longer, and one would undo from the queue what one no longer has in mind; the review's page still offers it.
UNDO_OFFERED = timedelta(hours=1)


@dataclass(frozen=True)
class Offer:
    to: str
    label: str
    key: str = ""


# In the order of the buttons; of two ways to reject, the first is offered.
OFFERS = [
    Offer(Act.EDIT_APPROVED, "Approve the edit", "a"),
    Offer(Act.KEPT, "Keep it", "a"),
    Offer(Status.APPROVED, "Approve", "a"),
    Offer(Act.EDIT_REJECTED, "Reject the edit", "r"),
    Offer(Status.REJECTED, "Reject", "r"),
    Offer(Status.SPAM, "Mark as spam", "s"),
    Offer(Status.PENDING, "Put back to wait"),
]
REJECTIONS = {Status.REJECTED, Act.EDIT_REJECTED}


def find(pk):
    """The review with all that its page shows of its own row; None if it is gone."""
    found = Review.objects.with_corrections().select_related("article", "edit")
    return found.filter(pk=pk).first()


def desk(review, user, *, reject_form=None, answer_form=None):
    """All that the templates of one review show. `user` None only looks."""
    history = list(review.events.all()[: EVENTS + 1])
    reports = review.reports.filter(handled_at=None)
    number = reports.count()
    photos = list(review.photos.all())
    has_new_photos = any(photo.is_waiting for photo in photos)
    offers = _offers(review, has_new_photos, number) if user else []
    return {
        "review": review,
        "article_is_public": review.article.is_published,
        "why": _why(review, has_new_photos, number, bool(history)),
        "screening": _screening(review),
        "edit": _beside(review) if review.is_approved and review.waiting_edit else None,
        "photos": photos,
        "reports": list(reports[:REPORTS]) if number else [],
        "number_of_reports": number,
        "buttons": [offer for offer in offers if offer.to not in REJECTIONS],
        "rejection": next((offer for offer in offers if offer.to in REJECTIONS), None),
        "lost_photos": _lost(review, photos, has_new_photos),
        "reject_form": reject_form or RejectForm(),
        "answer_form": answer_form or AnswerForm(initial={"answer": review.answer}),
        "may_answer": bool(user) and (review.status in ANSWERABLE or bool(review.answer)),
        "can_undo": bool(user) and bool(history) and can_undo(history[0], review, user),
        "others": _others(review),
        "most_others": OTHERS,
        "twin": approved_twin(review).first() if Status.APPROVED in steps_from(review) else None,
        "history": history[:EVENTS],
        "history_goes_on": len(history) > EVENTS,
        "reasons": Reason.labels,
    }


def last_decision(user):
    """The last decision of a moderator, if it is fresh and can still be undone; None otherwise."""
    lately = ModerationEvent.objects.filter(by=user, at__gt=timezone.now() - UNDO_OFFERED, act__in=UNDOABLE)
    event = lately.select_related("review__article").first()
    if event is None or not can_undo(event, event.review, user):
        return None
    # An answer changes no version, and yet something has happened since.
    return event if event.review.events.first() == event else None


def _offers(review, has_new_photos, number_of_reports):
    possible = set(steps_from(review))
    if review.is_approved and (review.waiting_edit or has_new_photos):
        possible |= {Act.EDIT_APPROVED, Act.EDIT_REJECTED}
    elif review.is_approved and number_of_reports:
        possible |= {Act.KEPT}
    return [offer for offer in OFFERS if offer.to in possible]


def _why(review, has_new_photos, number_of_reports, has_history):
    """Why it is in the queue, as sentences."""
    if review.waiting_since is None:
        return []
    if review.status == Status.PENDING:
        return ["It was put back to wait." if has_history else "It is new."]
    found = ["Its writer has sent other words for it."] if review.waiting_edit else []
    found += ["Its writer has added photos."] if has_new_photos else []
    if number_of_reports >= REPORTS_TO_QUEUE:
        found.append(f"{number_of_reports} readers have reported it.")
    return found


def _lost(review, photos, has_new_photos):
    """What rejecting does to the photos, as a sentence; "" where there are none."""
    if review.is_approved and has_new_photos:
        return "The new photos are deleted."
    return "Its photos are deleted." if photos and Status.REJECTED in steps_from(review) else ""


def _screening(words):
    return {"score": words.screening_score, "sentences": sentences(words.screening_reasons)}


def _beside(review):
    """The edit beside what it would replace."""
    edit = review.waiting_edit
    before, after = word_diff(review.comment, edit.comment)
    old_name, new_name = word_diff(review.name, edit.name)
    return {
        "sent_at": edit.sent_at,
        "stars_differ": edit.rating != review.rating,
        "screening": _screening(edit),
        "columns": [
            {"title": "Published now", "words": review, "name": old_name, "comment": before},
            {"title": "The edit", "words": edit, "name": new_name, "comment": after},
        ],
    }


def _others(review):
    """The newest other reviews of the address, each with `refused_for`, the reason of its last rejection."""
    rejections = ModerationEvent.objects.filter(
        review=OuterRef("pk"), act=Act.DECISION, to_status=Status.REJECTED
    )
    others = Review.objects.filter(email_key=review.email_key).exclude(pk=review.pk)
    others = others.annotate(refused_for=Subquery(rejections.order_by("-at", "-id").values("reason")[:1]))
    found = list(others.select_related("article").newest_first()[:OTHERS])
    for other in found:
        is_rejected = other.status == Status.REJECTED and other.refused_for
        other.refused_for = Reason(other.refused_for).label if is_rejected else ""
    return found
