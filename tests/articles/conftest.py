from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from articles import drafts
from articles.models import Article
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
def deleted_meanwhile(monkeypatch):
    """Has the next article that is saved deleted just before it is locked."""

    def is_stale(article, version, is_stale=drafts.is_stale):
        Article.objects.filter(pk=article.pk).delete()
        return is_stale(article, version)

    return lambda: monkeypatch.setattr(drafts, "is_stale", is_stale)


@pytest.fixture
def deleted_before():
    """Has an article deleted in the moment before the first query with `words` in it: `with deleted_before(…):`."""

    def wrapper(article, words):
        left = [article.pk]

        def execute_after(execute, sql, *rest):
            if words in sql and left:
                Article.objects.filter(pk=left.pop()).delete()
            return execute(sql, *rest)

        return connection.execute_wrapper(execute_after)

    return wrapper
