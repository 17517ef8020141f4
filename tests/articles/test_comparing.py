"""What differs between two documents, in words."""

import copy
import re
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.comparing import compare
from articles.document import OF_PUBLISHING
from articles.word_diff import word_diff
from tests.articles.manuscripts import documents as documents_without_uids
from tests.articles.manuscripts import row

LISTS = ("subjects", "comparison", "also_read", "sources")
slowly = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])


def with_uids(document):
    for name in LISTS:
        for number, item in enumerate(document[name]):
            item["uid"] = f"{name}-{number}"
    return document


documents = documents_without_uids.map(with_uids)


def leaves(value, path=()):
    """The paths to all that stands at the ends of a document."""
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(part, (*path, key))
    else:
        yield path


def changed_at(document, path):
    document = copy.deepcopy(document)
    *outer, last = path
    part = document
    for key in outer:
        part = part[key]
    part[last] = 9 if last in ("slot", "article") else f"{part[last]} and more"
    return document


def told(old, new):
    return [(change.where, change.kind, change.old, change.new) for change in compare(old, new)]


def tea_and_coffee():
    def subject(slot, name, *titles):
        attributes = [{"title": title, "text": f"{title}, it is said."} for title in titles]
        fields = {"heading": f"Defining {name}", "definition": "A drink.", "attributes_heading": "Key"}
        return {"uid": name, "slot": slot, "name": name, "attributes": attributes} | fields

    def aspect(name):
        return {"uid": name, "aspect": name, "cells": {"1": f"{name} of tea", "2": f"{name} of coffee"}}

    texts = ("title", "headline", "summary", "description", "introduction", "conclusion")
    return dict.fromkeys(texts, "Text.") | {
        "schema_version": 2,
        "language": "en",
        "subjects": [subject(1, "Tea", "Warm", "Green", "Old"), subject(2, "Coffee", "Hot", "Black")],
        "comparison": [aspect("Origin"), aspect("Taste"), aspect("Price"), aspect("Use")],
        "relationship_heading": "Together",
        "relationship": [{"title": "Drinks", "text": "Both are."}],
        "also_read": [{"uid": "a", "article": 5, "title": "Cocoa", "place": "headline"}],
        "sources": [
            {"uid": "s", "title": "Book", "url": "https://a.example", "publisher": "", "accessed_on": ""}
        ],
    }


@slowly
@given(documents)
def test_a_document_says_the_same_as_itself(document):
    assert compare(document, copy.deepcopy(document)) == []


@slowly
@given(documents, st.data())
def test_whatever_is_changed_is_told(document, data):
    content = [path for path in leaves(document) if path[0] not in OF_PUBLISHING and path[-1] != "uid"]
    path = data.draw(st.sampled_from(content))
    assert compare(document, changed_at(document, path)) != []


@slowly
@given(documents, st.data())
def test_one_row_more_is_one_addition_wherever_it_stands(document, data):
    new = copy.deepcopy(document)
    slots = [subject["slot"] for subject in document["subjects"]]
    added = data.draw(row(slots)) | {"uid": "new", "aspect": "Never seen before"}
    new["comparison"].insert(data.draw(st.integers(0, len(document["comparison"]))), added)
    assert [(c.path, c.kind) for c in compare(document, new)] == [
        (("Comparison", "Never seen before"), "added")
    ]
    assert [(c.path, c.kind) for c in compare(new, document)] == [
        (("Comparison", "Never seen before"), "removed")
    ]


@slowly
@given(st.permutations(range(6)))
def test_as_few_rows_as_possible_are_told_as_moved(order):
    old = tea_and_coffee()
    old["comparison"] = [{"uid": str(n), "aspect": f"Aspect {n}", "cells": {}} for n in range(6)]
    new = old | {"comparison": [old["comparison"][n] for n in order]}
    rising = max(
        size for size in range(7) if any(list(run) == sorted(run) for run in combinations(order, size))
    )
    changes = compare(old, new)
    assert {change.kind for change in changes} <= {"moved"}
    assert len(changes) == 6 - rising


def test_a_change_is_told_with_its_place_in_words_and_both_texts():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["summary"] = "Other text."
    new["subjects"][0]["attributes"][1]["text"] = "Green as grass."
    new["comparison"][1]["cells"]["2"] = "Bitter"
    new["conclusion"] = ""
    new["also_read"][0]["place"] = "conclusion"
    new["sources"][0]["url"] = "https://b.example"
    new["sources"][0]["publisher"] = "Press"
    assert told(old, new) == [
        ("Summary", "changed", "Text.", "Other text."),
        ("Tea · Key attributes · 2 · text", "changed", "Green, it is said.", "Green as grass."),
        ("Comparison · Taste · Coffee", "changed", "Taste of coffee", "Bitter"),
        ("Conclusion", "removed", "Text.", ""),
        ("Also read 1 · place", "changed", "after the headline", "after the conclusion"),
        ("Source 1 · address", "changed", "https://a.example", "https://b.example"),
        ("Source 1 · publisher", "added", "", "Press"),
    ]


