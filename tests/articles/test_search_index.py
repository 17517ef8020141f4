"""Search and page turn together, and the index can be made anew."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from articles import publishing
from articles.models import Article
from articles.publishing import publish, unpublish
from tests.articles.searching import titles
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db

LONG = "is what this is about, and that is said at some length."
SECOND = datetime(2027, 1, 2, 9, tzinfo=UTC)


def rows():
    """The numbers of the revisions in the index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_search")
        return {pk for (pk,) in cursor.fetchall()}


def rewrite(article, words):
    Article.objects.filter(pk=article.pk).update(summary=f"{words} {LONG}")


def scheduled(clock):
    """An article that says Cocoa, and from the second day on Marzipan."""
    clock("2027-01-01 09:00")
    article = make_article(summary=f"Cocoa {LONG}")
    rewrite(article, "Marzipan")
    publish(article, at=SECOND)
    return article


def test_a_schedule_that_comes_true_is_found_with_its_new_words_though_no_job_runs(client, clock):
    scheduled(clock)
    assert (titles(client, "cocoa"), titles(client, "marzipan")) == (["Tea and Coffee"], [])
    clock("2027-01-02 09:00")
    assert (titles(client, "cocoa"), titles(client, "marzipan")) == ([], ["Tea and Coffee"])


def test_a_schedule_that_was_moved_is_found_at_its_new_time(client, clock):
    article = scheduled(clock)
    publishing.move(article, 2, SECOND.replace(day=3))
    clock("2027-01-02 09:00")
    assert titles(client, "marzipan") == []
    clock("2027-01-03 09:00")
    assert titles(client, "marzipan") == ["Tea and Coffee"]


def test_a_schedule_that_was_cancelled_leaves_no_words(client, clock):
    article = scheduled(clock)
    publishing.cancel(article, 2)
    clock("2027-01-02 09:00")
    assert titles(client, "marzipan") == []
    assert rows() == {article.revisions.get(number=1).pk}


def test_an_article_is_found_no_more_once_it_ended_and_again_when_it_is_back(client, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    unpublish(article, at=SECOND)
    assert titles(client, "tea") == ["Tea and Coffee"]
    clock("2027-01-02 09:00")
    assert titles(client, "tea") == []
    publish(article)
    assert titles(client, "tea") == ["Tea and Coffee"]


def test_what_is_no_longer_said_is_not_found_and_not_kept(client):
    article = make_article(summary=f"Cocoa {LONG}")
    rewrite(article, "Marzipan")
    assert titles(client, "cocoa") == ["Tea and Coffee"]
    second = publish(article)
    assert (titles(client, "cocoa"), titles(client, "marzipan")) == ([], ["Tea and Coffee"])
    assert rows() == {second.pk}


def test_a_publication_that_fails_leaves_no_words(client, monkeypatch):
    monkeypatch.setattr(publishing, "_open", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish(make_draft())
    assert rows() == set()


def test_a_deleted_article_leaves_no_words(client):
    kept, gone = make_article(), make_article("Milk and Water")
    gone.delete()
    assert rows() == {kept.live.pk}


def flush():
    call_command("flush", interactive=False, verbosity=0)


def rebuild():
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    return out.getvalue()


def test_the_index_is_made_anew_from_what_was_published(client, clock):
    article = scheduled(clock)
    make_draft("A draft")
    ended = make_article("Milk and Water")
    unpublish(ended)
    wanted = rows()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search")
    assert titles(client, "cocoa") == []
    assert rebuild() == "Articles written to the index: 2.\n"
    assert rows() == wanted == {*article.revisions.values_list("pk", flat=True), ended.live.pk}
    assert titles(client, "cocoa") == ["Tea and Coffee"]
    clock("2027-01-02 09:00")
    assert titles(client, "marzipan") == ["Tea and Coffee"]
    rebuild()
    assert rows() == {article.revisions.get(number=2).pk, ended.live.pk}


def test_rebuilding_forgets_what_no_revision_stands_behind(client):
    article = make_article()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_search SET rowid = rowid + 1000")
    rebuild()
    assert rows() == {article.live.pk}


def test_rebuilding_takes_the_language_that_the_site_has_now(client, settings):
    make_article("Häuser")
    assert titles(client, '"haus"') == []
    settings.LANGUAGE_CODE = "de"
    assert titles(client, '"haus"') == []
    rebuild()
    assert titles(client, '"haus"') == ["Häuser"]


def test_what_is_missing_or_made_by_other_rules_is_made_anew_and_nothing_else(client, settings):
    def outdated():
        out = StringIO()
        call_command("rebuild_search", outdated=True, stdout=out)
        return out.getvalue()

    make_article("Häuser", slug="houses")
    article = make_article()
    make_draft("A draft")
    assert outdated() == "Articles written to the index: 0.\n"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [article.live.pk])
    assert outdated() == "Articles written to the index: 1.\n"
    assert article.live.pk in rows()
    settings.LANGUAGE_CODE = "de"
    make_article("Gärten", slug="gardens")
    assert outdated() == "Articles written to the index: 2.\n"
    assert titles(client, '"haus"') == ["Häuser"]


def test_a_bar_shows_how_far_it_is(client):
    class Terminal(StringIO):
        def isatty(self):
            return True

    make_article()
    out = Terminal()
    call_command("rebuild_search", stdout=out)
    assert "] 1 of 1" in out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_the_tables_and_what_they_hold_is_found_no_more(client):
    flush()
    make_article("Cocoa and Coffee")
    left = rows()
    flush()
    assert rows() == left, "the tables are no models"
    assert titles(client, "cocoa") == []
    make_article("Milk and Water")
    assert rows() == left, "it has the number of the one that is gone"
    assert titles(client, "cocoa") == []
    assert titles(client, "milk") == ["Milk and Water"]


@pytest.mark.django_db(transaction=True)
def test_the_tables_go_with_their_migration_and_come_back_with_it(client):
    call_command("migrate", "articles", "0004", verbosity=0)
    assert not [name for name in connection.introspection.table_names() if name.startswith("articles_search")]
    call_command("migrate", verbosity=0)
    make_article()
    assert titles(client, "tea") == ["Tea and Coffee"]


def test_a_search_whose_passages_were_written_anew_is_another_page(client):
    make_article()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_search SET shown = 'Old words of tea', made_with = 'by other rules'")
    before = client.get("/search/?q=tea")
    assert b"Old words of" in before.content
    call_command("rebuild_search", outdated=True, stdout=StringIO())
    after = client.get("/search/?q=tea", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert b"Old words of" not in after.content


def test_a_row_that_is_made_anew_is_the_one_that_publishing_made():
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    for position, slot in enumerate((3, 1, 2), start=1):
        article.subjects.filter(slot=slot).update(position=position)
    publish(article)
    written = shown()
    assert "Cocoa, aspect 1\nTea, aspect 1\nCoffee, aspect 1" in written
    call_command("rebuild_search", stdout=StringIO())
    assert shown() == written


def shown():
    with connection.cursor() as cursor:
        cursor.execute("SELECT shown FROM articles_search")
        return cursor.fetchone()[0]
