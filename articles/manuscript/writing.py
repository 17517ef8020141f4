"""Document to text."""

import re

from articles.manuscript.notation import ENDS_A_SENTENCE, SOURCES, TABLE_CORNER, escape_cell, escape_line
from articles.models import AlsoRead
from articles.points import format_points

Place = AlsoRead.Place


def write(document, *, slug="", topic="", authors=()):
    """The manuscript of `document`; `read` gives the same document back, but for uids and the targets' ids."""
    head = {
        "Slug": slug,
        "Topic": topic,
        "Authors": ", ".join(authors),
        "Language": document["language"],
        "Description": document["description"],
    }
    links = {place: [] for place in Place.values}
    for row in document["also_read"]:
        links[row["place"]].append(f"Also read: {row['title']}")
    blocks = [
        "\n".join(f"{key}: {value}" for key, value in head.items() if value),
        escape_line(document["title"]),
        _prose(document["summary"], bare_is_fine=True),
        f"Title: {document['headline']}".rstrip(),
        *links[Place.HEADLINE],
        _prose(document["introduction"]),
        _table(document),
        *links[Place.INTRODUCTION],
        *(block for subject in document["subjects"] for block in _subject_blocks(subject)),
        *links[Place.SUBJECTS],
        document["relationship_heading"] and f"{document['relationship_heading']}:",
        format_points(document["relationship"]),
        *links[Place.RELATIONSHIP],
        _prose(document["conclusion"]),
        *links[Place.CONCLUSION],
        _sources(document["sources"]),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _subject_blocks(subject):
    yield f"{subject['heading']}:"
    yield _prose(subject["definition"])
    yield f"{subject['attributes_heading']}:"
    yield format_points(subject["attributes"])


def _prose(text, *, bare_is_fine=False):
    return "\n\n".join(_escape_block(block, bare_is_fine) for block in text.split("\n\n"))


def _escape_block(block, bare_is_fine):
    lines = [escape_line(line) for line in block.split("\n")]
    alone = len(lines) == 1 and lines[0] and not lines[0].startswith("\\")
    if alone and (lines[0].endswith(":") or not (bare_is_fine or lines[0].endswith(ENDS_A_SENTENCE))):
        lines[0] = f"\\{lines[0]}"
    return "\n".join(lines)


def _table(document):
    if not document["subjects"]:
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
    title = re.sub(r"([\\\]])", r"\\\1", source["title"])
    read = source["accessed_on"] and f"read {source['accessed_on']}"
    return ", ".join(filter(None, [f"[{title}]({source['url']})", source["publisher"], read]))
