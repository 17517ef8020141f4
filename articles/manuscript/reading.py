"""Text to document. Blocks of lines are taken one after another; what stands where decides what it is."""

import re
from dataclasses import dataclass, field

from articles.document import SCHEMA_VERSION, one_line
from articles.manuscript.blocks import cut
from articles.manuscript.notation import (
    ALSO_READ,
    HEADLINE,
    KNOWN_CORNERS,
    LINKED,
    PICTURE,
    SOURCE,
    Kind,
    heading,
    is_as_it_stands,
    is_date,
    kind,
    plain,
    split_row,
    unescape,
    with_all_marks,
)
from articles.manuscript.sections import Section, subject
from articles.manuscript.sharing import before_all_subjects, names_in, share_out
from articles.models import AlsoRead
from articles.models.draft import default_language
from articles.models.parts import SLOTS, new_uid
from articles.points import POINT, parse_points

Place = AlsoRead.Place


@dataclass
class Manuscript:
    """A text that was read.

    `head` by lower-case key, the document, the lines that nothing could be made of, and the slugs of the articles that
    also-reads name by an address, by the rows' uid.
    """

    head: dict
    document: dict
    strays: list = field(default_factory=list)
    targets: dict = field(default_factory=dict)


def read(text):
    """Read `text`. No text is refused: what fits nothing is in `strays`, for the editor to say what it is."""
    return _Reader(*cut(text)).read()


