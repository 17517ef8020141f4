"""What an editor pastes: texts that were written in something else, with other marks or fewer."""

import json
import re
from collections import Counter

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import manuscript
from articles.management.commands.load_samples import FOLDER

OWNERS_TEXT = (FOLDER / "leadership-and-management.txt").read_text(encoding="utf-8")


def shape(text):
    """The document without what is given anew each time, and the strays."""
    read = manuscript.read(text)
    return json.loads(re.sub(r'"uid": "[^"]*"', '"uid": ""', json.dumps(read.document))), read.strays


def as_word_shows_it(text):
    """Without empty lines, tables between tabs, numbers with a tab and no bold print, as plain text is copied."""
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("| ---")]
    cells = [line.strip("| ").replace(" | ", "\t") if line.startswith("|") else line for line in lines]
    return "\r\n".join(re.sub(r"^(\d+\.) \*\*(.*):\*\*", "\\1\t\\2:", line) for line in cells)


@pytest.mark.parametrize(
    "paste",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace(" **", "\u00a0**").replace("Also read: ", "Also read:\u00a0"),
        lambda text: text.replace("\n\n", "\n\u00a0\n"),
        lambda text: f"\ufeff\n\n{text}",
        lambda text: text.replace("\n\n", "\n  \n  "),
        lambda text: re.sub(r"^\d\. ", "•\t", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^\d\. ", "\uf0b7\t", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(\d\. )\*\*(.*):\*\*", "\\1\\2:", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(\d\. .*)\n", "\\1\n\n", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(\w.*):$", "## \\1", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(\w.*):$", "**\\1:**", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(Key .*:)\n\n", "\\1\n", text, flags=re.MULTILINE),
        lambda text: re.sub(r"^(\w.*:)\n\n", "\\1\n", text, flags=re.MULTILINE),
        lambda text: text.replace("Title: Nav", "**Title:** Nav").replace("Authors:", "Author :"),
        lambda text: text.replace("\nLanguage", "\n\nLanguage"),
        lambda text: text.replace("Leadership and Management – R", "# Leadership and Management – R"),
        lambda text: text.replace("\n\nExplore", "\nExplore"),
        lambda text: text.replace(
            "Leadership and management are often", "Introduction:\n\nLeadership and management are often"
        ),
        lambda text: text.replace("\nUnderstanding the", "\nConclusion:\n\nUnderstanding the"),
        lambda text: text.replace("| --- | --- | --- |\n", ""),
        as_word_shows_it,
    ],
)
def test_the_owners_text_is_understood_in_other_clothes(paste):
    assert shape(paste(OWNERS_TEXT)) == shape(OWNERS_TEXT)
    assert paste(OWNERS_TEXT) != OWNERS_TEXT


def test_the_example_beside_the_box_is_understood():
    document, strays = shape(render_to_string("admin/articles/article/_example.txt"))
    assert strays == []
    assert [subject["name"] for subject in document["subjects"]] == ["Leadership", "Management"]
    assert len(document["relationship"]) == len(document["sources"]) == 1
    assert document["conclusion"].startswith("Understanding the dance")


def test_a_line_break_that_is_no_new_paragraph_is_one():
    document, _ = shape("T\n\nSummary one.\vStill the summary.\fIntroduction here.")
    assert document["summary"] == "Summary one.\nStill the summary."
    assert document["introduction"] == "Introduction here."


def test_a_heading_over_the_table_moves_no_subject():
    document, strays = shape(OWNERS_TEXT.replace("| At a glance", "The two compared:\n\n| At a glance"))
    assert (document, strays) == (shape(OWNERS_TEXT)[0], ["The two compared:"])


def test_a_list_in_the_middle_of_prose_makes_no_points():
    added = "There are two kinds:\n- Formal: by office\n- Informal: by respect\n\n- Old: yes\n- New: no"
    document, strays = shape(
        OWNERS_TEXT.replace("\n\nKey Attributes of L", f"\n\n{added}\n\nKey Attributes of L")
    )
    assert strays == []
    assert document["subjects"][0]["definition"].endswith(added)
    assert len(document["subjects"][0]["attributes"]) == 3


