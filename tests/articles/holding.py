"""Threads that wait for each other at statements to the database, never for a time."""

from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection

# SQLite has one writer at a time.
only_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="about locks of rows")
LOCKED = "FOR NO KEY UPDATE"
# Seconds after which a test that went wrong ends; none that goes right waits for so long.
LONG = 30


@contextmanager
def beside(act, watch=None):
    """Run `act` in a thread until the block has ended as well, `watch` around each of its statements.

    Gives a list, in which its result is at last.
    """
    results = []

    def run():
        try:
            with connection.execute_wrapper(watch or (lambda execute, *statement: execute(*statement))):
                results.append(act())
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    yield results
    thread.join(2 * LONG)


def at(*words, before=lambda: None, after=lambda: None):
    """Do something around the first statement in which all of `words` are."""
    left = [True]

    def watch(execute, sql, *rest):
        if not left or not all(word in sql for word in words):
            return execute(sql, *rest)
        left.clear()
        before()
        result = execute(sql, *rest)
        after()
        return result

    return watch


def held(here, until):
    """What to do at a point in one thread: say so with the event `here`, and wait for the other's event `until`."""

    def hold():
        here.set()
        assert until.wait(LONG)

    return hold
