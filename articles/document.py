"""The document: an article frozen as JSON. Rows become a document here, and a document becomes rows.

Its shape, schema_version 3. Introduction, definitions, points' texts and conclusion are Markdown, all else plain text:

    {schema_version, title, headline, summary, description, language, introduction, cover: id or null,
     subjects: [{uid, slot, name, heading, definition, attributes_heading, attributes: [{title, text}],
                 picture: id or null}],
     comparison: [{uid, aspect, cells: {slot as text: text}}], in the subjects' order,
     relationship_heading, relationship: [{title, text}], conclusion,
     also_read: [{uid, article: id or null, title, place}],
     sources: [{uid, title, url, publisher, accessed_on: ISO date or ""}],
     updated: ISO datetime of the last real change after the first publication, or null,
     changes: [{at: ISO datetime, kind, note}], what readers were told of changes, the oldest first,
     pictures: {id as text: {alternative, caption, credit}}, the words of every picture that it names}

Version 1 had no `changes`, version 2 no pictures; `upgrade` gives a document of any version today's shape. `updated`
and `changes` belong to publishing, and no row holds them.
"""

import hashlib
import json

from django.db import transaction
from django.utils.dateparse import parse_date
from django.utils.translation import gettext

from articles.characters import shown_length
from articles.figures import facts_of
from articles.languages import in_words_of
from articles.models import Article, Picture
from articles.models.parts import CELLS
from articles.prose import normalise, pictures

SCHEMA_VERSION = 3
OF_PUBLISHING = {"schema_version", "updated", "changes"}
LINES = ("title", "headline", "description", "language")
PARAGRAPHS = ("summary", "introduction", "conclusion")
# Where nothing of these is there, a document has the digest that it had before there were pictures.
OF_PICTURES = {"cover", "picture", "pictures"}


