"""The newest articles in feed readers."""

import re
from datetime import datetime

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command

from articles import atom
from articles.identity import identity
from articles.models import AlsoRead, Article, Author, Byline, Identity, Revision, Source
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_picture, make_review
from tests.feed_rules import ATOM, complaints, entries, parse, text

pytestmark = pytest.mark.django_db

FEED = "/feed.atom"
SITE = "http://127.0.0.1:8000"
# The edition, the articles, their revisions, where they lead, the site's name, the authors.
QUERIES = 6


def titles(client):
    return [text(entry, "title") for entry in entries(client.get(FEED))]


def content(client):
    return text(entries(client.get(FEED))[0], "content")


def test_the_feed_of_the_samples_is_valid(client):
    call_command("load_samples", verbosity=0)
    assert [*complaints(client.get(FEED))] == []
    assert titles(client)[0] == "Leadership and Management – Relationship & Differences"


def test_the_feed_of_a_site_without_articles_is_valid_and_the_same_each_time(client):
    assert [*complaints(client.get(FEED))] == []
    assert client.get(FEED).content == client.get(FEED).content


def test_the_newest_twenty_are_there_and_only_what_is_public(client):
    for number in range(21):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    make_draft("A secret draft")
    unpublish(make_article("An ended one"))
    assert titles(client) == [f"Drink number {number}." for number in range(20, 0, -1)]


def test_an_entry_says_who_when_and_under_which_topic(client, clock):
    clock("2027-03-01 10:00")
    article = make_article("Tea & Coffee", slug="tea-and-coffee")
    ada = Author.objects.create(name="Ada", slug="ada")
    Byline.objects.create(article=article, author=ada, position=2)
    clock("2027-03-05 10:00")
    Article.objects.update(title="Tea & more Coffee")
    publish(Article.objects.get())
    (entry,) = entries(client.get(FEED))
    assert text(entry, "title") == "Tea & more Coffee"
    assert datetime.fromisoformat(text(entry, "published")).date().isoformat() == "2027-03-01"
    assert datetime.fromisoformat(text(entry, "updated")).date().isoformat() == "2027-03-05"
    assert text(parse(client.get(FEED)), "updated") == text(entry, "updated")
    assert [text(author, "name") for author in entry.findall(f"{ATOM}author")] == ["the editors", "Ada"]
    assert text(entry.findall(f"{ATOM}author")[1], "uri") == f"{SITE}/authors/ada/"
    assert entry.find(f"{ATOM}category").get("term") == "Food"
    assert entry.find(f"{ATOM}link").get("href") == f"{SITE}/articles/tea-and-coffee/"


def test_a_minor_change_is_no_update(client, clock):
    clock("2027-03-01 10:00")
    make_article()
    clock("2027-03-05 10:00")
    Article.objects.update(summary="What they have in common, and how they differ, without a slip.")
    publish(Article.objects.get(), kind="minor")
    (entry,) = entries(client.get(FEED))
    assert text(entry, "updated") == text(entry, "published")
    assert "without a slip" in text(entry, "content")


def names(client):
    feed = parse(client.get(FEED))
    return [text(element, "id") for element in [feed, *feed.findall(f"{ATOM}entry")]]


def test_names_outlive_the_address_and_the_words_and_the_host_of_the_site(client, settings, editor):
    article = make_article()
    before = names(client)
    article.slug, article.title = "another", "Another title"
    article.save()
    publish(article)
    editor.post("/admin/articles/identity/1/change/", {"name": "Another site", "accent": "red"})
    settings.SITE_URL = "https://counterpoint.example"
    settings.ALLOWED_HOSTS = ["counterpoint.example"]
    page = client.get(FEED, headers={"host": "counterpoint.example"})
    assert "https://counterpoint.example/articles/another/" in page.content.decode()
    assert text(parse(page), "title") == "Another site"
    assert [text(parse(page), "id"), *(text(entry, "id") for entry in entries(page))] == before


@pytest.mark.parametrize(
    ("address", "authority"),
    [
        ("https://counterpoint.example", "counterpoint.example"),
        ("http://127.0.0.1:8000", "127.0.0.1"),
        ("http://[::1]:8000", f"1.{'0.' * 31}ip6.arpa"),
    ],
)
def test_a_new_site_names_by_its_host_and_the_day_and_itself(client, settings, address, authority):
    settings.SITE_URL = address
    found = []
    for _ in range(2):
        Identity.objects.all().delete()
        FlatPage.objects.all().delete()
        call_command("migrate", verbosity=0)
        found += names(client)
        assert [*complaints(client.get(FEED))] == []
    assert all(
        re.fullmatch(f"tag:{re.escape(authority)},20[0-9-]{{8}}:[0-9a-f]{{12}}/articles", n) for n in found
    )
    assert len(set(found)) == 2