class _Reader:
    def __init__(self, head, strays, title, blocks):
        self.head, self.strays, self.title, self.blocks = head, strays, title, blocks
        self.summary, self.headline = "", ""
        self.names, self.rows = [], []
        self.opening, self.sections, self.conclusion = [], [], []
        self.links, self.sources, self.targets = [], [], {}
        self.language = self.head.get("language") or default_language()
        self.under = ""  # the last of the notation's own headings, until another one comes

    def read(self):
        self._take_summary()
        for block in self.blocks:
            self._take(block)
        subjects, relationship = self._subjects_and_relationship()
        document = {
            "schema_version": SCHEMA_VERSION,
            "title": one_line(self.title),
            "headline": self.headline,
            "summary": self.summary,
            "description": one_line(self.head.get("description", "")),
            "language": self.language,
            "cover": self._cover(),
            "introduction": "\n\n".join(self.opening),
            "subjects": subjects,
            "comparison": [self._row(cells, subjects) for cells in self.rows],
            "relationship_heading": relationship.heading,
            "relationship": relationship.points,
            "conclusion": "\n\n".join(self.conclusion),
            "also_read": [self._link(*link) for link in self.links],
            "sources": self.sources,
            "updated": None,
            "changes": [],
            "pictures": {},
        }
        return Manuscript(self.head, document, self.strays, self.targets)

    def _take_summary(self):
        """All paragraphs up to the `Title:` line; without one, the first paragraph."""
        kinds = [_kind(block) for block in self.blocks]
        count = next((n for n, what in enumerate(kinds) if what not in (Kind.PROSE, Kind.BARE)), len(kinds))
        if kinds[count : count + 1] != [Kind.HEADLINE]:
            count = min(count, 1)
        self.summary = "\n\n".join(map(unescape, self.blocks[:count]))
        self.blocks = self.blocks[count:]

    def _take(self, block):
        """Put one block where it belongs."""
        what = _kind(block)
        say_what_they_are = {
            Kind.TABLE: self._take_table,
            Kind.HEADLINE: self._take_headline,
            Kind.LINK: self._take_link,
            Kind.PICTURE: self._take_picture,
            Kind.MARK: self._take_mark,
            Kind.HEADING: self._take_heading,
        }
        if take := say_what_they_are.get(what):
            take(block)
        elif self.under in ("sources", "references"):
            self._take_sources(block.split("\n"))
        elif what == Kind.BARE and self.under == "also read":
            self.links.append(self._place_link(None, block))
        elif what == Kind.POINTS and self._takes_points(block):
            self._take_points(block)
        elif what == Kind.BARE and not self._point_waits():
            self.strays.append(block.strip())
        else:
            self._take_prose(block)

    def _take_link(self, block):
        self.links.append(self._place_link(*ALSO_READ.match(plain(block.strip())).groups()))

    def _take_headline(self, block):
        words = one_line(HEADLINE.match(plain(block.strip()))[1])
        if self.headline:
            self.strays.append(words)
        else:
            self.headline = words

    def _take_picture(self, block):
        section = self.sections[-1] if self.sections else Section("")
        if self.sections and section.picture is None:
            section.picture = int(PICTURE.match(plain(block.strip()))[1])
        else:
            self.strays.append(block.strip())

    def _cover(self):
        number = self.head.get("cover", "")
        if number and not re.fullmatch(r"\d{1,9}", number):
            self.strays.append(f"Cover: {number}")
            return None
        return int(number) if number else None

    def _take_mark(self, block):
        self.under = heading(block.strip()).casefold()
        if self.under == "introduction" and self.sections:
            self.strays.append(block.strip())

    def _take_heading(self, block):
        line, self.under = block.strip(), ""
        self.sections.append(Section(one_line(heading(line)), is_placed=is_as_it_stands(line), line=line))

    def _place_link(self, place, title):
        return one_line(title), *((place.lower(), None) if place else self._where())

    def _where(self):
        if self.conclusion:
            return Place.CONCLUSION, None
        if self.sections:
            return Place.RELATIONSHIP, len(self.sections)
        is_first = not (self.opening or self.names or self.rows)
        return (Place.HEADLINE if is_first else Place.INTRODUCTION), None

    def _take_table(self, block):
        if self.sections and self.sections[-1].is_empty:
            # A heading over the table belongs to no subject.
            self.strays.append(self.sections.pop().line)
        rows = [split_row(line) for line in block.split("\n")]
        if len(rows) > 1 and all(re.fullmatch(r":?-+:?", cell) for cell in rows[1]):
            del rows[1]
        if not self.names:
            self._take_names(*rows.pop(0))
        self.rows.extend(row for row in rows if any(row))

    def _take_names(self, corner, *names):
        if corner.casefold() not in KNOWN_CORNERS:
            self.strays.append(corner)
        self.names = list(map(one_line, names))
        while self.names and not self.names[-1]:
            self.names.pop()
        self.strays.extend(filter(None, self.names[len(SLOTS) :]))

    def _take_sources(self, lines):
        for line in lines:
            match = SOURCE.match(line)
            if match and is_date(match[4]):
                title, url, publisher, accessed_on = match.groups(default="")
                self.sources.append(
                    {
                        "uid": new_uid(),
                        "title": one_line(re.sub(r"\\(.)", r"\1", title)),
                        "url": url,
                        "publisher": one_line(publisher),
                        "accessed_on": accessed_on,
                    }
                )
            else:
                self.strays.append(line.strip())

    def _takes_points(self, block):
        """Whether points stand here; without all of their marks they do right under a heading, and after others."""
        if not self.sections:
            return False
        section = self.sections[-1]
        return bool(POINT.match(block.split("\n")[0].strip()) or section.points or not section.prose)

    def _take_points(self, block):
        lines = block.split("\n")
        if not POINT.match(lines[0].strip()):
            lines = [with_all_marks(line.strip()) for line in lines]
        points, strays = parse_points("\n".join(lines))
        self.sections[-1].points.extend(points)
        self.strays.extend(line for _, line in strays)

    def _point_waits(self):
        """Whether the last point has a title and no text yet."""
        points = self.sections[-1].points if self.sections and not self.under else []
        return bool(points) and not points[-1]["text"]

    def _take_prose(self, block):
        text = unescape(block)
        if self._point_waits():
            self.sections[-1].points[-1]["text"] = "\n".join(line.strip() for line in text.split("\n"))
        elif self.under == "conclusion":
            self.conclusion.append(text)
        elif not self.sections:
            self.opening.append(text)
        elif self.sections[-1].points and not self._more_sections_expected():
            self.conclusion.append(text)
        else:
            self.sections[-1].prose.append(text)

    def _more_sections_expected(self):
        return len(self.sections) < 2 * len(self.names[: len(SLOTS)])

    def _subjects_and_relationship(self):
        names = self.names or names_in(self.sections)
        pairs, rest, strays = share_out(names, self.sections)
        self.strays.extend(strays)
        relationship = self._relationship(rest)
        self.of_subjects = next(
            (place for place, section in enumerate(self.sections) if section is relationship),
            len(self.sections),
        )
        subjects = [
            subject(slot, names[slot - 1], self.language, *pair) for slot, pair in enumerate(pairs, start=1)
        ]
        return subjects, relationship

    def _relationship(self, rest):
        """Of the sections that are no subject's the first with points; what the others say goes to it and on.

        One of prose alone is none: the prose goes to the conclusion, or where it stands before all subjects to the
        introduction, and the heading is listed.
        """
        early = dict.fromkeys(before_all_subjects(rest, self.sections))
        self.opening += [text for section in early for text in section.prose]
        late = [section for section in rest if section not in early]
        relationship = next((section for section in late if section.points), None)
        relationship = relationship or next((section for section in late if section.is_empty), Section(""))
        self.conclusion[:0] = [text for section in late for text in section.prose]
        self.strays.extend(f"Picture: {section.picture}" for section in rest if section.picture)
        for section in rest:
            if section is not relationship:
                self.strays.append(section.line)
                relationship.points.extend(section.points)
        return relationship

    def _row(self, cells, subjects):
        aspect, *texts = map(one_line, cells)
        self.strays.extend(filter(None, texts[len(subjects) :]))
        texts += [""] * len(subjects)
        return {
            "uid": new_uid(),
            "aspect": aspect,
            "cells": {str(subject["slot"]): texts[subject["slot"] - 1] for subject in subjects},
        }

    def _link(self, title, place, sections):
        if sections is not None and sections <= self.of_subjects:
            place = Place.SUBJECTS
        row = {"uid": new_uid(), "article": None, "title": title.removeprefix("\\"), "place": str(place)}
        if match := LINKED.match(title):
            row["title"], self.targets[row["uid"]] = re.sub(r"\\(.)", r"\1", match[1]), match[2]
        return row


def _kind(block):
    return kind(*block.split("\n", 2)[:2])