def from_rows(article):
    """Freeze the draft. `updated` and `changes` are empty: they belong to publishing."""
    subjects = list(article.subjects.all())
    content = {
        "schema_version": SCHEMA_VERSION,
        **{field: one_line(getattr(article, field)) for field in LINES},
        **{field: normalise(getattr(article, field)) for field in PARAGRAPHS},
        "cover": article.cover_id,
        "subjects": [_freeze_subject(subject, article.language) for subject in subjects],
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
    return content | {"pictures": words_of_pictures(content)}


def words_of_pictures(content):
    """What `pictures` of a document is now: the words of those that `content` names and the library has."""
    numbers = named_pictures(content)
    found = Picture.objects.in_bulk(numbers) if numbers else {}
    return {str(number): facts_of(picture) for number, picture in sorted(found.items())}


def named_pictures(content):
    """The numbers of all pictures that `content` names, in any place."""
    return {number for _, number in pictures_of(content)}


def pictures_of(content):
    """(field, number) of each picture that `content` names, in whatever place."""
    named = [(("cover",), content["cover"])]
    named += [
        (("subjects", index, "picture"), subject["picture"])
        for index, subject in enumerate(content["subjects"])
    ]
    named += [(field, number) for field, text in prose_of(content) for number in pictures(text)]
    return [(field, number) for field, number in named if number is not None]


def prose_of(content):
    """(field, Markdown) of all prose, in the order of the page."""
    yield ("introduction",), content["introduction"]
    for index, subject in enumerate(content["subjects"]):
        yield ("subjects", index, "definition"), subject["definition"]
        for point in subject["attributes"]:
            yield ("subjects", index, "attributes"), point["text"]
    for point in content["relationship"]:
        yield ("relationship",), point["text"]
    yield ("conclusion",), content["conclusion"]


def lines_of(content):
    """(field, text) of all that readers see as it was typed, in the order of the page; but for links and sources."""
    for name in ("title", "summary", "headline"):
        yield (name,), content[name]
    for index, row in enumerate(content["comparison"]):
        yield ("comparison", index, "aspect"), row["aspect"]
        for slot, text in row["cells"].items():
            yield ("comparison", index, f"cell_{slot}"), text
    for index, subject in enumerate(content["subjects"]):
        for name in ("name", "heading", "attributes_heading"):
            yield ("subjects", index, name), subject[name]
        for point in subject["attributes"]:
            yield ("subjects", index, "attributes"), point["title"]
    yield ("relationship_heading",), content["relationship_heading"]
    for point in content["relationship"]:
        yield ("relationship",), point["title"]


def _relationship_heading(article):
    if not article.relationship:
        return one_line(article.relationship_heading)
    with in_words_of(article.language):
        return one_line(article.relationship_heading) or gettext("Relationship")


def default_heading(name, language):
    """Where an editor leaves the heading of a subject's attributes empty; from then on a part of the article's text."""
    with in_words_of(language):
        return gettext("Key Attributes of {name}").format(name=name)


def _freeze_subject(subject, language):
    name = one_line(subject.name)
    return {
        "uid": subject.uid,
        "slot": subject.slot,
        "name": name,
        "heading": one_line(subject.heading) or name,
        "definition": normalise(subject.definition),
        "attributes_heading": one_line(subject.attributes_heading) or default_heading(name, language),
        "attributes": subject.attributes,
        "picture": subject.picture_id,
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
    """`text` without its line ends, "" where nothing of it is seen."""
    return " ".join(text.split()) if shown_length(text) else ""


def upgrade(content):
    """`content`, of whatever schema_version, in today's shape."""
    content = {"changes": [], "cover": None, "pictures": {}} | content
    subjects = [{"picture": None} | subject for subject in content["subjects"]]
    return content | {"subjects": subjects, "schema_version": SCHEMA_VERSION}


def digest(content):
    """The same for two documents exactly when an editor changed nothing between them."""
    own = _digested({key: value for key, value in content.items() if key not in OF_PUBLISHING})
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


def _digested(value):
    if isinstance(value, dict):
        return {name: _digested(part) for name, part in value.items() if part or name not in OF_PICTURES}
    return [_digested(part) for part in value] if isinstance(value, list) else value


@transaction.atomic
def to_rows(article, content):
    """Write `content` into the draft of `article`, in place of what was there; the article must have a topic.

    Who calls it settles the draft: see articles.drafts.
    """
    content = upgrade(content)
    fields = [*LINES, *PARAGRAPHS, "relationship_heading", "relationship"]
    for field in fields:
        setattr(article, field, content[field])
    article.cover_id = _kept(content["cover"])
    article.save(update_fields=[*fields, "cover"] if article.pk else None)
    _put(article.subjects, [_thaw_subject(subject) for subject in content["subjects"]])
    _put(article.comparison_rows, [_thaw_row(row) for row in content["comparison"]])
    _put(article.also_reads, [_thaw_also_read(row, article) for row in content["also_read"]])
    _put(article.sources, [_thaw_source(row) for row in content["sources"]])


def _thaw_subject(subject):
    columns = {name: value for name, value in subject.items() if name != "picture"}
    return columns | {"picture_id": _kept(subject["picture"])}


def _thaw_row(row):
    cells = {cell: row["cells"].get(cell.removeprefix("cell_"), "") for cell in CELLS}
    return {"uid": row["uid"], "aspect": row["aspect"], **cells}


def _thaw_also_read(row, article):
    return {"uid": row["uid"], "target": target(row, article), "title": row["title"], "place": row["place"]}


def _thaw_source(source):
    return source | {"accessed_on": parse_date(source["accessed_on"])}


def _put(rows, wanted):
    """Let `rows` be `wanted`, {field: value} each. One of the same uid stays the row that open forms know."""
    there, same, new = {row.uid: row for row in rows.all()}, [], []
    for position, values in enumerate(wanted, start=1):
        row = there.pop(values["uid"], None)
        # A slot is never changed, and two that change places would clash on the way.
        is_same = row is not None and getattr(row, "slot", None) == values.get("slot")
        row = row if is_same else rows.model(article=rows.instance)
        for name, value in {**values, "position": position}.items():
            setattr(row, name, value)
        (same if is_same else new).append(row)
    rows.exclude(pk__in=[row.pk for row in same]).delete()
    rows.bulk_update(same, {"position"}.union(*wanted))
    rows.bulk_create(new)


def _kept(number):
    """The picture of this number, if the library has it."""
    is_there = number is not None and Picture.objects.filter(pk=number).exists()
    return number if is_there else None


def target(row, article=None):
    """What an also-read of `article` means, never itself: the one it names by id, else the one that bears the title."""
    others = Article.objects.exclude(pk=article.pk) if article else Article.objects.all()
    by_id = others.filter(pk=row["article"]).first() if row["article"] else None
    return by_id or others.filter(title=row["title"]).order_by("pk").first()
