"""Text to document. Blocks of lines are taken one after another; what stands where decides what it is."""

import re
from dataclasses import dataclass, field

from django.utils.dateparse import parse_date

from articles.document import SCHEMA_VERSION, one_line
from articles.manuscript.notation import (
    ALSO_READ,
    ENDS_A_SENTENCE,
    HEAD_LINE,
    HEADLINE,
    SOURCE,
    SOURCES,
    split_row,
    unescape,
    unescape_cell,
)
from articles.models import AlsoRead
from articles.models.draft import default_language
from articles.models.parts import SLOTS, new_uid
from articles.points import POINT, parse_points
from articles.prose import normalise

Place = AlsoRead.Place


@dataclass
class Manuscript:
    """A text that was read: `head` by lower-case key, the document, and the lines that nothing could be made of."""

    head: dict
    document: dict
    strays: list = field(default_factory=list)


def read(text):
    """Read `text`. No text is refused: what fits nothing is in `strays`, for the editor to say what it is."""
    head, blocks = _split_head(normalise(text).split("\n\n"))
    return _Reader(head).read(blocks)


def _split_head(blocks):
    lines = blocks[0].split("\n")
    matches = [HEAD_LINE.match(line) for line in lines]
    if not all(matches):
        return {}, blocks
    return {match[1].lower(): match[2].strip() for match in matches}, blocks[1:]


@dataclass
class _Section:
    """What stands under one heading."""

    heading: str
    prose: list = field(default_factory=list)
    points: list = field(default_factory=list)


