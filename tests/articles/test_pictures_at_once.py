"""A picture that is made or deleted while somebody else works with it."""

from threading import Event, current_thread

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import pictures, rendering
from articles.models import Picture, Revision
from tests.articles.desk import change_url
from tests.articles.holding import LOCKED, LONG, at, beside, only_postgresql
from tests.cast import make_article, make_draft, make_picture, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db(transaction=True)


@only_postgresql
def test_one_that_is_deleted_while_a_text_that_names_it_is_saved_is_missed_at_the_gate(editor):
    picture, article = make_picture(), make_draft()
    other = Client()
    other.force_login(make_user("ada", group="Editors"))

    def delete():
        with beside(
            lambda: other.post(reverse("admin:articles_picture_delete", args=[picture.pk]), {"post": "yes"})
        ):
            pass

    data = form_data(editor.get(change_url(article)), conclusion=f"![](picture:{picture.pk})")
    # Once the text was read, and before anything that names the picture is written.
    with connection.execute_wrapper(
        at('FROM "articles_picture" WHERE "articles_picture"."id" IN', after=delete)
    ):
        response = editor.post(change_url(article), data | {"_continue": "1"}, follow=True)
    assert not Picture.objects.exists()
    assert f"The text names picture {picture.pk}, which is not in the library." in response.content.decode()


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
