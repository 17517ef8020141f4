import html5lib
import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from articles import previewing
from reviews import mailed_links
from tests.cast import make_article, make_photo, make_review, publish_photos

ARTICLE = "/articles/tea-and-coffee/"


def errors(html):
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return [(position, code, details) for position, code, details in parser.errors]


@pytest.fixture
def article(db):
    article = make_article(subjects=("Tea", "Coffee & <Cocoa>"))
    for stars in (5, 4, 1):
        make_review(
            article, rating=stars, status="approved", comment='One <b>bold</b> & "quoted" text.\n\nTwo.'
        )
    return article


@pytest.mark.parametrize(
    "path",
    [
        "/",
        ARTICLE,
        f"{ARTICLE}reviews/",
        f"{ARTICLE}reviews/?stars=2&sort=oldest",
        "/nowhere/",
        "/privacy/",
        "/authors/the-editors/",
        "/topics/food/",
    ],
)
def test_a_strict_parser_finds_no_error(client, article, path):
    assert errors(client.get(path).content.decode()) == []


def test_a_strict_parser_finds_no_error_in_the_pages_of_a_review(client, article):
    assert errors(client.post(f"{ARTICLE}reviews/", {"name": "<Ada>"}).content.decode()) == []
    assert errors(client.get(make_review(article).get_absolute_url()).content.decode()) == []


def test_a_strict_parser_finds_no_error_in_pages_with_photos(client, article):
    review = make_review(article, "approved", name='<Rosa> "R"')
    make_photo(review, alternative='A <b>cup</b> & "saucer"')
    make_photo(review, colour="red")
    publish_photos(review)
    make_photo(review, colour="blue")
    for path in (ARTICLE, f"{ARTICLE}reviews/?photos=yes", review.get_absolute_url()):
        assert errors(client.get(path).content.decode()) == [], path
    refused = client.post(f"{review.get_absolute_url()}photos/", {"act": "add"})
    assert errors(refused.content.decode()) == []


def test_a_strict_parser_finds_no_error_in_the_pages_of_a_writer(client, article):
    review = make_review(article, "rejected", email="rosa@example.org", name="<Rosa> & co")
    make_review(article, email="rosa@example.org", comment="A second <b>look</b>.")
    signed = mailed_links.signed(review)
    pages = {"edit": [review.token], "mailed": [signed], "mailed_erase": [signed], "erased": [], "link": []}
    for name, arguments in (pages | {"link_asked": []}).items():
        assert errors(client.get(reverse(f"reviews:{name}", args=arguments)).content.decode()) == []
    assert errors(client.get("/reviews/mail/x/").content.decode()) == []
    assert (
        errors(client.post(reverse("reviews:edit", args=[review.token]), {"name": "<"}).content.decode())
        == []
    )


def test_a_strict_parser_finds_no_error_in_a_preview(client, article):
    assert errors(client.get(previewing.url(article)).content.decode()) == []
    assert errors(client.get("/preview/x/").content.decode()) == []


def test_a_strict_parser_finds_no_error_where_nothing_is_published(client, db):
    assert errors(client.get("/").content.decode()) == []


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "500"])
def test_a_strict_parser_finds_no_error_in_the_pages_of_failure(name):
    assert errors(render_to_string(f"{name}.html")) == []


def test_no_id_stands_twice_on_a_page(client, article):
    page = html5lib.parse(client.get(ARTICLE).content.decode(), namespaceHTMLElements=False)
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) > 5
    assert sorted(set(ids)) == sorted(ids)
