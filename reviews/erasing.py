"""Erasing an address: its reviews and all that hangs on them go, the stars leave the count, a Tally stays.

What a database or a mail folder still holds of deleted rows is removed after the commit, see reviews.traces.
"""

from collections import Counter

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from reviews import ratings, traces
from reviews.models import Mail, ModerationEvent, Review, Tally
from reviews.moderation import Status


def erase(email_key):
    """Erase everything that is kept about an address. Returns how many reviews there were."""
    with transaction.atomic():
        mine = Review.objects.filter(email_key=email_key)
        reviews = list(mine.select_for_update().order_by("pk"))
        ratings.change_all(_stars_less(reviews))
        _count(reviews)
        # Votes, reports, edits, events and mails go along.
        Review.objects.filter(pk__in=[review.pk for review in reviews]).delete()
        Mail.objects.filter(to_key=email_key).delete()
        traces.remove_after_commit(email_key)
    return len(reviews)


def _stars_less(reviews):
    changes = {}
    for review in reviews:
        if review.is_approved:
            # At most one of an address under an article is approved.
            changes[review.article_id] = {review.rating: -1}
    return changes


def _count(reviews):
    reasons = _reasons(reviews)
    counted = Counter(_place(review, reasons.get(review.pk, "")) for review in reviews)
    columns = ("article_id", "stars", "outcome", "reason", "month")
    rows = [dict(zip(columns, place, strict=True)) for place in sorted(counted)]
    Tally.objects.bulk_create([Tally(**row) for row in rows], ignore_conflicts=True)
    for place, row in zip(sorted(counted), rows, strict=True):
        Tally.objects.filter(**row).update(number=F("number") + counted[place])


def _place(review, reason):
    month = timezone.localtime(review.submitted_at).date().replace(day=1)
    return (review.article_id, review.rating, str(review.status), reason, month)


def _reasons(reviews):
    """Why those were rejected that are rejected now, {review id: reason}."""
    rejected = [review.pk for review in reviews if review.status == Status.REJECTED]
    events = ModerationEvent.objects.filter(
        review__in=rejected, act=ModerationEvent.Act.DECISION, to_status=Status.REJECTED
    )
    return dict(events.order_by("at", "pk").values_list("review", "reason"))
