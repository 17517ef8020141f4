"""A text cites a source by its number, and the source leads back to each place that does."""

import re

import pytest

from articles import previewing
from articles.models import Article
from articles.publishing import NotPublishable, publish
from tests.articles.desk import change_url, save
from tests.articles.structured import graph
from tests.articles.test_gate import said, warned
from tests.cast import make_draft, make_subject

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ARTICLE = "/articles/tea-and-coffee/"
SHOW = "/admin/articles/article/prose/"


def make_citing(introduction="Two drinks.[^1]", sources=("On Tea", "On Coffee"), **fields):
    """A draft that could be published, with three rows."""
    article = make_draft(introduction=introduction, rows=3, **fields)
    for position, title in enumerate(sources, start=1):
        article.sources.create(title=title, position=position)
    return article


def publish_citing(*args, **fields):
    publish(make_citing(*args, **fields))


def read(client, address=ARTICLE):
    return client.get(address).content.decode()


def link(source, place):
    return f'<sup><a href="#source-{source}" id="cite-{source}-{place}">[{source}]</a></sup>'


def back(html, source):
    """[(address, accessible name, letter)] of the links behind a source."""
    item = re.search(rf'<li id="source-{source}">(.*?)</li>', html)[1]
    hidden, shown = r'<span class="visually-hidden">(.+?)</span>', r'<span aria-hidden="true">(.+?)</span>'
    return re.findall(rf'<a href="(#[^"]*)">{hidden}{shown}</a>', item)


def test_a_citation_and_its_source_lead_to_each_other(client):
    publish_citing("Two drinks.[^2]")
    html = read(client)
    assert f"<p>Two drinks.{link(2, 1)}</p>" in html
    assert back(html, 2) == [("#cite-2-1", "Back to citation a", "a")]
    assert back(html, 1) == []


def test_a_source_leads_back_to_each_place_in_the_order_of_the_page(client):
    article = make_citing("One[^1] and[^1]\n\n# Head[^1]", conclusion="Last.[^1]")
    article.relationship = [{"title": "Both", "text": "Are drinks[^2], warm[^1]."}]
    article.save()
    points = [{"title": "Warm", "text": "It is.[^1]"}]
    article.subjects.update(definition="A drink.[^1]", attributes=points)
    publish(article)
    html = read(client)
    places = re.findall(r'id="(cite-1-\d+)"', html)
    assert places == [f"cite-1-{number}" for number in range(1, 10)]
    assert [(address, letter) for address, _, letter in back(html, 1)] == [
        (f"#{place}", letter) for place, letter in zip(places, "abcdefghi", strict=True)
    ]
    assert [letter for *_, letter in back(html, 2)] == ["a"]


def test_after_z_comes_aa(client):
    publish_citing("x[^1] " * 28)
    assert [letter for *_, letter in back(read(client), 1)][24:] == ["y", "z", "aa", "ab"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (r"Two.\[^1]", "<p>Two.[^1]</p>"),
        ("Two `[^1]`.", "<p>Two <code>[^1]</code>.</p>"),
        ("```\n[^1]\n```", "<pre><code>[^1]\n</code></pre>"),
        ("[of [^1] it](/x)", '<a href="/x">of [^1] it</a>'),
        ("Two [^a], [^], [1], [^ 1], ^1.", "<p>Two [^a], [^], [1], [^ 1], ^1.</p>"),
        ("[^1]: https://tea.example/", f"<p>{link(1, 1)}: https://tea.example/</p>"),
        ("[words][^1]", f"<p>[words]{link(1, 1)}</p>"),
        ("**Two[^1]**", f"<p><strong>Two{link(1, 1)}</strong></p>"),
        ("[^01]", f"<p>{link(1, 1)}</p>"),
        ("# Two[^1]\n\nx", f'<h3 id="introduction-two">Two{link(1, 1)}</h3>'),
        ("[Two][ref]\n\n[ref]: /x", '<p><a href="/x">Two</a></p>'),
    ],
)
def test_what_is_a_citation_and_what_stays_text(client, typed, shown):
    publish_citing(typed)
    assert shown in read(client)


@pytest.mark.parametrize("number", ["3", "0", "999999999"])
def test_a_source_that_is_not_there_forbids_publishing_and_is_text_in_a_preview(editor, number):
    article = make_citing(f"Two drinks.[^{number}]")
    message = f"The text cites source {number}, and there are 2."
    assert said(editor, article)[message] == "id_introduction"
    assert message in save(editor, article, "_publish").content.decode()
    assert not Article.objects.published().exists()
    assert f"<p>Two drinks.[^{number}]</p>" in read(editor, previewing.url(article))


