"""Decisions on reviews: decide() is the only writer of a status, and each act leaves an event in the history.

Locks are taken in the site's one order: reviews by id, summaries by article, articles by id, SiteEdition.
"""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles.drafts import signature
from reviews import mails, photos, ratings
from reviews.models import Mail, ModerationEvent, Review, ReviewEdit
from reviews.models.review import Words

Status = Review.Status
Act = ModerationEvent.Act
Reason = ModerationEvent.Reason
Kind = Mail.Kind

STEPS = {
    Status.PENDING: {Status.APPROVED, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.APPROVED: {Status.PENDING, Status.REJECTED, Status.SPAM, Status.WITHDRAWN},
    Status.REJECTED: {Status.PENDING},
    Status.SPAM: {Status.PENDING, Status.APPROVED},
    Status.WITHDRAWN: set(),
}
MAILS = {Status.APPROVED: Kind.APPROVED, Status.REJECTED: Kind.REJECTED}
LONGEST_NOTE = 1000
# Of different readers: one alone may have a quarrel, and two may be friends.
REPORTS_TO_QUEUE = 3

# Who acts, where it is nobody of the staff.
WRITER, SITE = "the writer", "the site itself"
ANSWERABLE = {Status.PENDING, Status.APPROVED}
# For a writer, who may take a review back whatever has become of it.
ANY_VERSION = object()

MOVED = "{who} has decided meanwhile: it is {status} now"
CHANGED = "its writer has changed it meanwhile"
NO_STEP = "a review that is {status} cannot become {to}"
SECOND = (
    "another review of the same address is already published under this article, and the address of this one is "
    "not confirmed; it can replace the other one when its writer has followed the link in our mail"
)
AT_ONCE = "another review of the same address has been published in this very moment; please try again"
NO_REASON = "rejecting needs one of the reasons in the list"
NO_SENTENCE = "the reason “other” needs a sentence"
NO_EDIT = "no edit of it waits"
ANSWERED = "somebody has answered it meanwhile"
REPORTED = "another reader has reported it meanwhile"
NO_REPORTS = "no report of it waits"
NOT_ANSWERED = "a review that is {status} is not answered, since nobody reads it"
PHOTOS_ALONE = "photos alone"
REPLACED = "replaced by review {pk} of the same address"


class DecisionRefused(Exception):
    """Why a decision cannot be, as the end of a sentence for the moderator."""


def decide(review_id, to, *, by, version, reason="", note=""):
    """Move a review to the status `to`, as `by`, who saw it at `version`.

    `by` is a user, or one of WRITER and SITE. Raises DecisionRefused, and Review.DoesNotExist.
    """
    to, reason, note = _checked(to, reason, note)
    try:
        with transaction.atomic():
            review, other = lock(review_id)
            _refuse_moved(review, version)
            if to not in STEPS[review.status]:
                status = review.get_status_display()
                raise DecisionRefused(NO_STEP.format(status=status, to=to.label))
            if other and to == Status.APPROVED:
                _replace(other, review)
            write(review, to, by, reason=reason, note=note)
            if to in MAILS:
                tell(review, MAILS[to], by)
    except IntegrityError as error:
        # Another review of the address was approved in the same moment; the database let only one pass.
        if to == Status.APPROVED and approved_twin(review).exists():
            raise DecisionRefused(AT_ONCE if review.email_confirmed_at else SECOND) from error
        raise
    return review


def decide_edit(review_id, *, approve, by, version, reason="", note=""):
    """Put what waits beside an approved review, words and photos, in its place, or refuse it with a reason."""
    if not approve:
        _, reason, note = _checked(Status.REJECTED, reason, note)
    with transaction.atomic():
        review, _ = lock(review_id)
        _refuse_moved(review, version)
        if not (review.is_approved and (review.waiting_edit or review.photos.waiting().exists())):
            raise DecisionRefused(NO_EDIT)
        now = timezone.now()
        has_words = _decide_words(review, approve, now)
        if approve:
            photos.approve(review, now)
        else:
            photos.delete(review, review.photos.waiting())
        settle(review)
        act = Act.EDIT_APPROVED if approve else Act.EDIT_REJECTED
        note = note if has_words or not approve else PHOTOS_ALONE
        record(review, act, by, review.status, at=now, reason=reason, note=note)
        tell(review, Kind.EDIT_APPROVED if approve else Kind.EDIT_REJECTED, by)
    return review


def _decide_words(review, approve, now):
    """Whether other words waited."""
    edit = review.waiting_edit
    if edit is None:
        # What an earlier decision left is not undone any more, nor is it taken for a part of this one.
        ReviewEdit.objects.filter(review=review).delete()
    elif approve:
        review.edited_at = now
        exchange(review, edit, ReviewEdit.Status.REPLACED)
    else:
        edit.status = ReviewEdit.Status.REJECTED
        edit.save(update_fields=["status"])
    return edit is not None


@transaction.atomic
def keep(review_id, *, by, version, reports=None):
    """Leave a reported review as it is; its reports, of which so many were seen, are dealt with."""
    review, _ = lock(review_id)
    _refuse_moved(review, version)
    if not review.is_approved or not review.reports.filter(handled_at=None).exists():
        raise DecisionRefused(NO_REPORTS)
    if reports is not None and review.reports.filter(handled_at=None).count() != reports:
        raise DecisionRefused(REPORTED)
    now = timezone.now()
    review.reports.filter(handled_at=None).update(handled_at=now)
    settle(review)
    record(review, Act.KEPT, by, review.status, at=now)
    return review


def answer(review_id, text, *, by, seen):
    """Set the editors' answer under a review where `seen` stood; an empty text takes it away."""
    text = text.strip()
    with transaction.atomic():
        review, _ = lock(review_id)
        if review.answer != seen:
            raise DecisionRefused(ANSWERED)
        if review.answer == text:
            return review
        if text and review.status not in ANSWERABLE:
            raise DecisionRefused(NOT_ANSWERED.format(status=review.get_status_display()))
        review.answer, review.answered_at = text, timezone.now() if text else None
        review.save(update_fields=["answer", "answered_at"])
        record(review, Act.ANSWERED, by, review.status, note=text)
        if review.is_approved:
            ratings.renew_page(review.article_id)
        if text:
            tell(review, Kind.ANSWERED, by)
    return review


def tell(review, kind, by):
    """The writer is told of what a person decided, not of their own acts nor of what is public at once."""
    if by and not isinstance(by, str):
        mails.queue(review, kind)


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


def lock(review_id, also=None):
    """The review, and the approved one of the same address under the same article or None; both locked.

    `also(review)` gives a set of further reviews to lock, which follow in a list.
    """
    seen = Review.objects.only("article_id", "email_key").get(pk=review_id)
    wanted = Q(pk=review_id) | Q(pk__in=approved_twin(seen).values("pk"))
    if also:
        wanted |= Q(pk__in=also(seen).values("pk"))
    locked = {row.pk: row for row in Review.objects.select_for_update().filter(wanted).order_by("pk")}
    if review_id not in locked:
        raise Review.DoesNotExist
    review = locked.pop(review_id)
    twin = next((other for other in locked.values() if other.is_approved), None)
    return (review, twin, list(locked.values())) if also else (review, twin)


def approved_twin(review):
    """The approved review of the same address under the same article, as a set of one or none."""
    same = {"article_id": review.article_id, "email_key": review.email_key}
    return Review.objects.approved().filter(**same).exclude(pk=review.pk)


def _refuse_moved(review, version):
    if version is ANY_VERSION or review.version == version:
        return
    # An answer leaves the version as it is, and has moved nothing.
    event = review.events.exclude(act=Act.ANSWERED).first()
    if event and event.version == review.version:
        who = event.by_name or "somebody"
        raise DecisionRefused(MOVED.format(who=who, status=review.get_status_display()))
    raise DecisionRefused(CHANGED)


def _replace(other, review):
    if not review.email_confirmed_at:
        raise DecisionRefused(SECOND)
    write(other, Status.WITHDRAWN, SITE, note=REPLACED.format(pk=review.pk))


def write(review, to, by, *, act=Act.DECISION, reason="", note=""):
    now = timezone.now()
    came_from, review.status = review.status, to
    review.decided_at = None if to == Status.PENDING else now
    # Whoever took it from the page has read what was said against it.
    review.reports.filter(handled_at=None).update(handled_at=now)
    if to == Status.APPROVED:
        photos.approve(review, at=now if act == Act.DECISION else None)
    settle(review)
    record(review, act, by, came_from, at=now, reason=reason, note=note)
    change = (to == Status.APPROVED) - (came_from == Status.APPROVED)
    if change:
        ratings.change(review.article_id, {review.rating: change})
    photos.follow(review, came_from)


def settle(review):
    """Save a review that was changed, with a new version, and in the queue if something of it waits."""
    review.version += 1
    review.waiting_since = waiting_since(review)
    review.save(update_fields=["status", "version", "decided_at", "edited_at", "waiting_since"])


def waiting_since(review):
    """Since when something of a review waits for a moderator: itself, an edit, photos or reports; None without."""
    if review.status == Status.PENDING:
        return review.waiting_since or timezone.now()
    if not review.is_approved:
        return None
    moments = list(review.photos.waiting().values_list("added_at", flat=True))
    moments += [review.waiting_edit.sent_at] if review.waiting_edit else []
    return min(moments) if moments else _reported_since(review)


def _reported_since(review):
    moments = list(review.reports.filter(handled_at=None).values_list("created_at", flat=True))
    return sorted(moments)[REPORTS_TO_QUEUE - 1] if len(moments) >= REPORTS_TO_QUEUE else None


def exchange(review, edit, edit_status):
    """Let the words of the review and of the edit change places; the stars that count move along."""
    columns = [field.name for field in Words._meta.fields]
    before = review.rating
    for column in columns:
        ours, theirs = getattr(review, column), getattr(edit, column)
        setattr(review, column, theirs)
        setattr(edit, column, ours)
    edit.status = edit_status
    edit.save(update_fields=[*columns, "status"])
    review.save(update_fields=columns)
    ratings.change(review.article_id, {before: -1, review.rating: 1} if before != review.rating else {})


def record(review, act, by, came_from, **fields):
    user, name = (None, by) if isinstance(by, str) else (by, signature(by))
    ModerationEvent.objects.create(
        review=review,
        by=user,
        by_name=name,
        act=act,
        version=review.version,
        from_status=came_from,
        to_status=review.status,
        **fields,
    )
