"""Messages over one connection, within one deadline that holds whatever the server does."""

import logging
import smtplib
from threading import Lock, Thread

from django.core.mail import get_connection

logger = logging.getLogger(__name__)


class Undelivered(Exception):
    """Why a message was not sent, in words without any address."""


class NotBegun(Undelivered):
    """The deadline came while the server was taking other messages."""


def transmit(messages, deadline):
    """Send {key: message}; return {key: None when sent, else Undelivered} after `deadline` seconds at the latest.

    A socket's own timeout begins again with every byte, so a server that drips would hold us for hours: hence the
    thread. What is under way at the deadline counts as not sent, so it may come twice, but is never lost.
    """
    if not messages:
        return {}
    outcomes, begun, turnstile = {}, [], Lock()
    sender = Thread(target=_send_all, args=(messages, outcomes, begun, turnstile, deadline), daemon=True)
    sender.start()
    sender.join(deadline)
    turnstile.acquire()  # never released: no further message is begun
    done, tried = dict(outcomes), list(begun) or list(messages)
    late, not_begun = Undelivered(f"no answer within {deadline:g} s"), NotBegun("there was no time left")
    return {key: done.get(key, late if key in tried else not_begun) for key in messages}


def describe(error):
    """The kind of error and its number: the text of a mail error often quotes the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in error.recipients.values()})
        return f"SMTPRecipientsRefused {' '.join(map(str, codes))}"
    number = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__} {number}" if number else type(error).__name__


def _send_all(messages, outcomes, begun, turnstile, timeout):
    try:
        connection = get_connection(timeout=timeout)
        connection.open()
    except Exception as error:
        outcomes |= dict.fromkeys(messages, Undelivered(describe(error)))
        return
    for key, message in messages.items():
        if not turnstile.acquire(blocking=False):
            break
        begun.append(key)
        turnstile.release()
        outcomes[key] = _send_one(connection, message)
    _close(connection)


def _send_one(connection, message):
    try:
        sent = connection.send_messages([message])
    except Exception as error:
        return Undelivered(describe(error))
    return None if sent else Undelivered("the mail server took no recipient")


def _close(connection):
    try:
        connection.close()
    except Exception as error:
        # All outcomes are known by now; only the farewell failed.
        logger.info("The mail server did not say goodbye: %s", describe(error))