@pytest.mark.parametrize(("sources", "words"), [((), "is none"), (("On Tea",), "is one only")])
def test_it_is_said_how_many_sources_there_are(sources, words):
    with pytest.raises(NotPublishable, match=f"The text cites source 2, and there {words}."):
        publish_citing("Two drinks.[^2]", sources)


def test_the_line_leads_to_the_points_that_cite_what_is_not_there(editor):
    article = make_citing()
    article.subjects.filter(name="Coffee").update(attributes=[{"title": "Warm", "text": "It is.[^7]"}])
    assert said(editor, article)["The text cites source 7, and there are 2."] == "id_subjects-1-attributes"


def test_a_source_that_nothing_cites_is_told_where_others_are_cited(editor):
    article = make_citing("Two drinks.[^1] `[^2]` [of [^2]](/x)")
    message = "Source 2, “On Coffee”, is cited nowhere, and others are."
    assert warned(editor, article)[message] == "id_sources-1-title"


def test_sources_are_only_listed_where_none_is_cited(editor):
    assert said(editor, make_citing("Two drinks.")) == {}


def test_a_citation_in_the_words_of_a_link_is_told(editor):
    message = "In the words of a link “[^1]” is no link to the source: put it behind the link."
    assert warned(editor, make_citing("[of [^1] it](/x)[^1][^2]")) == {message: "id_introduction"}


def test_a_citation_where_no_markdown_is_read_is_told(editor):
    article = make_citing("Two drinks.[^1][^2]", headline="Two[^1]")
    article.comparison_rows.filter(position=2).update(cell_2="Bitter[^1]")
    article.relationship = [{"title": "Both[^1]", "text": "Drinks."}]
    article.save()
    message = "“[^1]” stands here as it was typed: only texts in Markdown cite sources."
    response = editor.get(change_url(article))
    found = [line["anchor"] for line in response.context["warnings"] if line["message"] == message]
    assert found == ["id_headline", "id_comparison_rows-1-cell_2", "id_relationship"]


def test_citations_are_no_words_where_words_are_counted_searched_or_told(client):
    publish_citing("Two drinks.[^1] One[^2] cup. [^1]")
    with_citations = graph(client, ARTICLE)[f"http://127.0.0.1:8000{ARTICLE}#article"]["wordCount"]
    article = Article.objects.get()
    article.introduction = "Two drinks. One cup."
    article.save()
    publish(article)
    assert graph(client, ARTICLE)[f"http://127.0.0.1:8000{ARTICLE}#article"]["wordCount"] == with_citations


def test_a_passage_of_a_result_has_no_citation_in_it(client):
    publish_citing("Two drinks of leaves[^1], and beans.")
    html = read(client, "/search/?q=leaves+and+beans")
    assert "of <mark>leaves</mark>, <mark>and</mark> <mark>beans</mark>." in html
    assert "[^1]" not in html


def test_a_citation_adds_nothing_to_the_time_of_reading(client):
    make_subject(article := make_citing("word[^1] [^1] " * 100), "Milk", slot=3, definition="A drink.")
    article.comparison_rows.update(cell_3="x")
    publish(article)
    assert "1 min read" in read(client)


def test_feed_readers_are_led_to_the_source_on_the_page(client):
    publish_citing()
    feed = read(client, "/feed.atom")
    address = f"http://127.0.0.1:8000{ARTICLE}"
    assert f'Two drinks.&lt;sup&gt;&lt;a href="{address}#source-1"&gt;[1]&lt;/a&gt;&lt;/sup&gt;' in feed
    assert "cite-1" not in feed
    assert "↑" not in feed


def test_the_manuscript_has_the_marks_as_they_were_typed(client):
    publish_citing(r"Two drinks.[^1] \[^2]")
    assert r"Two drinks.[^1] \[^2]" in read(client, "/articles/tea-and-coffee.md")


def test_a_box_shows_the_numbers_of_the_sources_that_the_form_has(editor):
    show = {"text": "Two.[^1] One.[^2]"}
    assert editor.post(SHOW, show | {"sources": "1"}).content.decode() == "<p>Two.<sup>[1]</sup> One.[^2]</p>"
    assert editor.post(SHOW, show).content.decode() == "<p>Two.[^1] One.[^2]</p>"
    for forged in ("x", "-1", "²", "9" * 5):
        assert editor.post(SHOW, show | {"sources": forged}).status_code == 400


def test_the_day_on_which_a_source_was_read_is_written_out(client):
    article = make_citing()
    article.sources.filter(position=1).update(accessed_on="2026-11-03")
    publish(article)
    day = 'read <time datetime="2026-11-03">3 November 2026</time>'
    assert day in read(client)
    assert "read 3 November 2026&lt;/li" in read(client, "/feed.atom")
    assert read(client).count("read <time") == 1
