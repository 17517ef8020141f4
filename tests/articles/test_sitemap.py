"""What search engines are told of."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.files.storage import default_storage

from articles import sitemap
from articles.models import Article, Author, Byline, Topic
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_picture

pytestmark = pytest.mark.django_db

MAP = "/sitemap.xml"
SITE = "http://127.0.0.1:8000"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
}
# Of its version: the site's edition, and the ids of what is live.
VERSION = 2
# The live revisions, the bylines, topics and authors, the site's own pages.
QUERIES = VERSION + 5


def read(client, path=MAP, row="url"):
    """{address: (when, its pictures)} of a file."""
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    rows = ET.fromstring(response.content).findall(f"s:{row}", NAMES)  # noqa: S314
    pictures = [[p.text for p in row.findall("i:image/i:loc", NAMES)] for row in rows]
    return {
        row.findtext("s:loc", namespaces=NAMES).removeprefix(SITE): (
            row.findtext("s:lastmod", namespaces=NAMES),
            shown,
        )
        for row, shown in zip(rows, pictures, strict=True)
    }


def test_it_names_every_page_that_stands_for_itself(client):
    make_article()
    make_article("Milk", topic="Farming")
    make_draft("A secret draft", topic="Secrets")
    unpublish(make_article("An ended one", topic="The past"))
    Author.objects.create(name="Nobody yet", slug="nobody-yet")
    pages = {page.url for page in FlatPage.objects.all()}
    assert pages
    assert set(read(client)) == pages | {
        "/",
        "/articles/tea-and-coffee/",
        "/articles/milk/",
        "/topics/food/",
        "/topics/farming/",
        "/authors/the-editors/",
        "/about/reviews/",
    }


def test_every_address_answers(client):
    make_article()
    for path in read(client):
        assert client.get(path).status_code == 200, path


def test_the_times_are_those_of_what_readers_see(client, clock):
    clock("2027-02-01 10:00")
    make_article("Water")
    clock("2027-03-01 10:00")
    make_article("Milk", topic="Farming")
    clock("2027-03-02 10:00")
    article = make_article()
    clock("2027-03-03 10:00")
    article.title = "Tea against Coffee"
    article.save()
    publish(article, kind="minor")
    clock("2027-03-04 10:00")
    article.title = "A draft that nobody sees"
    article.save()
    found = {path: when for path, (when, _) in read(client).items()}
    assert found["/articles/tea-and-coffee/"] == found["/topics/food/"] == "2027-03-03T10:00:00Z"
    assert found["/"] == found["/authors/the-editors/"] == "2027-03-03T10:00:00Z"
    assert found["/articles/milk/"] == found["/topics/farming/"] == "2027-03-01T10:00:00Z"
    assert found["/privacy/"] is None


def test_a_schedule_that_comes_true_moves_it(client, clock):
    clock("2027-03-01 10:00")
    article = make_article()
    article.title = "Tea against Coffee"
    article.save()
    publish(article, at=Article.objects.get().live.publish_at.replace(day=5))
    etag = client.get(MAP)["ETag"]
    assert client.get(MAP, headers={"if-none-match": etag}).status_code == 304
    clock("2027-03-06 10:00")
    assert client.get(MAP, headers={"if-none-match": etag}).status_code == 200
    assert read(client)["/"][0] == "2027-03-05T10:00:00Z"


@pytest.mark.parametrize("number", [1, 6])
def test_who_has_it_already_costs_next_to_nothing(client, django_assert_num_queries, number):
    for n in range(number):
        make_article(f"Drink {n}.", slug=f"drink-{n}", topic=f"Topic {n}", rows=0)
    etag = client.get(MAP)["ETag"]
    with django_assert_num_queries(VERSION):
        assert client.get(MAP, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_article("Milk"),
        lambda: unpublish(Article.objects.get()),
        lambda: Topic(pk=Topic.objects.get().pk, name="Food", slug="drinks").save(),
        lambda: Author(pk=Author.objects.get().pk, name="the editors", slug="us").save(),
        lambda: FlatPage.objects.first().delete(),
    ],
)
def test_each_change_of_it_makes_it_a_new_one(client, change):
    make_article()
    before = client.get(MAP)
    assert client.get(MAP, headers={"if-none-match": before["ETag"]}).status_code == 304
    change()
    after = client.get(MAP, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after.content != before.content


def test_an_end_that_comes_true_moves_it(client, clock):
    clock("2027-03-01 10:00")
    article = make_article()
    unpublish(article, at=article.public_from.replace(day=5))
    etag = client.get(MAP)["ETag"]
    clock("2027-03-06 10:00")
    assert client.get(MAP, headers={"if-none-match": etag}).status_code == 200
    assert article.get_absolute_url() not in read(client)


def test_an_article_has_its_picture(client):
    make_article(cover=make_picture())
    make_article("Milk")
    (picture,) = read(client)["/articles/tea-and-coffee/"][1]
    assert default_storage.exists(picture.removeprefix(f"{SITE}/media/"))
    assert read(client)["/articles/milk/"][1] == []


def test_a_long_one_is_an_index_of_its_parts(client, monkeypatch, clock):
    clock("2027-03-01 10:00")
    make_article()
    whole = read(client)
    monkeypatch.setattr(sitemap, "LONGEST", 3)
    parts = read(client, row="sitemap")
    assert [*parts] == [f"{MAP}?part=1", f"{MAP}?part=2", f"{MAP}?part=3"]
    assert [when for when, _ in parts.values()] == ["2027-03-01T10:00:00Z", "2027-03-01T10:00:00Z", None]
    found = [read(client, part) for part in parts]
    assert [len(part) for part in found] == [3, 3, 2]
    assert {path: row for part in found for path, row in part.items()} == whole
    for nonsense in ("0", "4", "x", "", "9" * 30):
        assert client.get(f"{MAP}?part={nonsense}").status_code == 404
    first = client.get(f"{MAP}?part=1")
    assert client.get(f"{MAP}?part=1", headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(f"{MAP}?part=2", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("number", [2, 12])
def test_it_costs_the_same_however_many_articles(client, django_assert_num_queries, number):
    for n in range(number):
        article = make_article(f"Drink {n}.", slug=f"drink-{n}", topic=f"Topic {n}", rows=0)
        Byline.objects.create(article=article, author=Author.objects.create(name=f"Ada {n}", slug=f"ada-{n}"))
    with django_assert_num_queries(QUERIES):
        page = client.get(MAP).content.decode()
    assert len(re.findall("<loc>[^<]*/articles/", page)) == number
