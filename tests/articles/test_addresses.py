"""An article that changes its address."""

import pytest

from articles.models import Article
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db

FIRST, SECOND, THIRD = "/articles/tea-and-coffee/", "/articles/second/", "/articles/third/"


def leads_to(client, path):
    response = client.get(path)
    return response["Location"] if response.status_code == 301 else response.status_code


def test_an_address_changed_twice_and_back(editor):
    article = make_article()
    save(editor, article, slug="second")
    assert (leads_to(editor, FIRST), leads_to(editor, SECOND)) == (SECOND, 200)
    save(editor, article, slug="third")
    assert [leads_to(editor, path) for path in (FIRST, SECOND, THIRD)] == [THIRD, THIRD, 200]
    save(editor, article, slug="tea-and-coffee")
    assert [leads_to(editor, path) for path in (FIRST, SECOND, THIRD)] == [200, FIRST, FIRST]


def test_the_form_shows_the_old_addresses(editor):
    article = make_article()
    save(editor, article, slug="second")
    save(editor, article, slug="third")
    html = editor.get(change_url(article)).content.decode()
    assert (
        "Old addresses that lead here: <code>/articles/second/</code>, <code>/articles/tea-and-coffee/</code>"
        in html
    )


def test_a_draft_that_was_never_public_leaves_no_address_behind(editor):
    article = make_draft()
    save(editor, article, slug="second")
    assert leads_to(editor, FIRST) == 404
    assert "Old addresses" not in editor.get(change_url(article)).content.decode()


@pytest.mark.parametrize("slug", ["water", "old-water"])
def test_the_address_of_another_article_and_one_that_it_had_are_refused(editor, slug):
    other = make_article("Water", slug="old-water")
    save(editor, other, slug="water")
    article = make_draft()
    data = form_data(editor.get(change_url(article)), slug=slug)
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert "Please correct the error below." in html
    assert Article.objects.get(pk=article.pk).slug == "tea-and-coffee"
