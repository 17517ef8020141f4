"""What the search finds, and in which order."""

import pytest

from articles.models import Article, Source
from articles.publishing import publish, unpublish
from tests.articles.searching import has_all, said, titles
from tests.cast import make_article, make_draft, make_picture, points

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(db):
    """An article with a word of its own in each place."""
    picture = make_picture("Zeppelin")
    article = make_draft(
        "Alpaca and Bison",
        subjects=("Cheetah", "Donkey"),
        headline="Echidna over all",
        summary="Falcon is what this summary is about, and a few more words.",
        introduction=f"# Giraffe\n\nA *hare* and\nan iguana. ![jackal](picture:{picture.pk})\n\n    koala()",
        relationship=[{"title": "Lemur", "text": "The **mon**key eats."}],
        relationship_heading="Narwhal",
        conclusion="[Okapi](https://example.org/panda)",
    )
    subject, row = article.subjects.first(), article.comparison_rows.first()
    subject.heading, subject.definition, subject.attributes_heading = "Quokka", "Rhino.", "Serval"
    subject.attributes = points("Tapir")
    subject.save()
    row.aspect, row.cell_1 = "Urchin", "Vulture"
    row.save()
    Source.objects.create(article=article, title="Walrus", url="https://example.org/xerus")
    publish(article)


@pytest.mark.parametrize(
    "word",
    [
        *("alpaca", "bison", "cheetah", "donkey", "echidna", "falcon", "giraffe", "hare", "iguana", "koala"),
        *(
            "lemur",
            "monkey",
            "narwhal",
            "okapi",
            "quokka",
            "rhino",
            "serval",
            "tapir",
            "urchin",
            "vulture",
            "walrus",
        ),
    ],
)
def test_every_word_that_the_page_says_of_the_matter_is_found(client, rich, word):
    assert titles(client, word) == ["Alpaca and Bison"]


@pytest.mark.parametrize("word", ["zeppelin", "jackal", "panda", "xerus", "picture", "schema", "https"])
def test_what_the_page_does_not_say_is_not_found(client, rich, word):
    assert titles(client, word) == []


def test_only_what_is_public_is_found(client):
    make_draft("A secret coffee")
    unpublish(make_article("Coffee that ended"))
    article = make_article("Coffee and Tea")
    Article.objects.filter(pk=article.pk).update(title="Coffee and Marzipan")
    assert titles(client, "coffee") == ["Coffee and Tea"]
    assert titles(client, "marzipan") == []


def test_words_are_found_with_other_endings(client):
    make_article("Leaders and Managing")
    for question in ("leader", "LEADERS’", "management x", "manages leader"):
        assert titles(client, question) == ["Leaders and Managing"], question


def test_the_endings_are_those_of_the_sites_language(client, settings):
    make_article("Häuser und Gärten", slug="english")
    assert has_all(client, "haus garten") == []
    settings.LANGUAGE_CODE = "de"
    make_article("Häuser und Gärten", slug="german")
    assert has_all(client, "haus garten") == ["Häuser und Gärten"]


def test_arabic_words_are_found_without_their_article_and_vowels(client, settings):
    settings.LANGUAGE_CODE = "ar"
    make_article("القِيادة والإدارة", slug="leadership", language="ar")
    for question in ("قيادة", "القيادة", "وقيادة"):
        assert titles(client, f'"{question}"') == ["القِيادة والإدارة"], question


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("الشاي والقهوة", "شاي"),
        ("الشاي والقهوة", "بالشاي"),
        ("الشاي والقهوة", "والشاي"),
        ("الشاي والقهوة", "للشاي"),
        ("الشاي والقهوة", "الشاى"),
        ("الشاي والقهوة", "قهوة"),
        ("الشاي والقهوة", "القهوه"),
        ("شاي وقهوة", "والشاي"),
        ("الحب", "حب"),
        ("فن", "الفن"),
        ("إدارة", "والادارة"),
    ],
)
def test_an_arabic_word_is_found_whatever_is_written_as_one_with_it(client, settings, title, question):
    settings.LANGUAGE_CODE = "ar"
    make_article(title, slug="one", language="ar")
    # In quotation marks, since the last word in none is looked for as a beginning as well.
    assert titles(client, f'"{question}"') == [title]


@pytest.mark.parametrize(("title", "question"), [("والد", "د"), ("الم", "م"), ("بالغ", "غ")])
def test_what_looks_like_an_arabic_article_in_a_short_word_stays(client, settings, title, question):
    settings.LANGUAGE_CODE = "ar"
    make_article(title, slug="one", language="ar")
    assert titles(client, f'"{question}"') == []
    assert titles(client, f'"{title}"') == [title]


def test_in_a_language_without_a_stemmer_words_are_found_as_they_are(client, settings):
    settings.LANGUAGE_CODE = "vi"
    make_article("Trà và Cà phê", slug="tea")
    assert has_all(client, "tra ca phe") == ["Trà và Cà phê"]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Café au lait", "cafe"),
        ("Cafe noir", "CAFÉ"),
        ("Cafe\u0301 creme", "café"),
        ("Smørrebrød", "smorrebrod"),
        ("Straße", "STRASSE"),
        ("İstanbul and Łódź", "istanbul lodz"),
        ("ﬁne Ｔｅａ", "fine tea"),
        ("Hy\u00adphen", "hyphen"),
        ("हिन्दी", "हिन्दी"),
        ("l’eau douce", "eau"),
        ("The Reader’s Guide", "reader guide"),
        ("Readers Guide", "reader's guide"),
        ("Long-term", "long term"),
        ("snake_case", "snake case"),
        ("カ\u3099ス", "ガス"),
    ],
)
def test_accents_and_the_look_of_letters_make_no_difference(client, title, question):
    make_article(title, slug="one")
    assert has_all(client, question) == [title]


