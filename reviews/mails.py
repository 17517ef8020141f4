"""The outbox: mails are rows, written with the act that they tell of, and sent after its transaction."""

import logging
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from reviews import mailed_links
from reviews.email_keys import email_key
from reviews.models import Mail, Review
from reviews.transmission import NotBegun, Undelivered, describe, transmit
from reviews.wording import compose, is_still_true

logger = logging.getLogger(__name__)

Kind = Mail.Kind

# A row that was claimed and never marked (the process died) is tried again after this; longer than any deadline.
CLAIM = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(days=1)
MOST_ATTEMPTS = 14  # with pauses that double from two minutes up to a day, about four days
# To one address, moderators' too.
HOUR, MOST_IN_AN_HOUR = timedelta(hours=1), 3


def queue_received(review):
    """Write, in the caller's transaction, the mails about a review that has just come in."""
    key = review.email_key
    # One mail leads to all reviews of its address, so a flood of reviews makes no flood of mails.
    told = is_stopped(key) or _untold().filter(kind=Kind.RECEIVED, to_key=key).exists()
    mails = [] if told else [_mail(Kind.RECEIVED, review.email, review)]
    _queue(mails + (_to_moderators() if review.waiting_since else []))


def queue_waiting():
    """Tell the moderators, in the caller's transaction, that something waits for them."""
    _queue(_to_moderators())


def queue(review, kind):
    """Write, in the caller's transaction, a mail to the writer of `review`."""
    if kind != Kind.LINK and is_stopped(review.email_key):
        return
    # A link leads to all reviews of its address, so whichever of them was the newest, one is enough.
    same = {"to_key": review.email_key} if kind == Kind.LINK else {"review": review}
    if not _untold().filter(kind=kind, **same).exists():
        _queue([_mail(kind, review.email, review)], backend="background")


def is_stopped(key):
    """Whether the address of this key wants no mails but those that it asks for."""
    return Review.objects.filter(email_key=key, mails_stopped_at__isnull=False).exists()


def send(mail_ids, deadline=None):
    """Send those of the mails that are due, within `deadline` seconds for all of them; how many were sent.

    A mail that cannot be sent is marked and logged; nothing is raised for it.
    """
    left, sent = settings.MAIL_DEADLINE if deadline is None else deadline, 0
    for ids in _in_turn(mail_ids):
        began = monotonic()
        sent += _send_together(ids, left)
        left = round(left - (monotonic() - began), 1)
        if left <= 0:
            break  # what was not claimed is due as before
    return sent


def _in_turn(mail_ids):
    """New links first: they kill those that other mails would carry if these were written before."""
    links = set(Mail.objects.filter(pk__in=mail_ids, kind=Kind.LINK).values_list("pk", flat=True))
    return [sorted(ids) for ids in (links, set(mail_ids) - links) if ids]


def _send_together(mail_ids, deadline):
    mails = list(filter(None, map(_claim, mail_ids)))
    messages, outcomes = _composed(mails)
    outcomes |= transmit(messages, deadline)
    for mail in mails:
        _mark(mail, outcomes[mail.pk])
    return sum(outcome is None for outcome in outcomes.values())


def _moderators():
    users = get_user_model().objects.with_perm(
        "reviews.moderate_review", is_active=True, backend="django.contrib.auth.backends.ModelBackend"
    )
    return sorted(set(users.exclude(email="").values_list("email", flat=True)))


def _to_moderators():
    """One mail tells of all that waits, so while one is still to be sent there is no other."""
    told = set(_untold().filter(kind=Kind.WAITING).values_list("to", flat=True))
    return [_mail(Kind.WAITING, address) for address in _moderators() if address not in told]


def _untold():
    """Mails that nobody has begun to write, so that they will tell of what happens now as well."""
    return Mail.objects.waiting().exclude(next_try_at=None).filter(Q(tried_at=None) | ~Q(last_error=""))


def _mail(kind, to, review=None):
    return Mail(review=review, kind=kind, to=to, to_key=_key(to))


def _key(address):
    try:
        return email_key(address)
    except ValueError:
        # Of a moderator, whom nobody asked for an address that can be written to.
        return address.casefold()


def _queue(mails, backend="default"):
    if not mails:
        return
    Mail.objects.bulk_create(mails)
    ids = [mail.pk for mail in mails]
    # robust: the act stands whatever becomes of the queue; send_due finds the rows.
    transaction.on_commit(lambda: send_mails.using(backend=backend).enqueue(ids), robust=True)


@task()
def send_mails(mail_ids):
    """Ids only: a queue keeps no name and no address."""
    send(mail_ids)


def _claim(pk):
    """The mail, if it is due and nobody else is sending it; it is gone if it is not true any more."""
    key = Mail.objects.filter(pk=pk).values_list("to_key", flat=True).first()
    with transaction.atomic():
        mail = _lock_address(key).get(pk)
        now = timezone.now()
        if mail is None or mail.next_try_at is None or mail.next_try_at > now:
            return None
        if not is_still_true(mail) or (mail.kind != Kind.LINK and mail.review and is_stopped(key)):
            mail.delete()
            return None
        return _begin(mail, now)


def _lock_address(key):
    """The unsent mails to an address by their ids, locked, so that its mails are counted by one at a time.

    Of any two mails the one that was stored first is locked by both who claim them.
    """
    unsent = Mail.objects.waiting().filter(to_key=key)
    return {mail.pk: mail for mail in unsent.select_for_update().order_by("pk")}


def _begin(mail, now):
    """Mark the try, or put it off until the address has had fewer mails within an hour."""
    lately = Mail.objects.filter(to_key=mail.to_key, tried_at__gt=now - HOUR).exclude(pk=mail.pk)
    tries = sorted(lately.values_list("tried_at", flat=True))
    mail.before = {"tried_at": mail.tried_at, "last_error": mail.last_error}
    is_free = len(tries) < MOST_IN_AN_HOUR
    if is_free:
        mail.tried_at, mail.next_try_at, mail.last_error = now, now + CLAIM, ""
    else:
        mail.next_try_at = tries[-MOST_IN_AN_HOUR] + HOUR
    mail.save(update_fields=["tried_at", "next_try_at", "last_error"])
    return mail if is_free else None


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
    # An update, since the row is gone where its reader has erased everything meanwhile.
    Mail.objects.filter(pk=mail.pk).update(**_outcome(mail, failure))
    if failure is None and mail.kind == Kind.LINK:
        mailed_links.replace(mail.review)


def _outcome(mail, failure):
    now = timezone.now()
    if isinstance(failure, NotBegun):
        # Given back as it was: no try was made.
        return mail.before | {"next_try_at": now}
    if failure is None:
        return {"attempts": mail.attempts + 1, "sent_at": now}
    error = str(failure)[:200]
    logger.warning("Mail %s was not sent, attempt %s: %s", mail.pk, mail.attempts + 1, error)
    return {
        "attempts": mail.attempts + 1,
        "next_try_at": _next_try(mail.attempts + 1, now),
        "last_error": error,
    }


def _next_try(attempts, now):
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + min(timedelta(minutes=2**attempts), LONGEST_PAUSE)
