"""The catalogs have every word of the code, whole: `make messages` adds what is new, and somebody translates it."""

import re
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter

import pytest

from articles.languages import ENGLISH, TRANSLATED
from config.languages import UNREAD
from tests import catalogs

NAMED = re.compile(r"%\((\w+)\)[sd]")
TAGS = re.compile(r"<[^>]+>")

languages = pytest.mark.parametrize("language", sorted(catalogs.LANGUAGES))


@pytest.fixture(scope="module")
def template():
    return catalogs.template()


def texts(messages):
    return messages if isinstance(messages, (tuple, list)) else (messages,)


def placeholders(text):
    return set(NAMED.findall(text)) | {
        name for _, name, _, _ in Formatter().parse(text.replace("%", "")) if name
    }


def test_each_language_has_a_catalog_and_no_catalog_is_without_its_language():
    folders = {path.name for path in catalogs.FOLDER.iterdir()}
    assert folders == set(catalogs.LANGUAGES) == TRANSLATED - {ENGLISH}


@languages
def test_every_word_of_the_code_is_in_the_catalog_and_nothing_else(template, language):
    catalog = catalogs.read(language)
    assert {(m.id, m.context) for m in catalog} == {(m.id, m.context) for m in template}
    assert not catalog.obsolete


@languages
def test_every_message_is_translated_in_all_its_forms(language):
    catalog = catalogs.read(language)
    assert [m.id for m in catalog if m.id and not catalogs.is_translated(m)] == []
    assert {len(m.string) for m in catalog if m.pluralizable} == {catalog.num_plurals}


@languages
def test_a_translation_names_what_its_message_names_and_has_its_markup(language):
    for message in catalogs.read(language):
        if not message.id:
            continue
        # One may say in words what a number says, such as “two readers”: no form has more than the English.
        most = placeholders(texts(message.id)[-1])
        for text in texts(message.string):
            assert placeholders(text) <= most, message.id
            assert sorted(TAGS.findall(text)) == sorted(TAGS.findall(texts(message.id)[-1])), message.id
        assert placeholders(texts(message.string)[-1]) == most, message.id


@languages
def test_what_is_compiled_is_what_stands_in_the_catalog(language):
    _, compiled = catalogs.files(language)
    with compiled.open("rb") as stream:
        found = GNUTranslations(stream)._catalog
    wanted = GNUTranslations(BytesIO(catalogs.as_mo(catalogs.read(language))))._catalog
    # The header says with which version of which program it was made.
    assert {key: found[key] for key in found if key} == {key: wanted[key] for key in wanted if key}


@languages
def test_a_catalog_that_no_native_speaker_has_read_says_so(language):
    po, _ = catalogs.files(language)
    assert ("NOT YET READ BY A NATIVE SPEAKER" in po.read_text()) == (language in UNREAD)


def test_a_mark_that_nobody_extracts_would_be_seen(template):
    """Each function that marks words is one of those that the catalogs are made from."""
    marks = re.compile(r"from django\.utils\.translation import (.+)")
    names = {
        name.partition(" as ")[0].strip()
        for path in catalogs.python_files()
        for line in marks.findall(path.read_text())
        for name in line.split(",")
    }
    assert {name for name in names if "gettext" in name} <= set(catalogs.KEYWORDS)
