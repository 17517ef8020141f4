"""Editors who save in the same moment wait for each other in one order, so that none waits for good."""

from threading import Event

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Author, SiteEdition, Topic
from tests.articles.desk import change_url
from tests.articles.holding import LOCKED, LONG, at, beside, held, only_postgresql
from tests.cast import make_article, make_draft, make_picture
from tests.forms import form_data

pytestmark = pytest.mark.django_db(transaction=True)

COUNTED = 'UPDATE "articles_siteedition"'
PICTURES = 'FROM "articles_picture" WHERE "articles_picture"."id" IN'
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"


@pytest.fixture
def desks():
    """Two editors, each with a browser of their own."""
    clients = [Client(raise_request_exception=False) for _ in "ab"]
    for name, client in zip("ab", clients, strict=True):
        client.force_login(User.objects.create_superuser(name))
    return clients


def test_what_many_pages_show_is_counted_once_and_after_all_else(desks):
    editor, _ = desks
    article, other = make_article(cover=make_picture()), Topic.objects.create(name="Drinks", slug="drinks")
    author = Author.objects.create(name="Ada", slug="ada")
    byline = {"bylines-TOTAL_FORMS": "2", "bylines-1-author": author.pk, "bylines-1-position": "2"}
    data = form_data(editor.get(change_url(article)), topic=other.pk, slug="tea", conclusion="Tea.") | byline
    before = SiteEdition.current()
    with CaptureQueriesContext(connection) as captured:
        assert editor.post(change_url(article), data | {"_publish": "1"}).status_code == 302
    assert SiteEdition.current() == before + 1
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    (counted,) = (n for n, sql in enumerate(statements) if sql.startswith(COUNTED))
    assert statements[counted + 1] == "COMMIT"
    assert Article.objects.get().live.number == 2


@only_postgresql
def test_two_publish_articles_with_one_cover_of_which_one_is_filed_elsewhere(desks):
    one, two = desks
    cover, other = make_picture(), Topic.objects.create(name="Drinks", slug="drinks")
    first, second = make_draft(cover=cover), make_draft("Milk and Water", cover=cover)
    button, holds, may_go_on = {"_publish": "1"}, Event(), Event()
    filed = form_data(one.get(change_url(first)), topic=other.pk) | button
    same = form_data(two.get(change_url(second))) | button
    wait = at(PICTURES, LOCKED, before=held(holds, may_go_on))
    with beside(lambda: one.post(change_url(first), filed), wait) as answers:
        assert holds.wait(LONG)
        with beside(lambda: two.post(change_url(second), same), at(COUNTED, before=may_go_on.set)) as others:
            pass
    assert [answer.status_code for answer in answers + others] == [302, 302]
    assert Article.objects.published().count() == 2


@only_postgresql
@pytest.mark.parametrize("changes", [{"role": "Editor"}, {"slug": "ada-lovelace"}])
def test_an_author_is_saved_while_an_article_gets_their_name(desks, changes):
    one, two = desks
    article, author = make_draft(), Author.objects.create(name="Ada", slug="ada")
    url, byline = f"/admin/articles/author/{author.pk}/change/", {"bylines-TOTAL_FORMS": "2"}
    byline |= {"bylines-1-author": author.pk, "bylines-1-position": "2", "_continue": "1"}
    saved, added = form_data(one.get(url), **changes), form_data(two.get(change_url(article))) | byline
    holds, may_go_on = Event(), Event()

    def watch(execute, sql, *rest):
        if CHECKED in sql:
            may_go_on.set()
        result = execute(sql, *rest)
        if COUNTED in sql:
            may_go_on.set()
        return result

    wait = at(COUNTED, before=held(holds, may_go_on))
    with beside(lambda: one.post(url, saved), wait) as answers:
        assert holds.wait(LONG)
        with beside(lambda: two.post(change_url(article), added), watch) as others:
            pass
    assert [answer.status_code for answer in answers + others] == [302, 302]
    assert article.bylines.count() == 2
