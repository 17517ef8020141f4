"""The reviews of an article in feed readers."""

from datetime import UTC, datetime

import html5lib
import pytest

from articles.models import Identity
from articles.publishing import unpublish
from reviews.models import Review
from reviews.moderation import SITE as SITE_ITSELF
from reviews.moderation import decide
from tests.articles.desk import save
from tests.cast import make_article, make_edit, make_photo, make_review, make_user, publish_photos
from tests.feed_rules import ATOM, complaints, entries, parse, text

pytestmark = pytest.mark.django_db

FEED = "/articles/tea-and-coffee/reviews.atom"
SITE = "http://127.0.0.1:8000"
# The article, its revision; the site's edition, and the reviews.
QUERIES = 4


def words(client):
    found = [text(entry, "content") for entry in entries(client.get(FEED))]
    return [content.removeprefix('<div dir="auto">').removesuffix("</div>") for content in found]


def test_a_review_in_another_script_is_set_in_its_own_direction(client):
    make_review(make_article(), "approved", comment="مفيد جدا.")
    Review.objects.update(answer="شكرا.", answered_at=datetime(2027, 3, 9, 10, tzinfo=UTC))
    (entry,) = entries(client.get(FEED))
    assert '<div dir="auto"><p>مفيد جدا.</p></div>' in text(entry, "content")
    assert '<div dir="auto"><p>شكرا.</p></div>' in text(entry, "content")
    assert [*complaints(client.get(FEED))] == []


def test_only_what_is_public_is_there(client):
    article = make_article()
    make_review(make_article("Milk"), "approved", comment="Of another article.")
    for status in ("pending", "rejected", "spam", "withdrawn"):
        make_review(article, status, comment=f"This is {status}.")
    shown = make_review(article, "approved", comment="This is approved.", email="rosa@example.org")
    make_edit(shown, comment="These words wait.")
    assert words(client) == ["<p>This is approved.</p>"]
    page = client.get(FEED).content.decode()
    for secret in ("This is pending.", "rosa@example.org", shown.token, "These words wait."):
        assert secret not in page
    assert [*complaints(client.get(FEED))] == []


def test_the_newest_twenty_come_first(client):
    article = make_article()
    for number in range(21):
        make_review(article, "approved", comment=f"Number {number} of those who liked it.")
    found = words(client)
    assert len(found) == 20
    assert found[0] == "<p>Number 20 of those who liked it.</p>"


def test_a_review_that_waited_while_others_were_published_comes_first_once_it_is_too(client, clock):
    clock("2027-03-01 10:00")
    article = make_article()
    first_of_march, second = (datetime(2027, 3, day, 10, tzinfo=UTC) for day in (1, 2))
    waited = make_review(article, comment="It waited for a fortnight.", submitted_at=first_of_march)
    clock("2027-03-02 10:00")
    for _ in range(20):
        make_review(article, "approved", submitted_at=second)
    assert "<p>It waited for a fortnight.</p>" not in words(client)
    clock("2027-03-15 10:00")
    decide(waited.pk, "approved", by=SITE_ITSELF, version=waited.version)
    feed = client.get(FEED)
    first, *others = entries(feed)
    assert "<p>It waited for a fortnight.</p>" in text(first, "content")
    assert len(others) == 19
    assert text(first, "published") == "2027-03-01T10:00:00+00:00"
    assert text(first, "updated") == text(parse(feed), "updated") == "2027-03-15T10:00:00+00:00"


def test_an_entry_says_who_how_many_stars_and_when(client):
    at = datetime(2027, 3, 1, 10, tzinfo=UTC)
    review = make_review(make_article(), "approved", name="Rosa <b>", rating=2, submitted_at=at)
    (entry,) = entries(client.get(FEED))
    assert text(entry, "title") == "2 out of 5 stars"
    assert text(entry.find(f"{ATOM}author"), "name") == "Rosa <b>"
    assert datetime.fromisoformat(text(entry, "published")) == at
    assert text(entry, "updated") == text(entry, "published")
    assert text(entry, "id") == f"{Identity.objects.get().tag}/review/{review.uid}"
    assert entry.find(f"{ATOM}link").get("href") == SITE + review.permalink


