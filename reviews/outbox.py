"""Emptying the outbox, and whether that is done often enough."""

from datetime import timedelta

from django.db.models import Case, When
from django.utils import timezone
from django.utils.formats import date_format

from reviews import mails
from reviews.models import Mail, OutboxRun

BATCH = 50
DEADLINE = 60  # seconds for a batch; nobody waits here
# A mail that is due for longer shows that nothing runs `send_due`.
LATE = timedelta(hours=1)

NEVER = "manage.py send_due has never run on this site."
NOT_SENT = (
    "{number} mail{s} should have been sent and {were} not: let manage.py send_due run every few minutes."
)


def empty():
    """Send what is due, and remember how it went. Returns (the OutboxRun, how many mails were due)."""
    # Who asked for a link waits for it; of an address that gets many mails it is not the last.
    asked_for = Case(When(kind=Mail.Kind.LINK, then=0), default=1)
    due = Mail.objects.due(timezone.now()).order_by(asked_for, "next_try_at", "id")
    due = list(due.values_list("pk", flat=True))
    sent = sum(mails.send(due[n : n + BATCH], DEADLINE) for n in range(0, len(due), BATCH))
    waiting = Mail.objects.waiting()
    values = {
        "at": timezone.now(),
        "sent": sent,
        "waiting": waiting.filter(next_try_at__isnull=False).count(),
        "given_up": waiting.filter(next_try_at=None).count(),
    }
    run, _ = OutboxRun.objects.update_or_create(pk=1, defaults=values)
    return run, len(due)


def state():
    """What the last run did, as a sentence, and a warning or ""."""
    run = OutboxRun.objects.first()
    return _said(run) if run else NEVER, _warning(run)


def _said(run):
    moment = date_format(timezone.localtime(run.at), "j F Y, H:i")
    return f"manage.py send_due ran last on {moment}: {run.sent} sent, {run.waiting} waiting, {run.given_up} given up."


def _warning(run):
    now = timezone.now()
    number = Mail.objects.due(now - LATE if run else now).count()
    if not number:
        return ""
    return NOT_SENT.format(number=number, s="" if number == 1 else "s", were="was" if number == 1 else "were")