def test_an_entry_has_the_whole_text(client):
    target, article = make_article("Milk", slug="milk"), make_draft(cover=make_picture("A cup"))
    AlsoRead.objects.create(article=article, target=target, place="headline")
    AlsoRead.objects.create(article=article, title="Wine")
    Source.objects.create(article=article, title="Tea today", url="https://tea.example/")
    publish(article)
    whole = content(client)
    for words in (
        "What Tea and Coffee have in common",
        "<th>Aspect</th>".replace("<th>", '<th scope="col">'),
        "<td>Tea, aspect 1</td>",
        "<h2>Tea and Coffee in two cups</h2>",
        "<p>Two drinks.</p>",
        "<h2>Defining Tea</h2>",
        "<p>Tea is a drink.</p>",
        "<strong>Warm</strong>",
        "<h2>Together</h2>",
        "Both are drinks",
        "<p>Drink both.</p>",
        f'Also read: <a href="{SITE}/articles/milk/">Milk</a>',
        "<p>Also read: Wine</p>",
        '<a href="https://tea.example/">Tea today</a>',
        f'<img src="{SITE}/media/pictures/',
        'alt="A cup"',
    ):
        assert words in whole, words
    assert [*complaints(client.get(FEED))] == []


def test_every_link_of_a_text_is_a_whole_one(client):
    links = "[a](/topics/food/) [b](../milk/) [c](#subject-1) [d](mailto:ada@example.org) [e](//[x) [f](?q=1)"
    make_article(introduction=f"{links} ![](picture:{make_picture().pk})")
    assert [*complaints(client.get(FEED))] == []
    whole = content(client)
    for address in (
        f"{SITE}/topics/food/",
        f"{SITE}/articles/milk/",
        f"{SITE}/articles/tea-and-coffee/#subject-1",
        "mailto:ada@example.org",
        f"{SITE}/articles/tea-and-coffee/?q=1",
    ):
        assert f'<a href="{address}">' in whole
    assert f'src="{SITE}/media/pictures/' in whole


def test_what_is_told_of_changes_is_in_the_text(client):
    article = make_article()
    article.title = "Tea against Coffee"
    article.save()
    publish(article, kind="correction", note="Tea has less caffeine.")
    assert "correction: Tea has less caffeine." in content(client)


def test_an_article_in_another_language_says_so(client):
    make_article("شاي", slug="tea", language="ar")
    (entry,) = entries(client.get(FEED))
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    # What shows the text alone knows nothing of the entry about it.
    assert text(entry, "content").startswith('<div lang="ar" dir="rtl">\n<p>What ')
    assert text(entry, "content").endswith("</div>")
    assert [*complaints(client.get(FEED))] == []


def test_a_character_that_xml_has_not_is_left_out(client):
    article = make_article()
    html = article.live.html | {"title": "Tea\x0c\ufffe and Coffee", "introduction": "<p>\x1bTwo.</p>"}
    Revision.objects.update(html=html)
    Author.objects.update(name="the\x07 editors")
    Identity.objects.update(name="Tea\x08")
    assert titles(client) == ["Tea and Coffee"]
    assert [*complaints(client.get(FEED))] == []


def test_a_reader_who_has_the_feed_is_told_so_until_something_is_published(client):
    article = make_article()
    etag = client.get(FEED)["ETag"]
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    article.title = "Tea against Coffee"
    article.save()
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    publish(article)
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 200


def test_a_target_that_time_alone_ends_makes_the_feed_a_new_one(client, clock, monkeypatch):
    monkeypatch.setattr(atom, "NEWEST", 1)
    clock("2027-03-01 10:00")
    target, article = make_article("Milk"), make_draft()
    AlsoRead.objects.create(article=article, target=target)
    clock("2027-03-01 11:00")
    publish(article)
    Article.objects.filter(pk=target.pk).update(public_until="2027-03-02 10:00Z")
    etag = client.get(FEED)["ETag"]
    assert "/articles/milk/" in content(client)
    clock("2027-03-03 10:00")
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 200
    assert "/articles/milk/" not in content(client)


@pytest.mark.parametrize("number", [2, 8])
def test_it_costs_the_same_however_many_articles(client, django_assert_num_queries, number):
    target = make_article("Milk")
    for n in range(number):
        article = make_draft(f"Drink number {n}.", slug=f"drink-{n}", rows=0)
        AlsoRead.objects.create(article=article, target=target)
        publish(article)
        make_review(article, "approved")
    identity()
    with django_assert_num_queries(QUERIES):
        assert len(entries(client.get(FEED))) == number + 1