def test_a_row_that_was_moved_and_changed_is_told_as_both():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["comparison"].append(new["comparison"].pop(0))
    new["comparison"][3]["cells"]["1"] = "China"
    assert told(old, new) == [
        ("Comparison · Origin", "moved", "1. Origin", "4. Origin"),
        ("Comparison · Origin · Tea", "changed", "Origin of tea", "China"),
    ]


def test_a_row_that_was_renamed_is_known_by_its_uid():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["comparison"][0]["aspect"] = "Home"
    assert told(old, new) == [("Comparison · Home · aspect", "changed", "Origin", "Home")]


def test_a_text_that_was_read_anew_has_other_uids_and_is_known_by_its_names():
    old, new = tea_and_coffee(), tea_and_coffee()
    for name in LISTS:
        for item in new[name]:
            item["uid"] += " anew"
    assert compare(old, new) == []


def test_a_subject_that_left_is_told_whole_and_takes_its_cells_along():
    old, new = tea_and_coffee(), tea_and_coffee()
    del new["subjects"][0]
    new["comparison"] = [line | {"cells": {"2": line["cells"]["2"]}} for line in new["comparison"][:1]]
    old["comparison"] = old["comparison"][:1]
    gone, cell = compare(old, new)
    assert (gone.where, gone.kind) == ("Tea", "removed")
    assert "definition: A drink." in gone.old
    assert "Green, it is said." in gone.old
    assert (cell.where, cell.kind, cell.old) == ("Comparison · Origin · Tea", "removed", "Origin of tea")


def test_a_cell_is_compared_with_the_same_subjects_whatever_its_slot():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["subjects"][0]["slot"] = 3
    for line in new["comparison"]:
        line["cells"]["3"] = line["cells"].pop("1")
    assert told(old, new) == [("Tea · colour", "changed", "1", "3")]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Warm", "New", "Green", "Old"], [("Tea · Key attributes · 2", "added")]),
        (["Green", "Old"], [("Tea · Key attributes · 1", "removed")]),
        (["Old", "Warm", "Green"], [("Tea · Key attributes · 1", "moved")]),
        (
            ["Warm", "Other", "Old"],
            [("Tea · Key attributes · 2 · title", "changed"), ("Tea · Key attributes · 2 · text", "changed")],
        ),
    ],
)
def test_points_are_known_by_title_and_else_by_place(titles, expected):
    old, new = tea_and_coffee(), tea_and_coffee()
    new["subjects"][0]["attributes"] = [{"title": t, "text": f"{t}, it is said."} for t in titles]
    assert [(change.where, change.kind) for change in compare(old, new)] == expected


def test_a_point_with_the_same_text_got_another_title():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["relationship"] = [
        {"title": "Nothing", "text": "At all."},
        {"title": "Beverages", "text": "Both are."},
    ]
    assert [(change.where, change.kind) for change in compare(old, new)] == [
        ("Relationship · 1", "added"),
        ("Relationship · 2 · title", "changed"),
    ]


def test_an_article_that_an_also_read_leads_to_is_named():
    old, new = tea_and_coffee(), tea_and_coffee()
    new["also_read"][0]["article"] = 6
    (change,) = compare(old, new, {5: "“Cocoa”", 6: "“Milk”"})
    assert (change.where, change.old, change.new) == ("Also read 1 · leads to", "“Cocoa”", "“Milk”")


def test_what_belongs_to_publishing_is_no_difference():
    old, new = tea_and_coffee(), tea_and_coffee()
    old["schema_version"] = 1
    new |= {
        "updated": "2026-11-24T10:00:00+00:00",
        "changes": [{"at": "", "kind": "update", "note": "More."}],
    }
    assert compare(old, new) == []


def bare(marked, tag):
    marked = re.sub(f"</?{tag}>", "", marked)
    assert "<" not in marked
    for sign, entity in (("<", "&lt;"), ("'", "&#x27;"), ("&", "&amp;")):
        marked = marked.replace(entity, sign)
    return marked


@settings(derandomize=True, max_examples=100)
@given(st.text("ab <&'.\r\n\u2028", max_size=40), st.text("ab <&'.\r\n\u2028", max_size=40))
def test_the_marked_texts_are_the_texts_and_nothing_of_them_becomes_markup(before, after):
    old, new = word_diff(before, after)
    assert (bare(old, "del"), bare(new, "ins")) == (before, after)
    assert ("<del>" in old or "<ins>" in new) is (before != after)


def test_the_words_that_differ_are_marked_and_no_others():
    assert word_diff("Tea is warm.\nIt is green.", "Tea is hot.\nIt is green.") == (
        "Tea is <del>warm</del>.\nIt is green.",
        "Tea is <ins>hot</ins>.\nIt is green.",
    )


def test_words_that_differ_one_after_another_are_marked_together():
    assert word_diff("It is old and dear.", "It is new but cheap.")[0] == "It is <del>old and dear</del>."


def test_in_a_very_long_text_the_lines_that_differ_are_marked_whole():
    long = "many words " * 10_000
    before, after = word_diff(f"The same.\n{long}old", f"The same.\n{long}new")
    assert before == f"The same.\n<del>{long}old</del>"
    assert after == f"The same.\n<ins>{long}new</ins>"
