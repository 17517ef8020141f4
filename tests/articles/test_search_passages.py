"""What a result shows of a text: a passage, with the words that were asked for marked and nothing unescaped."""

import re
from cProfile import Profile

import pytest

from tests.articles.searching import ask, marks, page_of, said
from tests.cast import make_article
from tests.test_html import errors

pytestmark = pytest.mark.django_db


def test_a_passage_from_the_middle_shows_the_words_in_question(client):
    make_article(
        introduction="Nothing here. " * 60 + "The Grand *Samovar* boils & steams. " + "Nothing there. " * 60
    )
    words = said(client, "grand samovars")
    passage = re.search(r"… (.+?) …", words)[1]
    assert "Nothing here. Nothing here. The Grand Samovar boils & steams. Nothing there." in passage
    assert 30 < len(passage.split()) < 45
    assert marks(client, "grand samovars") == ["Grand", "Samovar"]


def test_a_passage_is_the_one_that_has_most_of_the_question(client):
    make_article(introduction="Sugar is here. " + "Nothing. " * 60 + "Sugar, lemon and mint are here.")
    assert marks(client, "lemon sugar mint") == ["Sugar", "lemon", "mint"]


def test_marks_are_about_whole_words_by_their_endings_accents_and_beginnings(client):
    make_article(
        "Cafés",
        slug="cafes",
        headline="",
        summary="Managers of cafés manage a cafeteria, coffee and tea and coffee.",
    )
    assert set(marks(client, "café")) == {"Cafés", "cafés", "cafeteria"}
    assert marks(client, "manages cafes") == ["Cafés", "Managers", "cafés", "manage"]
    assert marks(client, '"coffee and tea"') == ["coffee and tea"]
    assert marks(client, 'tea "tea and coffee"') == ["tea and coffee", "Tea", "Tea", "Tea", "Tea"]


def test_parts_of_a_text_are_told_apart(client):
    make_article(summary=f"{'Summary ' * 8}ends.", headline="A headline")
    assert "Summary ends. · A headline · Aspect 1 · Tea, aspect 1" in said(client, "headline")


def test_a_passage_ends_with_its_part_where_it_is_long_enough(client):
    make_article(summary=f"Samovars, {'and words ' * 12}at the end.", headline="Pots at last")
    assert "and words at the end. …" in said(client, "samovars")
    assert "and words at the end. · Pots at last" in said(client, "samovars pots")


def test_a_phrase_is_not_marked_across_two_parts(client):
    make_article(summary=f"{'Summary ' * 8}samovar.", headline="Pots at last", introduction="A samovar pots.")
    assert marks(client, '"samovar pots"') == ["samovar pots"]


def test_only_what_is_searched_of_a_long_text_is_quoted(client):
    make_article("Long", introduction=" ".join(f"w{number}" for number in range(20_000)) + " w1 w500.")
    assert marks(client, "w1 w500") == ["w1"]


def test_a_question_of_many_words_costs_little_more_than_one_of_a_single_word(client):
    common = [f"a{number}" for number in range(25)]
    make_article("Heavy", introduction=" ".join(f"{common[n % 25]} w{n % 4000}" for n in range(7_500)))

    def calls(question):
        profile = Profile()
        profile.runcall(ask, client, question)
        return sum(entry.callcount for entry in profile.getstats())

    calls("heavy")
    single, many = calls("heavy"), calls(f"heavy {' '.join(common)}")
    assert many < 2.5 * single


@pytest.mark.parametrize(
    "evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<mark>&amp;</mark>"]
)
def test_nothing_that_anyone_wrote_becomes_html(client, evil):
    make_article(
        f"Tea {evil}",
        slug="evil",
        summary=f"Evil {evil} tea and enough words for a whole summary",
        headline=evil,
    )
    for question in (f"tea {evil}", f'"{evil}"', "script alert", "img src", "mark amp"):
        page = page_of(client, question)
        assert not re.search(r"<script(?! type=.module.)|<img src=x|<mark>&amp;</mark>", page)
        assert errors(page) == []
    title = re.sub(r"</?mark>", "", re.search(r"<h2>.*?</h2>", page_of(client, "tea"))[0])
    assert (
        evil.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in title
    )
