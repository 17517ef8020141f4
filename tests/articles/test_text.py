"""An article as text, for whoever wants its words alone."""

import pytest

from articles import document, manuscript
from articles.models import AlsoRead, Article, Revision, Source
from articles.publishing import publish, unpublish
from tests.articles.desk import save
from tests.cast import make_article, make_draft, make_picture, make_review

pytestmark = pytest.mark.django_db

TEXT = "/articles/tea-and-coffee.md"
# The article, its revision, the targets; its content, its authors.
QUERIES = 5


def test_it_is_the_manuscript_of_what_readers_see(client):
    article = make_draft(cover=make_picture(), description="Two drinks.")
    Source.objects.create(article=article, title="Tea today", url="https://tea.example/")
    publish(article)
    Article.objects.update(title="A draft that nobody sees")
    response = client.get(TEXT)
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    text = response.content.decode()
    assert text.startswith("Slug: tea-and-coffee\nTopic: Food\nAuthors: the editors\nLanguage: en\n")
    assert "A draft" not in text
    read = manuscript.read(text)
    assert read.strays == []
    assert document.digest(_without_names(read.document)) == document.digest(
        _without_names(Revision.objects.get().content)
    )


def _without_names(content):
    """Without what no text holds."""
    rows = {
        name: [{key: value for key, value in row.items() if key != "uid"} for row in content[name]]
        for name in ("subjects", "comparison", "sources")
    }
    return content | rows | {"pictures": {}}


def test_it_tells_of_no_target_that_is_not_public(client, clock):
    clock("2027-03-01 10:00")
    public, secret = make_article("Milk"), make_draft("Secret", slug="a-secret-address")
    article = make_draft()
    for target in (public, secret):
        AlsoRead.objects.create(article=article, target=target)
    publish(article)
    text = client.get(TEXT).content.decode()
    assert "Also read: [Milk](milk)" in text
    assert "Also read: Secret" in text
    assert "a-secret-address" not in text
    etag = client.get(TEXT)["ETag"]
    Article.objects.filter(pk=public.pk).update(public_until="2027-03-02 10:00Z")
    clock("2027-03-03 10:00")
    again = client.get(TEXT, headers={"if-none-match": etag})
    assert "Also read: Milk\n" in again.content.decode()


def test_search_engines_are_led_to_the_page(client):
    make_article()
    assert client.get(TEXT)["Link"] == '<http://127.0.0.1:8000/articles/tea-and-coffee/>; rel="canonical"'


def test_a_reader_who_has_it_is_told_so(client):
    article = make_article()
    etag = client.get(TEXT)["ETag"]
    assert client.get(TEXT, headers={"if-none-match": etag}).status_code == 304
    article.title = "Tea against Coffee"
    article.save()
    publish(article)
    assert "Tea against Coffee" in client.get(TEXT, headers={"if-none-match": etag}).content.decode()


def test_it_moves_and_goes_with_its_article(editor):
    article = make_article()
    save(editor, article, slug="another")
    response = editor.get(TEXT)
    assert (response.status_code, response["Location"]) == (301, "/articles/another.md")
    article.refresh_from_db()
    unpublish(article)
    assert editor.get("/articles/another.md").status_code == 410
    make_draft("Secret", slug="secret")
    assert editor.get("/articles/secret.md").status_code == 404


@pytest.mark.parametrize("number", [1, 6])
def test_it_costs_the_same_however_much_stands_in_it(client, django_assert_num_queries, number):
    article = make_draft()
    for n in range(number):
        AlsoRead.objects.create(article=article, target=make_article(f"Drink {n}.", slug=f"drink-{n}"))
    publish(article)
    make_review(article, "approved")
    with django_assert_num_queries(QUERIES):
        assert client.get(TEXT).content.decode().count("Also read: ") == number