def test_keys_that_are_not_known_and_those_said_twice_are_listed():
    read = manuscript.read("Slug: tea\nTags: drinks\nTopic: Food\nSlug: coffee\n\nTea and Coffee")
    assert read.head == {"slug": "tea", "topic": "Food"}
    assert read.strays == ["Tags: drinks", "Slug: coffee"]
    assert read.document["title"] == "Tea and Coffee"


def test_a_second_headline_is_listed():
    document, strays = shape("Tea\n\nA drink.\n\nTitle: One cup\n\nTitle: Two cups")
    assert (document["headline"], strays) == ("One cup", ["Two cups"])


def test_a_title_with_a_colon_right_under_the_head_is_the_title():
    read = manuscript.read("Slug: tea\nTea: a story\nWhat it is.")
    assert (read.document["title"], read.strays) == ("Tea: a story", [])


def test_links_under_a_heading_of_their_own_are_understood():
    document, strays = shape(f"{OWNERS_TEXT}\n\nAlso read:\n\nWater\n\nMilk and Honey")
    assert [row["title"] for row in document["also_read"]][-2:] == ["Water", "Milk and Honey"]
    assert strays == []


def test_more_than_four_subjects_without_a_table_are_four_and_the_rest_is_kept():
    sections = "".join(
        f"\n\nDefining {name}:\n\n{name} is.\n\nAbout {name}:\n\n1. **x:** {name}" for name in "ABCDE"
    )
    document, strays = shape(f"Title\n\nTitle: H{sections}")
    assert [subject["name"] for subject in document["subjects"]] == ["A", "B", "C", "D"]
    assert strays == ["Defining E:", "E is.", "About E:", "1. **x:** E"]
    assert (document["relationship_heading"], document["conclusion"]) == ("", "")


WORDS = ("wape", "wobe", "wube", "wibe", "wefo", "wafu")
MARKS = (
    *(
        "\n",
        "\n\n",
        "\r\n",
        "\n\n\n",
        "\t",
        " ",
        "\u00a0",
        "\v",
        "\\",
        "|",
        " | ",
        "| ",
        "*",
        "**",
        ":",
        ":** ",
        ". ",
    ),
    *(
        "1. ",
        "1. **",
        "2) ",
        "- ",
        "• ",
        "o ",
        "# ",
        "## ",
        "[",
        "](",
        ")",
        "](https://",
        ", ",
        ", read 2026-11-23",
    ),
    *(
        "Also read: ",
        "Also read:",
        "Also read after the subjects: ",
        "Sources:\n",
        "Title: ",
        "Slug: ",
        "Topic: ",
    ),
    *("Introduction:", "Conclusion:\n\n", "| --- | --- |\n", "At a glance", "**Title:** ", "Authors: "),
)
fragment = st.sampled_from(WORDS) | st.sampled_from(MARKS)
ragged = st.lists(fragment, max_size=12).map("".join)
row = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7)
lines = st.one_of(
    ragged,
    row.map(" | ".join).map("| {} |".format),
    row.map("\t".join),
    *(
        st.sampled_from(WORDS).map(shape.format)
        for shape in (
            "{}:",
            "## {}",
            "{}.",
            "1. **{0}:** {0}",
            "1. **{}:**",
            "• {0}: {0}",
            "[{0}](https://{0})",
        )
    ),
)
texts = st.lists(st.tuples(lines, st.sampled_from(["\n", "\n\n", "\r\n"])).map("".join), max_size=14).map(
    "".join
)


def known_words(*values):
    return Counter(re.findall("|".join(WORDS), json.dumps(values, ensure_ascii=False)))


@settings(max_examples=400)
@given(texts)
def test_every_word_of_a_text_is_kept(text):
    read = manuscript.read(text)
    kept = known_words(read.head, read.document, read.strays, read.targets)
    assert known_words(text) - kept == Counter()
