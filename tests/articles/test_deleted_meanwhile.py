"""An article that is deleted while a page with it is made, or while somebody publishes it."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Article
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db

LIVE_REVISIONS = 'FROM "articles_revision" WHERE "articles_revision"."id" IN'
# The first words of the transaction that locks the article.
TRANSACTION = "SAVEPOINT"
LIST = "/admin/articles/article/"


@pytest.mark.parametrize(
    "path", ["/", "/topics/food/", "/authors/the-editors/", "/feed.atom", "/search/?q=drink"]
)
def test_a_list_is_without_it(client, deleted_before, path):
    make_article("Milk and Honey", subjects=("Milk", "Honey"))
    gone = make_article()
    with deleted_before(gone, LIVE_REVISIONS):
        page = client.get(path).content.decode()
    assert "Honey" in page
    assert "Coffee" not in page
    assert not Article.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize("end", ["/", ".md", "/reviews/", "/reviews.atom"])
def test_its_own_page_is_gone(client, deleted_before, end):
    article = make_article()
    with deleted_before(article, LIVE_REVISIONS):
        assert client.get(f"/articles/tea-and-coffee{end}").status_code == 410


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("publish", "Tea and Coffee</a>: It is not published. It was deleted meanwhile."),
        ("unpublish", "2 of those selected had not been public."),
    ],
)
def test_what_was_chosen_in_the_list_is_told_to_be_gone(editor, deleted_before, action, words):
    gone, other = make_article(), make_draft("Milk and Honey")
    chosen = {"action": action, ACTION_CHECKBOX_NAME: [gone.pk, other.pk]}
    with deleted_before(gone, TRANSACTION):
        editor.post(LIST, chosen)
    assert words in editor.get(LIST).content.decode()
    assert not Article.objects.filter(pk=gone.pk).exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("unpublish", {"note": "Gone."}),
        ("unpublish", {"_keep": "1"}),
        ("schedule", {"_cancel": "1", "number": "1"}),
    ],
)
def test_what_is_done_on_a_page_of_its_own_is_no_error(editor, deleted_before, name, data):
    article = make_article()
    with deleted_before(article, TRANSACTION):
        response = editor.post(f"{LIST}{article.pk}/{name}/", data, follow=True)
    assert response.status_code == 200
    assert "Perhaps it was deleted?" in response.content.decode()