def test_an_answer_of_the_editors_is_in_the_text_and_an_update(client):
    at = datetime(2027, 3, 9, 10, tzinfo=UTC)
    make_review(make_article(), "approved")
    Review.objects.update(answer="Thank you.\n\nWe mended it.", answered_at=at)
    (entry,) = entries(client.get(FEED))
    assert text(entry, "content").endswith(
        '<p><b>Answer of the editors</b></p>\n<div dir="auto"><p>Thank you.</p>\n\n<p>We mended it.</p></div>'
    )
    assert datetime.fromisoformat(text(entry, "updated")) == at


def test_what_a_reader_typed_is_text(client):
    make_review(
        make_article(), "approved", comment="<script>alert(1)</script> <img src=x> & http://x.example/"
    )
    assert words(client) == [
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x&gt; &amp; http://x.example/</p>"
    ]
    assert [*complaints(client.get(FEED))] == []


def test_a_character_that_xml_has_not_is_left_out(client):
    make_review(make_article(), "approved", comment="It was\x0c good\ufffe.", name="Ro\x1bsa")
    assert words(client) == ["<p>It was good.</p>"]
    assert [*complaints(client.get(FEED))] == []


def test_an_article_without_reviews_has_a_feed_without_entries(client):
    make_article()
    assert entries(client.get(FEED)) == []
    assert text(parse(client.get(FEED)), "title") == "Reviews of “Tea and Coffee”"
    assert [*complaints(client.get(FEED))] == []


def test_a_reader_who_has_it_is_told_so_until_a_review_is_approved(client):
    article = make_article()
    make_review(article, "approved")
    etag = client.get(FEED)["ETag"]
    make_review(article)
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    make_review(article, "approved")
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 200


def test_it_moves_and_goes_with_its_article(client):
    client.force_login(make_user("ed", group="Editors"))
    article = make_article()
    save(client, article, slug="another")
    response = client.get(FEED)
    assert (response.status_code, response["Location"]) == (301, "/articles/another/reviews.atom")
    article.refresh_from_db()
    unpublish(article)
    assert client.get("/articles/another/reviews.atom").status_code == 410
    assert client.get("/articles/nowhere/reviews.atom").status_code == 404


def test_photos_are_in_the_text_and_only_those_that_readers_see(client):
    review = make_review(make_article(), "approved", name='Rosa "R"')
    make_photo(review, alternative='A <b>cup</b> & "saucer"', size=(900, 600))
    make_photo(review, colour="red")
    review = publish_photos(review)
    make_photo(review, colour="blue", alternative="Nobody has approved this yet.")
    (entry,) = entries(client.get(FEED))
    content = text(entry, "content")
    (cup, other) = photos_of(content)
    assert cup["alt"] == 'A <b>cup</b> & "saucer"'
    assert (cup["width"], cup["height"]) == ("400", "267")
    assert other["alt"] == 'Photo 2 of 2 by Rosa "R"'
    small, large = review.photos.first().renditions[0]["jpg"], review.photos.first().renditions[-1]["jpg"]
    assert cup["src"] == f"{SITE}/media/{small}"
    assert f'<a href="{SITE}/media/{large}"><img ' in content
    assert content.startswith(f'<div dir="auto"><p>{review.comment}</p></div>')
    assert "Nobody has approved" not in client.get(FEED).content.decode()
    assert [*complaints(client.get(FEED))] == []


def test_a_photo_that_is_shown_later_is_an_update_of_the_entry(client):
    review = make_review(make_article(), "approved")
    etag = client.get(FEED)["ETag"]
    make_photo(review)
    publish_photos(review)
    response = client.get(FEED, headers={"if-none-match": etag})
    (entry,) = entries(response)
    assert datetime.fromisoformat(text(entry, "updated")) > datetime.fromisoformat(text(entry, "published"))


def photos_of(content):
    page = html5lib.parseFragment(content, namespaceHTMLElements=False)
    return [dict(element.items()) for element in page.iter("img")]


@pytest.mark.parametrize("number", [1, 15])
def test_it_costs_one_query_more_however_many_photos(client, django_assert_num_queries, number):
    article = make_article()
    for _ in range(number):
        review = make_review(article, "approved")
        make_photo(review)
        publish_photos(review)
    client.get(FEED)
    with django_assert_num_queries(QUERIES + 1):
        assert len(photos_of("".join(words(client)))) == number


@pytest.mark.parametrize("number", [1, 15])
def test_it_costs_the_same_however_many_reviews(client, django_assert_num_queries, number):
    article = make_article()
    for _ in range(number):
        make_review(article, "approved")
    client.get(FEED)
    with django_assert_num_queries(QUERIES):
        assert len(words(client)) == number
