"""The document: an article frozen as JSON. Rows become a document here, and a document becomes rows.

Its shape, schema_version 2. Introduction, definitions, points' texts and conclusion are Markdown, all else plain text:

    {schema_version, title, headline, summary, description, language, introduction,
     subjects: [{uid, slot, name, heading, definition, attributes_heading, attributes: [{title, text}]}],
     comparison: [{uid, aspect, cells: {slot as text: text}}], in the subjects' order,
     relationship_heading, relationship: [{title, text}], conclusion,
     also_read: [{uid, article: id or null, title, place}],
     sources: [{uid, title, url, publisher, accessed_on: ISO date or ""}],
     updated: ISO datetime of the last real change after the first publication, or null,
     changes: [{at: ISO datetime, kind, note}], what readers were told of changes, the oldest first}

Version 1 had no `changes`; `upgrade` gives a document of any version today's shape. `updated` and `changes` belong to
publishing, and no row holds them.
"""

import hashlib
import json

from django.db import transaction
from django.utils.dateparse import parse_date

from articles.models import AlsoRead, Article, ComparisonRow, Source, Subject
from articles.models.parts import CELLS
from articles.prose import normalise

SCHEMA_VERSION = 2
OF_PUBLISHING = {"schema_version", "updated", "changes"}
LINES = ("title", "headline", "description", "language")
PARAGRAPHS = ("summary", "introduction", "conclusion")


def from_rows(article):
    """Freeze the draft. `updated` and `changes` are empty: they belong to publishing."""
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
        "changes": [],
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


def upgrade(content):
    """`content`, of whatever schema_version, in today's shape."""
    return {"changes": []} | content | {"schema_version": SCHEMA_VERSION}


def digest(content):
    """The same for two documents exactly when an editor changed nothing between them."""
    own = {key: value for key, value in content.items() if key not in OF_PUBLISHING}
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def to_rows(article, content):
    """Write `content` into the draft of `article`, in place of what was there; the article must have a topic.

    Who calls it settles the draft: see articles.drafts.
    """
    content = upgrade(content)
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
            **parts, position=n, uid=row["uid"], target=target(row), title=row["title"], place=row["place"]
        )
        for n, row in enumerate(content["also_read"], start=1)
    )
    Source.objects.bulk_create(
        Source(**parts, position=n, **source | {"accessed_on": parse_date(source["accessed_on"])})
        for n, source in enumerate(content["sources"], start=1)
    )


def target(row):
    """The article that an also-read means: the one it names by id, else the one that bears the title."""
    by_id = Article.objects.filter(pk=row["article"]).first() if row["article"] else None
    return by_id or Article.objects.filter(title=row["title"]).order_by("pk").first()
