"""A review arrives: stored once, however often its form is sent."""

import hashlib
import json
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from reviews import limits, mails
from reviews.folding import comment_key
from reviews.models import ModerationEvent, Review
from reviews.moderation import SITE, WRITER, Act, DecisionRefused, Status, decide
from reviews.screening import holds_photos, screen

REPEAT_WINDOW = timedelta(minutes=10)
WORDS = ("rating", "comment", "name")
HELD = (Status.PENDING, Status.REJECTED, Status.SPAM)


def submit(article, form, sender):
    """Store the valid `form` as a review of `article`, or return the one that the same form made just now.

    Raises limits.TooMany; never for a repeat.
    """
    values = {name: form.cleaned_data[name] for name in (*WORDS, "email", "email_key")}
    return submit_values(article, values, screen(article, form, sender, values["email_key"]), sender)


def submit_values(article, values, verdict, sender):
    """`values` are the columns that its writer gave, `verdict` is what screening says of them."""
    key = submission_key(article.pk, values)
    # In this order: where the first look finds what a twin of this request has stored, the second does as well.
    last, earlier = _last(article, values["email_key"]), _earlier(key)
    if _is_repeat(earlier, verdict):
        return earlier
    try:
        # Both clicks of a double click come after the same review; whatever is sent anew later comes after another.
        limits.hit("submit", network=sender.network, address=values["email_key"], once=f"{key}.{last}")
    except limits.TooMany:
        twin = _earlier(key)
        if not _is_repeat(twin, verdict):
            raise
        return twin
    values = values | {"sender_hash": sender.reader, "network_hash": sender.network}
    return _store_once(article, values | {"submission_key": key}, earlier, verdict)


def screened(comment, verdict):
    """The columns of reviews and edits that come from screening."""
    return {
        "comment_key": comment_key(comment),
        "screening_score": verdict.score,
        "screening_reasons": verdict.reasons,
    }


def publish_unheld(review, verdict):
    """Where reviews are not moderated, make a pending one public that screening does not hold."""
    if settings.REVIEWS_MODERATED or verdict.is_held or review.status != Status.PENDING:
        return review
    if needs_a_person(review) or holds_photos(review):
        return review
    try:
        return decide(review.pk, Status.APPROVED, by=SITE, version=review.version)
    except DecisionRefused:
        # A second review of an address that is not confirmed: it waits, as its writer's page says.
        return review


def needs_a_person(review):
    """Whether a person, or screening, has once held back what this address wrote about this article.

    What was taken down, refused or put back to wait does not become public again by being sent again.
    """
    same = {"review__article_id": review.article_id, "review__email_key": review.email_key}
    held = Q(act=Act.EDIT_REJECTED) | Q(act__in=[Act.DECISION, Act.UNDONE], to_status__in=HELD)
    events = ModerationEvent.objects.filter(held, **same)
    return events.exclude(by_name=WRITER).exclude(by_name=SITE, from_status=Status.PENDING).exists()


def submission_key(article_id, values):
    parts = [article_id, values["email_key"], values["rating"], values["name"], values["comment"]]
    # JSON quotes every part, so no two submissions run together into one text.
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def _last(article, email_key):
    """The id of the newest review of an address about an article, whatever became of it; None without."""
    same = Review.objects.filter(article=article, email_key=email_key)
    return same.order_by("-pk").values_list("pk", flat=True).first()


def _earlier(key):
    return Review.objects.filter(submission_key=key).first()


def _is_repeat(earlier, verdict):
    if earlier is None:
        return False
    is_public_at_once = not settings.REVIEWS_MODERATED and earlier.is_approved
    return (
        (earlier.is_undecided or is_public_at_once)
        and (earlier.status == Status.SPAM) == verdict.is_spam
        and earlier.submitted_at > timezone.now() - REPEAT_WINDOW
    )


def _store_once(article, values, earlier, verdict):
    values = values | screened(values["comment"], verdict)
    if verdict.is_spam:
        values |= {"status": Status.SPAM, "waiting_since": None}
    try:
        return _store(article, values, earlier, verdict)
    except IntegrityError:
        # A twin of this request took the unique key first.
        twin = Review.objects.filter(submission_key=values["submission_key"]).first()
        if twin is None:
            raise
        return twin


@transaction.atomic
def _store(article, values, earlier, verdict):
    if earlier:
        Review.objects.filter(pk=earlier.pk).update(submission_key=None)
    review = Review.objects.create(article=article, revision=article.live, **values)
    # In one transaction with what the mails tell of: none may say that a review waits which is public already.
    review = publish_unheld(review, verdict)
    if review.status != Status.SPAM:
        mails.queue_received(review)
    return review
