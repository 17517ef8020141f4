"""The page of what was found."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.characters import printable
from articles.identity import identity
from articles.models import Revision
from articles.publishing import publish, unpublish
from articles.search import index
from articles.search.words import words
from tests.articles.searching import ask, page_of, said, titles
from tests.cast import make_article, make_draft
from tests.test_html import errors

pytestmark = pytest.mark.django_db

NOT_FOUND = "Nothing was found."
# The edition, what was found, the articles, their revisions, their texts, and the site's name.
QUERIES = 6
# The edition, what has all words, what has some, titles, what the guess finds, topics, and the site's name; beside them
# one for each word that may be a slip.
QUERIES_OF_NOTHING = 7


def test_a_result_is_a_title_its_subjects_a_passage_the_topic_and_the_date(client, clock):
    clock("2027-01-02 09:00")
    make_article()
    page = page_of(client, "coffee")
    assert '<h2><a href="/articles/tea-and-coffee/">Tea and <mark>Coffee</mark></a></h2>' in page
    assert '<li data-subject="2">Coffee</li>' in page
    assert "<p>What Tea and <mark>Coffee</mark> have in common" in page
    assert '<a href="/topics/food/">Food</a>' in page
    assert '<time datetime="2027-01-02">2 January 2027</time>' in page
    assert "1 article" in said(client, "coffee")


@pytest.mark.parametrize(
    "question",
    [
        *(
            '"',
            '""',
            '"""',
            "*",
            "tea*",
            "NEAR(",
            "NEAR(tea coffee, 2)",
            "AND",
            "OR NOT",
            "tea AND",
            "NOT tea",
            "-tea",
        ),
        *(
            "tea OR",
            "title:tea",
            "{title}: tea",
            "^tea",
            "tea + coffee",
            "(",
            "))",
            "tea:*",
            "tea & ",
            "!tea | coffee",
        ),
        *(
            "'",
            "''tea'",
            "\\",
            "tea\\",
            "%",
            "%s",
            "_",
            ";--",
            "\0",
            "tea\0coffee",
            "a" * 10_000,
            "a " * 5_000,
        ),
        *(
            '"' * 10_000,
            "\ufffd",
            "\U0010ffff",
            "\u202etea",
            "¦",
            "tea ¦ coffee",
            "½",
            "ﷺ",
            "ـ",
            "́",
            "🫖",
            "x'y'z",
        ),
    ],
)
def test_any_question_is_answered_in_words(client, question):
    make_article()
    page = page_of(client, question)
    assert len(said(client, question)) > 100
    assert errors(page) == []
    assert "\0" not in page


def test_bytes_that_are_no_text_are_answered_in_words(client):
    make_article()
    for sent in ("%ED%A0%80", "%FF", "%00", "%C3", "tea%ED%A0%80"):
        response = client.get(f"/search/?q={sent}")
        assert response.status_code == 200
        assert errors(response.content.decode()) == []


pieces = st.sampled_from(
    [*"\"“”*()&|!:<>-^\\'%{}", "tea", "Coffee", "NEAR(", " ", " AND ", "\0", "é", "ا", "中", "़"]
)
texts = st.lists(pieces | st.characters(codec="utf-8"), max_size=30).map("".join)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=texts, text=texts.map(printable))
def test_no_question_and_no_text_is_an_error(client, question, text):
    revision = Revision.objects.first() or make_article().live
    revision.content["introduction"] = text
    index.write(revision)
    for asked in (question, text):
        assert errors(page_of(client, asked)) == []
    assert not list(words(text)) or titles(client, text) == ["Tea and Coffee"]


def test_a_question_that_is_too_long_is_cut_and_it_says_so(client):
    make_article()
    page = page_of(client, "tea " * 60)
    assert "only its beginning" in page
    assert f'value="{("tea " * 50).strip()}"' in page
    assert titles(client, "tea " * 60) == ["Tea and Coffee"]
    assert "only its beginning" not in page_of(client, ("tea " * 50))


def test_a_question_of_too_many_words_is_cut_and_it_says_so(client):
    letters = list("abcdefghijklmnopqrst")
    make_article(introduction=" ".join(letters))
    page = page_of(client, " ".join([*letters, "tea", "zeppelin"]))
    assert "only its beginning" in page
    assert f'value="{" ".join(letters)}"' in page
    assert titles(client, " ".join([*letters, "zeppelin"])) == ["Tea and Coffee"]
    assert "only its beginning" not in page_of(client, " ".join([*letters, "b", "a"]))


def test_the_question_stays_in_the_box(client):
    make_article()
    for question in ('tea "and" <coffee>', "nowhere"):
        page = page_of(client, question)
        kept = question.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
        assert f'name="q" dir="auto" value="{kept}"' in page
        assert page.count('role="search"') == 1


