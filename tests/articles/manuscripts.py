"""Documents of all shapes for the tests that make texts of them: with parts that are missing, and with words that look
like notation.
"""

import json
import re

from hypothesis import strategies as st

from articles.models import AlsoRead
from articles.models.parts import SLOTS


def without_uids(document):
    return json.loads(re.sub(r'"uid": "[^"]*"', '"uid": ""', json.dumps(document)))


words = st.text(alphabet='ab Ä中ع\\|*:.#-_[](),01"’•^', min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "x"
)
lookalikes = st.sampled_from(
    [
        *("Sources:", "Sources", "Conclusion:", "Introduction", "Also read", "Also read: x", "Title: y"),
        *("1. **A:** b", "2. Tea: a drink", "• Tea: a drink", "- **Tea** a drink", "- a", "o a"),
        *("| a | b |", "\\x", "\\", "Slug: z", "Author: z", "Bare line", "Colon:", "Colon：", "A sentence."),
        *("[^1]", "[^1]:", "[^1]: x", "\\[^1]", "[^1](x)", "Tea[^1]", "1. [^1]", "[^1] Tea: a drink"),
        *("# One", "## Two", "###### Six:", "**Bold:**", "**Bold**:", "**Title:** x", "[a](b)", "a, read"),
        *(
            "P, read 2026-11-23",
            "Also read after the subjects: x",
            "a\\, b",
            "شاي: مشروب",
            "Picture: 12",
            "Cover: 12",
        ),
    ]
)
# Names and headings that could be of another subject, or of the relationship.
misleading = st.sampled_from(
    ["Tea", "tea", "Green Tea", "Milk", "Defining Tea", "Defining Milk", "Key Attributes of Milk", "Together"]
)
line = words | lookalikes
title = line | misleading
long = st.sampled_from(["a" * 70 + " b" * 20, "Many words " * 11 + "and a colon:"])
paragraph = st.lists(line | long, min_size=1, max_size=3).map("\n".join)
table = "a\tb\tc\nd\te\tf"
tabbed = st.sampled_from([table, "    code", "\tcode:"])
prose = st.lists(paragraph | tabbed, min_size=1, max_size=3).map("\n\n".join)
maybe_line, maybe_prose = st.just("") | line, st.just("") | prose
points = st.lists(
    st.fixed_dictionaries(
        {
            "title": words.map(lambda text: text.rstrip(": ") or "t"),
            "text": st.just("") | st.just(table) | paragraph,
        }
    ),
    max_size=3,
)


pictures = st.none() | st.sampled_from([1, 12, 999_999_999])


def subject(slot):
    return st.fixed_dictionaries(
        {
            "uid": st.just(""),
            "slot": st.just(slot),
            "name": title,
            "heading": title | long,
            "definition": maybe_prose,
            "attributes_heading": title | long,
            "attributes": points,
            "picture": pictures,
        }
    )


def row(slots):
    cells = st.fixed_dictionaries({str(slot): maybe_line for slot in slots})
    return st.fixed_dictionaries({"uid": st.just(""), "aspect": line, "cells": cells})


sources = st.fixed_dictionaries(
    {
        "uid": st.just(""),
        "title": line,
        "url": st.sampled_from(["", "https://example.com/a", "https://example.com/Tea_(drink),_hot"]),
        "publisher": maybe_line | st.just("read"),
        "accessed_on": st.sampled_from(["", "2026-11-23"]),
    }
)
places = {place: number for number, place in enumerate(AlsoRead.Place.values)}
links = st.fixed_dictionaries(
    {"uid": st.just(""), "article": st.none(), "title": line, "place": st.sampled_from([*places])}
)


def in_order(rows):
    """A text has its links in the order of the page."""
    return sorted(rows, key=lambda row: places[row["place"]])


def document_of(slots):
    relationship = st.tuples(st.just(""), st.just([])) | st.tuples(title | long, points)
    fields = {
        "schema_version": st.just(3),
        "title": line,
        "headline": maybe_line,
        "summary": maybe_prose,
        "description": maybe_line,
        "language": st.just("en"),
        "cover": pictures,
        "introduction": maybe_prose,
        "subjects": st.tuples(*map(subject, slots)).map(list),
        "comparison": st.lists(row(slots), max_size=2),
        "relationship_heading": relationship,
        "relationship": st.none(),
        "conclusion": maybe_prose,
        "also_read": st.lists(links, max_size=4).map(in_order),
        "sources": st.lists(sources, max_size=2),
        "updated": st.none(),
        "changes": st.just([]),
        "pictures": st.just({}),
    }
    return st.fixed_dictionaries(fields).map(
        lambda document: (
            document
            | dict(
                zip(("relationship_heading", "relationship"), document["relationship_heading"], strict=True)
            )
        )
    )


documents = st.integers(0, 4).flatmap(lambda count: document_of(SLOTS[:count]))
# The slots of a draft stand in any order, with gaps.
drafts = st.permutations(SLOTS).flatmap(
    lambda slots: st.integers(0, 4).flatmap(lambda count: document_of(slots[:count]))
)
