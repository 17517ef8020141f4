"""Document to text."""

import re

from articles.manuscript.blocks import title_of
from articles.manuscript.notation import (
    ENDS_AS_IF_READ,
    HEAD_LINE,
    LINKED,
    LITERAL,
    SOURCES,
    TABLE_CORNER,
    Kind,
    escape_block,
    escape_cell,
    heading,
    join_names,
    kind,
)
from articles.manuscript.sections import Section
from articles.manuscript.sharing import is_in_order
from articles.models import AlsoRead
from articles.points import format_points

Place = AlsoRead.Place


def write(document, *, slug="", topic="", authors=(), addresses=None):
    """The manuscript of `document`; `read` gives the same document back, but for uids, slots and the targets' ids.

    An also-read whose target's id is in `addresses` names it by the slug that stands there.
    """
    head = {
        "Slug": slug,
        "Topic": topic,
        "Authors": join_names(authors),
        "Language": document["language"],
        "Description": document["description"],
        "Cover": document["cover"],
    }
    links = _links(document, addresses or {})
    blocks = [
        "\n".join(f"{key}: {value}" for key, value in head.items() if value),
        _title(document["title"]),
        _prose(document["summary"], bare_is_fine=True),
        f"Title: {document['headline']}".rstrip(),
        *links[Place.HEADLINE],
        _prose(document["introduction"]),
        _table(document),
        *links[Place.INTRODUCTION],
        *_subjects(document),
        *links[Place.SUBJECTS],
        document["relationship_heading"] and _heading(document["relationship_heading"]),
        format_points(document["relationship"]),
        *links[Place.RELATIONSHIP],
        *_conclusion(document),
        *links[Place.CONCLUSION],
        _sources(document["sources"]),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _title(title):
    is_plain = title == title_of(title) and not HEAD_LINE.match(title)
    return title if is_plain else f"\\{title}"


def _heading(words, *, is_clear=True):
    line = f"{words}:"
    is_plain = is_clear and kind(line) == Kind.HEADING and heading(line) == words
    return line if is_plain else f"{LITERAL}{line}"


def _subjects(document):
    """The blocks of all subjects. Where the headings could be read as another's, none is to be looked at."""
    names = [subject["name"] for subject in document["subjects"]]
    is_clear = is_in_order(names, [*_sections(document)])
    for subject in document["subjects"]:
        yield _heading(subject["heading"], is_clear=is_clear)
        yield f"Picture: {subject['picture']}" if subject["picture"] else ""
        yield _prose(subject["definition"])
        yield _heading(subject["attributes_heading"], is_clear=is_clear)
        yield format_points(subject["attributes"])


def _sections(document):
    """What a reader finds under the headings, as far as it matters to whose they are."""
    for subject in document["subjects"]:
        yield Section(subject["heading"], prose=[subject["definition"]], picture=subject["picture"])
        yield Section(subject["attributes_heading"], points=subject["attributes"])
    if document["relationship_heading"]:
        yield Section(document["relationship_heading"], points=document["relationship"])


def _prose(text, *, bare_is_fine=False):
    return text and "\n\n".join(
        escape_block(block, bare_is_fine=bare_is_fine) for block in text.split("\n\n")
    )


def _conclusion(document):
    """Without points before it that are complete, it needs a heading to be told from them."""
    points = document["relationship"]
    if document["conclusion"] and not (points and points[-1]["text"]):
        yield "Conclusion:"
    yield _prose(document["conclusion"])


def _links(document, addresses):
    """Lines by place. One that stands after something that is not there says so."""
    is_there = {
        Place.HEADLINE: True,
        Place.INTRODUCTION: document["introduction"] or document["subjects"] or document["comparison"],
        Place.SUBJECTS: document["subjects"],
        Place.RELATIONSHIP: document["relationship_heading"],
        Place.CONCLUSION: document["conclusion"],
    }
    lines = {place: [] for place in Place.values}
    for row in document["also_read"]:
        where = "" if is_there[row["place"]] else f" after the {row['place']}"
        lines[row["place"]].append(f"Also read{where}: {_link(row, addresses)}")
    return lines


def _link(row, addresses):
    if row["article"] in addresses:
        return f"[{_escape_label(row['title'])}]({addresses[row['article']]})"
    looks_otherwise = row["title"].startswith("\\") or LINKED.match(row["title"])
    return f"\\{row['title']}" if looks_otherwise else row["title"]


def _table(document):
    if not (document["subjects"] or document["comparison"]):
        return ""
    names = [subject["name"] for subject in document["subjects"]]
    slots = [str(subject["slot"]) for subject in document["subjects"]]
    rows = [[TABLE_CORNER, *names], ["---"] * (len(names) + 1)]
    rows += [[row["aspect"], *(row["cells"][slot] for slot in slots)] for row in document["comparison"]]
    return "\n".join(f"| {' | '.join(map(escape_cell, row))} |" for row in rows)


def _sources(sources):
    if not sources:
        return ""
    return "\n".join([SOURCES, *(f"{n}. {_source(source)}" for n, source in enumerate(sources, start=1))])


def _source(source):
    publisher, day = source["publisher"], source["accessed_on"]
    # A publisher that ends as if it had been read is followed by the word once more, without a day.
    read = f"read {day}".rstrip() if day or ENDS_AS_IF_READ.search(publisher) else ""
    return ", ".join(filter(None, [f"[{_escape_label(source['title'])}]({source['url']})", publisher, read]))


def _escape_label(words):
    return re.sub(r"([\\\]])", r"\\\1", words)