@pytest.mark.parametrize("question", ["", "   ", None])
def test_without_a_question_it_says_what_can_be_searched(client, question):
    make_article()
    response = client.get("/search/", {} if question is None else {"q": question})
    page = response.content.decode()
    assert "<h1>Search</h1>" in page
    assert "You can search for words of the titles" in page
    assert '<a href="/topics/food/">Food</a>' in page
    assert NOT_FOUND not in page


def test_what_was_not_found_leads_on(client):
    make_article()
    make_draft("A draft", topic="Of a draft alone")
    page = page_of(client, "zeppelin")
    assert NOT_FOUND in page
    assert '<a href="/topics/food/">Food</a><a href="/">See all articles</a>' in page
    assert "Of a draft alone" not in page


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("laedership", "Leadership"),
        ("leadershp and managment", "Leadership and Management"),
        ("Immunolgy!", "Immunology!"),
        ('"imunology"', '"Immunology"'),
        ("mate matte", ""),
        ("xylophone", ""),
        ("laedership xylophone", ""),
        (
            "leadershp managment imunology cofee leadershi",
            "Leadership Management Immunology Coffee Leadership",
        ),
        ("leadershp managment imunology cofee leadershi coffe", ""),
    ],
)
def test_it_asks_whether_a_word_of_a_title_or_subject_was_meant(client, typed, meant):
    make_article("Leadership and Management", subjects=("Immunology", "Coffee"))
    guess = re.search(r'Did you mean <a href="/search/\?q=([^"]*)">(.*?)</a>\?', page_of(client, typed))
    assert (guess[2].replace("&quot;", '"') if guess else "") == meant
    if guess:
        assert 'class="entry card"' in client.get(f"/search/?q={guess[1]}").content.decode()


def test_a_word_that_stands_in_a_text_is_no_slip(client):
    make_article("Leadership and Coffee", introduction="Toffee as well.")
    assert ">toffee Leadership</a>?" in page_of(client, "toffee laedership")
    assert ">Coffee Leadership</a>?" in page_of(client, "tcoffee laedership")


def test_it_never_asks_for_what_is_not_public(client):
    make_article()
    make_draft("Marzipan")
    unpublish(make_article("Marzipan of before"))
    assert "Did you mean" not in page_of(client, "marzipn")
    make_article("Marzipan at last")
    assert "Did you mean" in page_of(client, "marzipn")


def test_what_was_found_is_turned_page_by_page(client):
    for number in range(23):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    first, second, third = (titles(client, "drink", page=page) for page in (1, 2, 3))
    assert [len(first), len(second), len(third)] == [10, 10, 3]
    assert len({*first, *second, *third}) == 23
    assert first[0] == "Drink number 22."
    page = page_of(client, "drink &", page=2)
    assert 'href="?q=drink%20%26&amp;page=1" rel="prev"' in page
    assert 'href="?q=drink%20%26&amp;page=3" rel="next"' in page
    assert "23 articles" in page
    assert titles(client, "drink", page="x") == first
    assert titles(client, "drink", page=99) == third


@pytest.mark.parametrize("number", [2, 10])
def test_it_costs_the_same_however_much_is_found(client, number):
    for n in range(number):
        make_article(f"Drink number {n}.", slug=f"drink-{n}", rows=0, topic=f"Topic {n}")
    identity()
    for question, queries in (
        ("drink", QUERIES),
        ("drikn", QUERIES_OF_NOTHING - 1 + 1),
        ("dring numbr", QUERIES_OF_NOTHING + 2),
    ):
        with CaptureQueriesContext(connection) as captured:
            ask(client, question)
        assert len(captured) == queries, question


def test_search_engines_are_told_to_leave_it_out(client):
    make_article()
    for question in ("", "tea", "nowhere"):
        response = ask(client, question)
        assert response["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in response.content.decode()
        assert 'rel="canonical"' not in response.content.decode()


def test_a_reader_who_has_the_page_is_told_so_until_something_of_it_changes(client):
    article = make_article()
    response = ask(client, "tea")
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    again = client.get("/search/?q=tea", headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again["X-Robots-Tag"]) == (304, "noindex")
    assert len({ask(client, question)["ETag"] for question in ("tea", "teas", "coffee", "", '"tea"')}) == 5
    article.summary = "Tea in other words, and enough of them for a summary."
    article.save()
    publish(article)
    assert ask(client, "tea")["ETag"] != response["ETag"]


def test_its_address_without_a_slash_leads_there_at_once(client):
    response = client.get("/search?q=tea", follow=True)
    assert [status for _, status in response.redirect_chain] == [301]
    assert response.request["QUERY_STRING"] == "q=tea"
    assert client.post("/search/", {"q": "tea"}).status_code == 405


def test_every_page_has_the_box(client):
    make_article()
    unpublish(make_article("Milk"))
    for path in (
        "/",
        "/articles/tea-and-coffee/",
        "/articles/milk/",
        "/nowhere/",
        "/privacy/",
        "/topics/food/",
    ):
        page = client.get(path).content.decode()
        assert page.count('<form class="search" role="search" action="/search/">') == 1, path
        assert '<label class="visually-hidden" for="q">Search all articles</label>' in page
