"""What the head of a page says to those who do not read the page."""

import html
import re
from datetime import datetime

import pytest
from django.contrib.flatpages.models import FlatPage

from articles import previewing
from articles.models import Author, Byline, Identity
from articles.publishing import publish
from tests.cast import make_article, make_draft, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ARTICLE = "/articles/tea-and-coffee/"
SITE = "http://127.0.0.1:8000"


def head(client, path):
    return client.get(path).content.decode().partition("</head>")[0]


def said(client, path):
    """{name or property: [contents]} of the meta elements."""
    found = {}
    for element in re.findall(r"<meta ([^>]+)>", head(client, path)):
        attributes = dict(re.findall(r'([a-z]+)="([^"]*)"', element))
        for kind in ("name", "property"):
            if kind in attributes and "media" not in attributes:
                found.setdefault(attributes[kind], []).append(html.unescape(attributes["content"]))
    return found


def links(client, path, rel):
    elements = re.findall(rf'<link rel="{rel}"([^>]+)>', head(client, path))
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', element)) for element in elements]


def test_an_article_says_what_it_is(client):
    make_article(description="Two drinks, & what sets them apart, in one table.")
    page = said(client, ARTICLE)
    assert page["og:type"] == ["article"]
    assert page["og:title"] == ["Tea and Coffee"]
    assert page["og:url"] == [SITE + ARTICLE]
    assert page["og:site_name"] == ["Counterpoint"]
    assert page["og:description"] == page["description"]
    assert page["description"] == ["Two drinks, & what sets them apart, in one table."]
    assert page["robots"] == ["max-image-preview:large"]
    assert page["article:section"] == ["Food"]
    assert page["article:author"] == [f"{SITE}/authors/the-editors/"]
    assert page["color-scheme"] == ["light dark"]


def test_every_author_is_named_in_the_order_of_the_byline(client):
    article = make_article()
    ada = Author.objects.create(name="Ada", slug="ada")
    Byline.objects.create(article=article, author=ada, position=0)
    assert said(client, ARTICLE)["article:author"] == [f"{SITE}/authors/ada/", f"{SITE}/authors/the-editors/"]


def test_the_dates_are_those_that_readers_see(client, clock, settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    clock("2027-03-01 20:00")
    article = make_article()
    assert "article:modified_time" not in said(client, ARTICLE)
    clock("2027-03-05 20:00")
    article.title = "Tea against Coffee"
    article.save()
    publish(article)
    page = said(client, ARTICLE)
    assert page["article:published_time"] == ["2027-03-02"]
    assert page["article:modified_time"] == ["2027-03-06"]
    seen = re.findall(r'<time datetime="([^"]+)"', client.get(ARTICLE).content.decode())
    assert seen[:2] == ["2027-03-02", "2027-03-06"]
    assert all(datetime.fromisoformat(day) for day in seen)


def test_the_card_is_shown_large_once_it_is_there(client):
    article = make_article()
    assert said(client, ARTICLE)["twitter:card"] == ["summary"]
    article.live.social_card = "cards/1-1-0123456789abcdef.jpg"
    article.live.save(update_fields=["social_card"])
    page = said(client, ARTICLE)
    assert page["twitter:card"] == ["summary_large_image"]
    assert page["og:image"] == [f"{SITE}/media/cards/1-1-0123456789abcdef.jpg"]


@pytest.mark.parametrize(
    ("path", "kind", "title"),
    [
        ("/", "website", "Counterpoint"),
        ("/topics/food/", "website", "Food"),
        ("/authors/the-editors/", "profile", "Articles by the editors"),
        (f"{ARTICLE}reviews/", "website", "Reviews of “Tea and Coffee”"),
        ("/about/reviews/", "website", "How reviews work"),
        ("/privacy/", "website", "Privacy"),
    ],
)
def test_each_page_says_what_it_is_itself_and_nothing_of_an_article(client, path, kind, title):
    make_review(make_article(), "approved")
    page = said(client, path)
    assert (page["og:type"], page["og:title"]) == ([kind], [title])
    assert page["og:url"] == [SITE + path]
    assert page["twitter:card"] == ["summary"]
    assert not [name for name in page if name.startswith(("article:", "og:image"))]


def test_the_sites_name_is_the_editors(client):
    Identity.objects.update(name="Tea & Co")
    make_article()
    assert said(client, ARTICLE)["og:site_name"] == ["Tea & Co"]


def test_a_title_with_quotes_stays_inside_its_attribute(client):
    make_article('Tea "or" <Coffee>', slug="tea-and-coffee")
    assert said(client, ARTICLE)["og:title"] == ['Tea "or" <Coffee>']


@pytest.mark.parametrize("path", ["/nowhere/", "/reviews/link/"])
def test_what_is_not_to_be_found_has_neither_an_address_nor_a_feed(client, path):
    page = head(client, path)
    assert "canonical" not in page
    assert "og:" not in page
    assert "alternate" not in page
    assert "max-image-preview" not in page


def test_a_preview_is_not_to_be_found(client):
    page = head(client, previewing.url(make_draft()))
    assert '<meta name="robots" content="noindex">' in page
    assert "og:" not in page
    assert "article:" not in page
    assert "ld+json" not in client.get(previewing.url(make_draft("Milk"))).content.decode()


def test_every_page_links_the_feed_and_an_article_its_text_and_its_reviews(client):
    make_article()
    feed = ("application/atom+xml", "/feed.atom")
    reviews = ("application/atom+xml", f"{ARTICLE}reviews.atom")
    text = ("text/markdown", "/articles/tea-and-coffee.md")
    for path, expected in {
        "/": {feed},
        "/topics/food/": {feed},
        ARTICLE: {feed, reviews, text},
        f"{ARTICLE}reviews/": {feed, reviews},
    }.items():
        assert {(link["type"], link["href"]) for link in links(client, path, "alternate")} == expected


def test_every_address_in_a_head_is_there(client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    make_article()
    for path in ("/", ARTICLE, FlatPage.objects.get(url="/about/").url):
        for rel in ("icon", "apple-touch-icon", "stylesheet"):
            for link in links(client, path, rel):
                file = settings.BASE_DIR / "static" / link["href"].removeprefix("/static/")
                assert file.is_file(), link
        for rel in ("canonical", "alternate"):
            for link in links(client, path, rel):
                assert client.get(link["href"].removeprefix(SITE)).status_code == 200, link
