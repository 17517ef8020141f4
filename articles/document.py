"""The document: an article frozen as JSON. Rows become a document here, and a document becomes rows.

Its shape, schema_version 1. Introduction, definitions, points' texts and conclusion are Markdown, all else plain text:

    {schema_version, title, headline, summary, description, language, introduction,
     subjects: [{uid, slot, name, heading, definition, attributes_heading, attributes: [{title, text}]}],
     comparison: [{uid, aspect, cells: {slot as text: text}}], in the subjects' order,
     relationship_heading, relationship: [{title, text}], conclusion,
     also_read: [{uid, article: id or null, title, place}],
     sources: [{uid, title, url, publisher, accessed_on: ISO date or ""}],
     updated: ISO datetime of the last real change after the first publication, or null}
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.dateparse import parse_date

from articles.models import AlsoRead, Article, ComparisonRow, Source, Subject
from articles.models.parts import CELLS, URL_SCHEMES, settle
from articles.prose import normalise

SCHEMA_VERSION = 1
LINES = ("title", "headline", "description", "language")
PARAGRAPHS = ("summary", "introduction", "conclusion")


def from_rows(article):
    """Freeze the draft. `updated` is null: it belongs to publishing."""
    subjects = list(article.subjects.all())
    return {
        "schema_version": SCHEMA_VERSION,
        **{field: one_line(getattr(article, field)) for field in LINES},
        **{field: normalise(getattr(article, field)) for field in PARAGRAPHS},
        "subjects": [_freeze_subject(subject) for subject in subjects],
        "comparison": [_freeze_row(row, subjects) for row in article.comparison_rows.all()],
        "relationship_heading": _relationship_heading(article),
        "relationship": article.relationship,
        "also_read": [
            {"uid": row.uid, "article": row.target_id, "title": one_line(row.title), "place": row.place}
            for row in article.also_reads.all()
        ],
        "sources": [_freeze_source(source) for source in article.sources.all()],
        "updated": None,
    }


def _relationship_heading(article):
    return one_line(article.relationship_heading) or ("Relationship" if article.relationship else "")


def _freeze_subject(subject):
    name = one_line(subject.name)
    return {
        "uid": subject.uid,
        "slot": subject.slot,
        "name": name,
        "heading": one_line(subject.heading) or name,
        "definition": normalise(subject.definition),
        "attributes_heading": one_line(subject.attributes_heading) or f"Key Attributes of {name}",
        "attributes": subject.attributes,
    }


def _freeze_row(row, subjects):
    cells = {str(subject.slot): one_line(getattr(row, f"cell_{subject.slot}")) for subject in subjects}
    return {"uid": row.uid, "aspect": one_line(row.aspect), "cells": cells}


def _freeze_source(source):
    return {
        "uid": source.uid,
        "title": one_line(source.title),
        "url": source.url,
        "publisher": one_line(source.publisher),
        "accessed_on": source.accessed_on.isoformat() if source.accessed_on else "",
    }


def one_line(text):
    return " ".join(text.split())


@transaction.atomic
def to_rows(article, content):
    """Write `content` into the draft of `article`, in place of what was there; the article must have a topic."""
    fields = [*LINES, *PARAGRAPHS, "relationship_heading", "relationship"]
    for field in fields:
        setattr(article, field, content[field])
    article.save(update_fields=fields if article.pk else None)
    for rows in (article.subjects, article.comparison_rows, article.also_reads, article.sources):
        rows.all().delete()
    parts = {"article": article}
    Subject.objects.bulk_create(
        Subject(**parts, position=n, **subject) for n, subject in enumerate(content["subjects"], start=1)
    )
    ComparisonRow.objects.bulk_create(
        ComparisonRow(
            **parts,
            position=n,
            uid=row["uid"],
            aspect=row["aspect"],
            **{cell: row["cells"].get(cell.removeprefix("cell_"), "") for cell in CELLS},
        )
        for n, row in enumerate(content["comparison"], start=1)
    )
    AlsoRead.objects.bulk_create(
        AlsoRead(
            **parts, position=n, uid=row["uid"], target=_target(row), title=row["title"], place=row["place"]
        )
        for n, row in enumerate(content["also_read"], start=1)
    )
    Source.objects.bulk_create(
        Source(**parts, position=n, **source | {"accessed_on": parse_date(source["accessed_on"])})
        for n, source in enumerate(content["sources"], start=1)
    )
    settle(article)


def _target(row):
    """The article that an also-read means: the one it names by id, else the one that bears the title."""
    by_id = Article.objects.filter(pk=row["article"]).first() if row["article"] else None
    return by_id or Article.objects.filter(title=row["title"]).order_by("pk").first()


@dataclass(frozen=True)
class Problem:
    """Something between an article and its publication. `field` is its path in the document."""

    field: tuple
    message: str


def problems(content):
    """All that forbids publishing `content`, in the order of the page."""
    return [
        *_missing(content),
        *_subject_problems(content["subjects"]),
        *_row_problems(content),
        *_point_problems(("relationship",), "The relationship", content["relationship"]),
        *_link_problems(content),
    ]


def _missing(content):
    for field, message in (("title", "The title is missing."), ("summary", "The summary is missing.")):
        if not content[field]:
            yield Problem((field,), message)


def _subject_problems(subjects):
    if len(subjects) < 2:
        yield Problem(("subjects",), "A comparison needs at least two subjects.")
    if len(subjects) > 4:
        yield Problem(("subjects",), "A comparison has at most four subjects.")
    for index, subject in enumerate(subjects):
        where, name = ("subjects", index), subject["name"] or f"Subject {index + 1}"
        if not subject["name"]:
            yield Problem((*where, "name"), f"{name} has no name.")
        if not subject["definition"]:
            yield Problem((*where, "definition"), f"{name} has no definition.")
        if not subject["attributes"]:
            yield Problem((*where, "attributes"), f"{name} has no key attributes.")
        yield from _point_problems((*where, "attributes"), f"{name}, key attributes", subject["attributes"])


def _row_problems(content):
    names = {str(subject["slot"]): subject["name"] for subject in content["subjects"]}
    for index, row in enumerate(content["comparison"]):
        for slot, text in row["cells"].items():
            if not text:
                message = f"In the comparison, “{row['aspect']}” says nothing of {names[slot]}."
                yield Problem(("comparison", index, f"cell_{slot}"), message)


def _point_problems(field, where, points):
    for number, point in enumerate(points, start=1):
        for part, word in (("title", "title"), ("text", "text")):
            if not point[part].strip():
                yield Problem(field, f"{where}: point {number} has no {word}.")


def _link_problems(content):
    for index, row in enumerate(content["also_read"]):
        if not row["title"]:
            yield Problem(("also_read", index, "title"), f"Link {index + 1} under “also read” has no title.")
    for index, source in enumerate(content["sources"]):
        if source["url"] and urlsplit(source["url"]).scheme not in URL_SCHEMES:
            message = f"The address of source {index + 1} must begin with http:// or https://."
            yield Problem(("sources", index, "url"), message)


def is_same(one, other):
    """Whether nothing was changed between two documents; when one was updated is no change."""
    return one | {"updated": None} == other | {"updated": None}