@pytest.mark.parametrize(
    ("title", "question"), [("काल", "कील"), ("찬물", "차"), ("Tea", "té e"), ("ガス", "カス")]
)
def test_letters_that_are_no_accents_make_one(client, title, question):
    make_article(title, slug="one")
    assert has_all(client, question) == []


@pytest.mark.parametrize(
    ("language", "title", "questions"),
    [
        ("ru", "Новый йод", ("новая", "новые йоды", '"новым йодом"')),
        (
            "fr",
            "Une société gérée",
            ('"gérer"', "gerée", "geree", '"societe geree"', "sociétés gérées", "societ"),
        ),
        ("fr", "Une societe geree", ("gérée", '"sociétés gérées"', "societ")),
        ("es", "Acciones", ("acción", "accion")),
    ],
)
def test_endings_are_told_by_the_accents_before_them_and_are_met_without(
    client, settings, language, title, questions
):
    settings.LANGUAGE_CODE = language
    make_article(title, slug="one")
    for question in questions:
        assert has_all(client, question) == [title], question


def test_a_single_letter_is_a_word_unless_an_apostrophe_joins_it_to_another(client):
    make_article("Plan 'B' and the reader's")
    make_article("Plan A")
    for question in ("\"plan 'b'\"", '"plan b"', '"plan ‘b’"'):
        assert has_all(client, question) == ["Plan 'B' and the reader's"], question
    assert has_all(client, '"plan s"') == []


def test_the_last_word_may_be_a_beginning_and_no_other(client):
    make_article("Management and Coffee")
    for question in ("manageme", "m", "coffee managemen"):
        assert has_all(client, question) == ["Management and Coffee"], question
    for question in (
        "manageme coffee",
        "coff management",
        "anagement",
        '"manageme"',
        '"coffee and manageme"',
    ):
        assert has_all(client, question) == [], question


def test_a_phrase_is_found_where_its_words_stand_together(client):
    make_article("Green Tea", introduction="Hot water is poured\nover it.\n\nLeaves are green.")
    for question in (
        '"hot water is"',
        '"hot water" green',
        "“poured over”",
        '"pouring over',
        "„green teas“",
        "«hot water»",
    ):
        assert has_all(client, question) == ["Green Tea"], question
    for question in (
        '"water hot"',
        '"hot is"',
        "“hot is”",
        "„hot is“",
        "«hot is»",
        '"over it leaves"',
        '"green tea tea"',
    ):
        assert has_all(client, question) == [], question


def test_a_phrase_is_found_however_often_its_words_stand_before_it(client):
    make_article(
        "Long", introduction="The cup of tea. " * 300 + "Here is the zebra crossing. " + "The tea. " * 300
    )
    for question in ('"the zebra"', '"is the zebra"', '"zebra crossing" long', '"the zebra" zeppelin'):
        assert titles(client, question) == ["Long"], question
    for question in ('"the crossing"', '"zebra the"', '"zebra crossing the cup"'):
        assert titles(client, question) == [], question


def test_all_words_have_to_be_there_or_else_it_says_that_some_are(client):
    make_article("Milk and Water")
    make_article("Milk and Honey")
    assert titles(client, "milk honey") == ["Milk and Honey"]
    assert titles(client, "honey marzipan") == ["Milk and Honey"]
    assert "No article has all of these words. What follows has some of them." in said(
        client, "honey marzipan"
    )
    assert "has all" not in said(client, "milk honey")


def test_a_title_stands_before_a_summary_and_a_summary_before_a_text(client):
    make_article("By the summary", summary="Cocoa, and why it is what it is, said at some length.")
    make_article("By its subject", subjects=("Cocoa", "Milk"))
    make_article("By the text", introduction="Cocoa, cocoa and cocoa. " * 50)
    make_article("Cocoa by the title", introduction="Something else. " * 300)
    make_article("By the headline", headline="Cocoa again")
    found = titles(client, "cocoa")
    assert set(found[:2]) == {"Cocoa by the title", "By its subject"}
    assert set(found[2:4]) == {"By the summary", "By the headline"}
    assert found[4:] == ["By the text"]


def test_among_texts_the_one_that_says_more_of_it_comes_first(client):
    make_article("One", introduction="Cocoa once, and much else. " + "Other words. " * 50)
    make_article("Two", introduction="Cocoa and cocoa, cocoa with cocoa. " + "Other words. " * 50)
    make_article("Three", introduction="Cocoa once, and much else. " + "Other words. " * 50)
    assert titles(client, "cocoa") == ["Two", "Three", "One"]


def test_a_word_weighs_more_in_a_summary_than_in_a_text(client):
    padding = "Other words are here for padding and nothing else at all."
    make_article("One", summary=f"Samovar kettle. {padding}", introduction=f"{padding} " * 3)
    make_article(
        "Two", summary=f"Kettle. {padding}", introduction=f"Samovar, samovar. {'Padding. ' * 3}{padding}"
    )
    assert titles(client, "samovar aspect") == ["One", "Two"]


def test_a_text_that_is_longer_than_any_page_is_found_by_its_beginning(client):
    make_article("Long", introduction=" ".join(f"w{n}" for n in range(20_000)))
    assert titles(client, "w15000") == ["Long"]
    assert titles(client, '"w19999"') == []


def test_words_of_any_length_and_script_can_be_published(client):
    make_article("Wide", introduction="x" * 5000)
    assert titles(client, "x" * 50) == ["Wide"]
    wide = [chr(0x20000 + n) * 60 for n in range(8_000)]
    make_article("Wider", introduction=" ".join(wide))
    assert titles(client, wide[0]) == ["Wider"]
