from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import make_user


@pytest.fixture
def editor(client):
    client.force_login(make_user("ed", group="Editors"))
    session = client.session
    session.set_expiry(timedelta(days=3650))  # longer than any `clock` is put forward
    session.save()
    return client


@pytest.fixture
def stranger(db):
    """Somebody without an account, beside the editor."""
    return Client()


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is for the application: `clock("2027-03-27 09:00")`, in UTC."""

    def at(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return at
