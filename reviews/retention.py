"""What is kept for a time only: hashes of readers, their votes, and mails that were sent."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reviews import limits
from reviews.models import AbuseReport, HelpfulVote, Mail, Review
from reviews.senders import period_start

MAILS_KEPT = timedelta(days=30)
BATCH = 500


def purge(now=None):
    """Forget what is older than it may be. Returns {what: how many}.

    Hashes of an earlier period (see reviews.senders) can be compared with nothing any more; the counts of votes stay.
    """
    now = now or timezone.now()
    start = period_start(now)
    senders = Review.objects.filter(submitted_at__lt=start).exclude(sender_hash="", network_hash="")
    reporters = AbuseReport.objects.filter(created_at__lt=start).exclude(reader_hash="")
    return {
        "senders of reviews": _in_batches(senders, lambda rows: rows.update(sender_hash="", network_hash="")),
        "readers who reported": _in_batches(reporters, lambda rows: rows.update(reader_hash="")),
        "votes": _in_batches(HelpfulVote.objects.filter(at__lt=start), _delete),
        "mails": _in_batches(_done_with(now - MAILS_KEPT), _delete),
        "ended counts of limits": limits.forget_ended(now),
    }


def _done_with(moment):
    """Mails that were sent before, or given up and written before."""
    given_up = Q(sent_at=None, next_try_at=None, created_at__lt=moment)
    return Mail.objects.filter(Q(sent_at__lt=moment) | given_up)


def _delete(rows):
    rows.delete()


def _in_batches(rows, change):
    """`change` all of `rows`, so that they are none of these any more; locked by id, as everywhere."""
    number = 0
    while True:
        with transaction.atomic():
            locked = rows.select_for_update().order_by("pk").values_list("pk", flat=True)
            ids = list(locked[:BATCH])
            change(rows.model.objects.filter(pk__in=ids))
        number += len(ids)
        if len(ids) < BATCH:
            return number
