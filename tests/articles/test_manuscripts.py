import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import manuscript
from articles.management.commands.load_samples import FOLDER, SAMPLES
from tests.articles.manuscripts import documents, without_uids

OWNERS_TEXT = (FOLDER / "leadership-and-management.txt").read_text(encoding="utf-8")


def test_the_owners_article_is_understood():
    document = manuscript.read(OWNERS_TEXT).document
    assert document["title"] == "Leadership and Management – Relationship & Differences"
    assert document["summary"].startswith("Explore the intricate dance")
    assert document["headline"].startswith("Navigating the Leadership and Management Dynamic: Understanding")
    assert [subject["heading"] for subject in document["subjects"]] == [
        "Defining Leadership",
        "Defining Management",
    ]
    assert [point["title"] for point in document["subjects"][0]["attributes"]] == [
        "Visionary Perspective",
        "Inspirational Influence",
        "Adaptability",
    ]
    assert document["relationship_heading"] == "Relationship and Synergy"
    assert document["conclusion"].startswith("Understanding the intricate dance")
    assert [(row["title"][:8], row["place"]) for row in document["also_read"]] == [
        ("Cellular", "headline"),
        ("Normal a", "conclusion"),
    ]


def test_pasted_text_without_marks_is_understood_and_bare_lines_are_listed():
    bare = re.sub(r"^Also read: ", "", OWNERS_TEXT.split("\n\n", 1)[1], flags=re.MULTILINE)
    bare = "\n".join(line for line in bare.split("\n") if not line.startswith("|"))
    read = manuscript.read(bare)
    assert read.head == {}
    assert [subject["name"] for subject in read.document["subjects"]] == ["Leadership", "Management"]
    assert len(read.document["subjects"][1]["attributes"]) == 3
    assert read.strays == [
        "Cellular and Molecular Immunology",
        "Normal and Diabetic Blood Sugar Level Ranges",
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_goes_to_text_and_back_without_loss(name):
    sample = manuscript.read(Path(FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
    again = manuscript.read(manuscript.write(sample.document, slug=sample.head["slug"]))
    assert sample.strays == again.strays == []
    assert without_uids(again.document) == without_uids(sample.document)
    assert again.head["slug"] == sample.head["slug"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_any_document_goes_to_text_and_back_without_loss(document):
    read = manuscript.read(manuscript.write(document))
    assert read.strays == []
    assert without_uids(read.document) == document


@given(st.text() | st.text(alphabet="|-\\:*1. Ta\n"))
def test_no_text_is_refused(text):
    manuscript.read(text)


def test_a_source_with_a_date_that_is_none_is_listed():
    line = "1. [Title](https://example.com/), Press, read 2026-99-99"
    read = manuscript.read(f"{OWNERS_TEXT}\nSources:\n{line}")
    assert read.strays == [line]
    assert read.document["sources"] == []


def test_a_table_of_five_subjects_gives_four_and_names_the_fifth():
    read = manuscript.read(
        "Title\n\nTitle: H\n\n| x | A | B | C | D | E |\n| --- |\n| y | 1 | 2 | 3 | 4 | 5 |"
    )
    assert [subject["name"] for subject in read.document["subjects"]] == ["A", "B", "C", "D"]
    assert read.strays == ["x", "E", "5"]


def test_a_heading_before_all_subjects_is_listed_as_typed_and_what_follows_stays_in_the_introduction():
    tea = "Defining Tea:\n\nLeaves in water.\n\nKey Attributes of Tea:\n\n1. **Mild:** It is mild."
    milk = "Defining Milk:\n\nIt is white.\n\nKey Attributes of Milk:\n\n1. **White:** It is."
    read = manuscript.read(
        f"Tea and Milk\n\nSummary.\n\nFirst.\n\n# Background\n\nLong ago.\n\n{tea}\n\n{milk}\n\nThe end."
    )
    assert read.document["introduction"] == "First.\n\nLong ago."
    assert read.document["conclusion"] == "The end."
    assert [subject["definition"] for subject in read.document["subjects"]] == [
        "Leaves in water.",
        "It is white.",
    ]
    assert read.strays == ["# Background"]
