"""Bytes of erased rows that lie outside the rows: in pages of SQLite's file, in its log, in a folder of mails."""

import logging
import re
from email import message_from_bytes
from email.policy import default as modern
from email.utils import getaddresses
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django_tasks import task

from articles.background import run_soon
from reviews.email_keys import email_key
from reviews.transmission import describe

logger = logging.getLogger(__name__)

BETWEEN_MAILS = b"\n" + b"-" * 79 + b"\n"  # as Django's file-based backend writes it
TO = re.compile(rb"^to:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
BETWEEN_ADDRESSES = re.compile(r"[\s,:;<>()\[\]\"]+")
# Milliseconds: the log waits for its last reader, and no writer may have to wait for long behind it.
PATIENCE = 2000


def remove_after_commit(key):
    """In the transaction that erases the address of this key."""
    if connection.vendor == "sqlite":
        _set_due(_due() + 1)
        run_soon(rebuild_soon)
    transaction.on_commit(lambda: remove_mail_files(key), robust=True)


@task()
def rebuild_soon():
    rebuild()


def rebuild():
    """Where something was erased since the last time, write SQLite's file anew, and empty its log.

    PRAGMA secure_delete alone is not enough: of 667 erased reviews that had grown before, 7 were still to be
    found, in pages that had been split (SQLite 3.40). Whoever reads meanwhile keeps the log: then it stays due.
    """
    if connection.vendor != "sqlite":
        return
    due = _due()
    if not due:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    if not _empty_log():
        logger.info("SQLite's log is being read; it is emptied with the next run of send_due.")
        return
    with transaction.atomic():
        if _due() == due:
            _set_due(0)


def remove_mail_files(key):
    """Delete the files with mails to the address, where mails are files."""
    folder = settings.EMAIL_FILE_PATH
    if folder is None or not Path(folder).is_dir():
        return
    for file in Path(folder).glob("*.log"):
        try:
            if _has_mail_to(key, file.read_bytes().split(BETWEEN_MAILS)):
                file.unlink(missing_ok=True)
        except Exception as error:
            # One file that cannot be read, parsed or deleted keeps no other; the log says who has to look.
            said = "A file of mails could not be searched or deleted: %s in %s"
            logger.error(said, describe(error), file)  # noqa: TRY400 - a traceback may quote the address


def _has_mail_to(key, messages):
    # As they stand first: some malformed headers make the parser fail, which must not hide the address.
    return any(look(key, message) for look in (_names, _is_to) for message in messages)


def _names(key, message):
    head = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
    headers = b" ".join(TO.findall(head)).decode("utf-8", "replace")
    return any(_has_key(piece, key) for piece in BETWEEN_ADDRESSES.split(headers))


def _is_to(key, message):
    headers = message_from_bytes(message, policy=modern).get_all("To", [])
    return any(_has_key(address, key) for _, address in getaddresses(map(str, headers)))


def _has_key(address, key):
    try:
        return email_key(address) == key
    except ValueError:
        return False


def _empty_log():
    """Whether the log is empty now."""
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
        try:
            (is_busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")
    return not is_busy


def _due():
    """How often something was erased since the file was last written anew: SQLite keeps a number for its owner."""
    with connection.cursor() as cursor:
        return cursor.execute("PRAGMA user_version").fetchone()[0]


def _set_due(number):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA user_version = {number:d}")
