"""A review arrives: stored once, however often its form is sent."""

import hashlib
import json
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from reviews import mails
from reviews.models import Review

REPEAT_WINDOW = timedelta(minutes=10)


def submit(article, form):
    """Store the valid `form` as a review of `article`, or return the one that the same form made just now."""
    values = {name: form.cleaned_data[name] for name in ("rating", "comment", "name", "email", "email_key")}
    values["status"] = Review.Status.SPAM if form.fell_into_honeypot else Review.Status.PENDING
    values["submission_key"] = submission_key(article.pk, values)
    earlier = _earlier(values["submission_key"])
    if earlier and _is_repeat(earlier, values["status"]):
        return earlier
    try:
        return _store(article, values, earlier)
    except IntegrityError:
        # A twin of this request took the unique key first.
        twin = Review.objects.filter(submission_key=values["submission_key"]).first()
        if twin is None:
            raise
        return twin


def submission_key(article_id, values):
    parts = [article_id, values["email_key"], values["rating"], values["name"], values["comment"]]
    # JSON quotes every part, so no two submissions run together into one text.
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()


def _earlier(key):
    return Review.objects.filter(submission_key=key).first()


def _is_repeat(earlier, status):
    return (
        earlier.is_undecided
        and earlier.status == status
        and earlier.submitted_at > timezone.now() - REPEAT_WINDOW
    )


@transaction.atomic
def _store(article, values, earlier):
    if earlier:
        Review.objects.filter(pk=earlier.pk).update(submission_key=None)
    review = Review.objects.create(article=article, revision=article.live, **values)
    if review.status == Review.Status.PENDING:
        mails.queue_received(review)
    return review