class _Reader:
    def __init__(self, head):
        self.head = head
        self.names, self.rows = [], []
        self.opening, self.sections, self.conclusion = [], [], []
        self.links, self.sources, self.strays = [], [], []
        self.in_sources = False

    def read(self, blocks):
        blocks = [*blocks, ""]
        title, blocks = blocks[0], blocks[1:]
        summary, headline, blocks = _split_summary(blocks)
        for block in filter(None, blocks):
            self._take(block)
        subjects, relationship = self._subjects_and_relationship()
        document = {
            "schema_version": SCHEMA_VERSION,
            "title": one_line(unescape(title)),
            "headline": one_line(headline),
            "summary": summary,
            "description": self.head.get("description", ""),
            "language": self.head.get("language") or default_language(),
            "introduction": "\n\n".join(self.opening),
            "subjects": subjects,
            "comparison": [self._row(cells, subjects) for cells in self.rows],
            "relationship_heading": relationship.heading,
            "relationship": relationship.points,
            "conclusion": "\n\n".join(self.conclusion),
            "also_read": [self._link(title, where) for title, where in self.links],
            "sources": self.sources,
            "updated": None,
            "changes": [],
        }
        return Manuscript(self.head, document, self.strays)

    def _take(self, block):
        """Put one block where it belongs."""
        first, *more = block.split("\n")
        if block.startswith("|"):
            self._take_table(block.split("\n"))
        elif not more and (match := ALSO_READ.match(block)):
            self.links.append((one_line(match[1]), self._where()))
        elif first == SOURCES or (self.in_sources and SOURCE.match(first)):
            self.in_sources = True
            self._take_sources(more if first == SOURCES else [first, *more])
        elif not more and _is_heading(block):
            self.sections.append(_Section(one_line(block[:-1])))
        elif POINT.match(first) and self.sections:
            self._take_points(block)
        elif not more and not block.startswith("\\") and not block.endswith(ENDS_A_SENTENCE):
            self.strays.append(block)
        else:
            self._take_prose(unescape(block))

    def _where(self):
        if not self.sections:
            return (Place.INTRODUCTION if self.opening or self.names else Place.HEADLINE), None
        after = Place.CONCLUSION if self.conclusion else Place.RELATIONSHIP
        return after, len(self.sections)

    def _take_table(self, lines):
        rows = [[unescape_cell(cell) for cell in split_row(line)] for line in lines]
        rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
        if rows and not self.names:
            names, rows = rows[0][1:], rows[1:]
            self.names, too_many = names[: len(SLOTS)], names[len(SLOTS) :]
            self.strays.extend(too_many)
        self.rows.extend(rows)

    def _take_sources(self, lines):
        for line in lines:
            match = SOURCE.match(line)
            if match and _is_date(match[4]):
                title, url, publisher, accessed_on = match.groups(default="")
                self.sources.append(
                    {
                        "uid": new_uid(),
                        "title": re.sub(r"\\(.)", r"\1", title),
                        "url": url,
                        "publisher": publisher,
                        "accessed_on": accessed_on,
                    }
                )
            else:
                self.strays.append(line)

    def _take_points(self, block):
        points, strays = parse_points(block)
        self.sections[-1].points.extend(points)
        self.strays.extend(line for _, line in strays)

    def _take_prose(self, block):
        if not self.sections:
            self.opening.append(block)
        elif self.sections[-1].points and not self._more_sections_expected():
            self.conclusion.append(block)
        else:
            self.sections[-1].prose.append(block)

    def _more_sections_expected(self):
        return len(self.sections) < 2 * len(self.names)

    def _subjects_and_relationship(self):
        """Sections come in pairs, one pair a subject; the one after them is the relationship."""
        count = len(self.names) or _count_pairs(self.sections)
        pairs, rest = self.sections[: 2 * count], self.sections[2 * count :]
        relationship = rest[0] if rest else _Section("")
        for section in rest:
            self.conclusion[:0] = section.prose
        for section in rest[1:]:
            self.strays.append(f"{section.heading}:")
            relationship.points.extend(section.points)
        subjects = [self._subject(slot, *pairs[2 * slot - 2 : 2 * slot]) for slot in range(1, count + 1)]
        return subjects, relationship

    def _subject(self, slot, defining=None, attributes=None):
        defining, attributes = defining or _Section(""), attributes or _Section("")
        name = self.names[slot - 1] if self.names else _shared_name(defining.heading, attributes.heading)
        return {
            "uid": new_uid(),
            "slot": slot,
            "name": name,
            "heading": defining.heading or name,
            "definition": "\n\n".join(defining.prose + attributes.prose),
            "attributes_heading": attributes.heading or f"Key Attributes of {name}",
            "attributes": defining.points + attributes.points,
        }

    def _row(self, cells, subjects):
        aspect, *texts = cells
        texts += [""] * len(subjects)
        return {
            "uid": new_uid(),
            "aspect": aspect,
            "cells": {str(subject["slot"]): texts[subject["slot"] - 1] for subject in subjects},
        }

    def _link(self, title, where):
        place, sections = where
        if sections is not None and sections <= 2 * (len(self.names) or _count_pairs(self.sections)):
            place = Place.CONCLUSION if place == Place.CONCLUSION else Place.SUBJECTS
        return {"uid": new_uid(), "article": None, "title": title, "place": str(place)}


def _split_summary(blocks):
    """Split off (summary, headline); without a `Title:` line the first paragraph is the summary."""
    for index, block in enumerate(blocks):
        first, *more = block.split("\n", 1)
        if match := HEADLINE.match(first):
            return "\n\n".join(map(unescape, blocks[:index])), match[1], [*more, *blocks[index + 1 :]]
    return unescape(blocks[0]) if blocks else "", "", blocks[1:]


def _is_date(text):
    try:
        return not text or bool(parse_date(text))
    except ValueError:
        return False


def _is_heading(line):
    return line.endswith(":") and not line.startswith("\\") and not POINT.match(line)


def _count_pairs(sections):
    """How many subjects stand there when no table names them: prose under one heading, points under the next."""
    count = 0
    for defining, attributes in zip(sections[::2], sections[1::2], strict=False):
        if defining.points or not attributes.points:
            break
        count += 1
    return count


def _shared_name(heading, other):
    """The words in which two headings end alike: “Defining Tea”, “Key Attributes of Tea”."""
    shared = []
    for word, same in zip(reversed(heading.split()), reversed(other.split()), strict=False):
        if word != same:
            break
        shared.insert(0, word)
    return " ".join(shared) or heading
