import os
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from articles import identity
from tests.caches import forget_cached

# Playwright's sync API runs an event loop in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

# No test measures time, so none of Hypothesis's examples may fail for its slowness.
hypothesis_settings.register_profile("untimed", hypothesis_settings(), deadline=None)
hypothesis_settings.load_profile("untimed")


def pytest_collection_modifyitems(items):
    """A test that asks for `db` asks a database as much as one that bears the mark: see tests/run.py."""
    for item in items:
        if "db" in item.fixturenames and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _fresh_cache():
    """What one test has counted or kept is not there for the next; the database's own counts are rolled back."""
    identity.forget()
    yield
    forget_cached()


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup, django_db_blocker):
    """A context in which a fixture of a module writes rows for all tests of it; each test's own go with the test.

    All happens in one transaction that is never committed, so no test of such a module may commit or use a server.
    """

    @contextmanager
    def rows():
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            transaction.set_rollback(True)

    return rows


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is for the application: `clock("2027-03-27 09:00")`, in UTC."""

    def at(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at
