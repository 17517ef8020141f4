"""The outbox: mails are rows, written with the act that they tell of, and sent after its transaction."""

import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from reviews.email_keys import email_key
from reviews.models import Mail
from reviews.transmission import NotBegun, Undelivered, describe, transmit

logger = logging.getLogger(__name__)

# A row that was claimed and never marked (the process died) is tried again after this; longer than any deadline.
CLAIM = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(days=1)
MOST_ATTEMPTS = 14  # with pauses that double from two minutes up to a day, about four days


def queue_received(review):
    """Write, in the caller's transaction, the mails about a review that has just come in."""
    mails = [_mail(review, Mail.Kind.RECEIVED, review.email)]
    mails += [_mail(review, Mail.Kind.WAITING, address) for address in _moderators()]
    _queue(mails)


def queue(review, kind):
    """Write, in the caller's transaction, a mail to the writer of `review`."""
    _queue([_mail(review, kind, review.email)], backend="background")


def send(mail_ids, deadline=None):
    """Send those of the mails that are due, within `deadline` seconds for all of them; how many were sent.

    A mail that cannot be sent is marked and logged; nothing is raised for it.
    """
    mails = _claim(mail_ids)
    messages, outcomes = _composed(mails)
    outcomes |= transmit(messages, settings.MAIL_DEADLINE if deadline is None else deadline)
    for mail in mails:
        _mark(mail, outcomes[mail.pk])
    return sum(outcome is None for outcome in outcomes.values())


def compose(mail):
    """The template's first line is the subject, the rest the text."""
    review = mail.review
    context = {
        "title": review.article_title,
        "site_name": settings.SITE_NAME,
        "review": review,
        "private_url": settings.SITE_URL + review.get_absolute_url(),
        "admin_url": settings.SITE_URL + reverse("admin:reviews_review_change", args=[review.pk]),
    }
    subject, text = render_to_string(f"reviews/mail/{mail.kind}.txt", context).split("\n", 1)
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(subject.strip(), text.lstrip("\n"), to=[mail.to], headers=headers)


def _moderators():
    users = get_user_model().objects.with_perm(
        "reviews.moderate_review", is_active=True, backend="django.contrib.auth.backends.ModelBackend"
    )
    return sorted(set(users.exclude(email="").values_list("email", flat=True)))


def _mail(review, kind, to):
    return Mail(review=review, kind=kind, to=to, to_key=email_key(to))


def _queue(mails, backend="default"):
    Mail.objects.bulk_create(mails)
    ids = [mail.pk for mail in mails]
    # robust: the act stands whatever becomes of the queue; send_due finds the rows.
    transaction.on_commit(lambda: send_mails.using(backend=backend).enqueue(ids), robust=True)


@task()
def send_mails(mail_ids):
    """Ids only: a queue keeps no name and no address."""
    send(mail_ids)


def _claim(mail_ids):
    """Of the mails, those that are due and that nobody else is sending."""
    now = timezone.now()
    due = Mail.objects.filter(pk__in=mail_ids).due(now).order_by("pk")
    due = due.select_related("review__article", "review__revision")
    return [mail for mail in due if Mail.objects.filter(pk=mail.pk).due(now).update(next_try_at=now + CLAIM)]


def _composed(mails):
    messages, outcomes = {}, {}
    for mail in mails:
        try:
            messages[mail.pk] = compose(mail)
        except Exception as error:
            # One mail that cannot be written keeps no other back; the row and the log tell of it.
            outcomes[mail.pk] = Undelivered(describe(error))
    return messages, outcomes


def _mark(mail, failure):
    if isinstance(failure, NotBegun):
        # Given back as it was: no try was made.
        Mail.objects.filter(pk=mail.pk).update(next_try_at=timezone.now())
        return
    mail.attempts += 1
    if failure is None:
        mail.sent_at, mail.last_error = timezone.now(), ""
    else:
        mail.next_try_at = _next_try(mail.attempts)
        mail.last_error = str(failure)[:200]
        logger.warning("Mail %s was not sent, attempt %s: %s", mail.pk, mail.attempts, mail.last_error)
    mail.save(update_fields=["attempts", "sent_at", "last_error", "next_try_at"])


def _next_try(attempts):
    if attempts >= MOST_ATTEMPTS:
        return None
    return timezone.now() + min(timedelta(minutes=2**attempts), LONGEST_PAUSE)
