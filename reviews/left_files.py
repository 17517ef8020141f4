"""Files in a storage that no row holds. Each is noted before it is made and with the end of the row that held it.

So neither a process that dies nor a storage that fails leaves a face behind: `manage.py send_due` tries again.
"""

import logging
from datetime import timedelta

from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from reviews.models import LeftFile

logger = logging.getLogger(__name__)

PUBLIC, PRIVATE = "default", "private"
# Whoever makes a file is done with it by then, however slow the storage is.
IN_HAND = timedelta(hours=1)
# One file that can never be deleted must not be the first of each run.
AGAIN = timedelta(minutes=10)


def note(names, storage):
    """Before these files are made."""
    _note(names, storage, timezone.now() + IN_HAND)


def held(names):
    """In the transaction in which a row takes these files."""
    LeftFile.objects.filter(name__in=names).delete()


def leave(names, storage):
    """In the transaction in which the row that held these files goes: delete them when it is through."""
    if names:
        _note(names, storage, timezone.now())
        transaction.on_commit(_delete_soon, robust=True)


def let_go(names):
    """Outside of any transaction, by whoever noted these files: delete those that no row has taken."""
    if LeftFile.objects.filter(name__in=names).update(due_at=timezone.now()):
        _delete_soon()


@task()
def delete_left():
    delete_due()


def delete_due():
    """Delete what is due. A storage that fails for one file is asked for no other in this run: it may hang."""
    due = LeftFile.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    for storage in (PUBLIC, PRIVATE):
        for row in due.filter(storage=storage):
            if not _delete(row):
                break


def _note(names, storage, due_at):
    LeftFile.objects.bulk_create([LeftFile(name=name, storage=storage, due_at=due_at) for name in names])


def _delete_soon():
    delete_left.using(backend="background").enqueue()


def _delete(row):
    """Whether it worked."""
    try:
        storages[row.storage].delete(row.name)
    except Exception:
        # Whatever a storage raises, the row stays, and with it the next try.
        logger.exception("The file %s could not be deleted; send_due tries again.", row.name)
        LeftFile.objects.filter(pk=row.pk).update(due_at=timezone.now() + AGAIN)
        return False
    row.delete()
    return True
