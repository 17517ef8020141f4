"""A picture that is made or deleted while somebody else works with it."""

from threading import Event, current_thread

import pytest
from django.core.management import call_command
from django.db import connection

from articles import pictures, rendering
from articles.models import Revision
from tests.articles.holding import LOCKED, LONG, at, beside
from tests.cast import make_article, make_picture

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_that_is_ready_while_its_article_is_rendered_anew_is_shown(client, monkeypatch):
    picture = make_picture(is_ready=False)
    article = make_article(cover=picture)
    Revision.objects.update(renderer_version=0)
    has_read, other_waits, is_made, here = Event(), Event(), Event(), current_thread()

    def derived(content, derived=rendering.derived):
        made = derived(content)
        if current_thread() is not here:
            has_read.set()
            # Who holds the lock cannot wait for those who wait for it.
            assert (other_waits if connection.in_atomic_block else is_made).wait(LONG)
        return made

    monkeypatch.setattr(rendering, "derived", derived)
    # Where the thread below is kept out: from the row on PostgreSQL, from all writing on SQLite.
    kept_out = ("articles_article", LOCKED) if connection.vendor == "postgresql" else ("UPDATE", "renditions")
    with beside(lambda: call_command("rerender", verbosity=0)):
        assert has_read.wait(LONG)
        with connection.execute_wrapper(at(*kept_out, before=other_waits.set)):
            pictures.make(picture)
        is_made.set()
    assert "Two cups on a table" in client.get(article.get_absolute_url()).content.decode()
