from functools import partial

from django.db import transaction


def run_soon(task, *arguments):
    """Run `task` in the background once what the caller writes is committed; a failure is not the caller's."""
    enqueue = task.using(backend="background").enqueue
    transaction.on_commit(partial(enqueue, *arguments), robust=True)
