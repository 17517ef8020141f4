"""The draft as a whole: what follows every change of its rows, keeping it, and going back to an earlier state."""

from django.db import transaction
from django.db.models import CharField, F, Max
from django.utils import timezone

from articles import document, rendering
from articles.models import (
    AlsoRead,
    Article,
    ComparisonRow,
    Picture,
    PictureUse,
    Revision,
    Source,
    Subject,
)

PARTS = ("bylines", "subjects", "comparison_rows", "also_reads", "sources")


@transaction.atomic
def settle(article, *, by=None):
    """After each change of the draft: number its parts from 1 as they stand, count the save, name who made it."""
    for part in PARTS:
        for position, row in enumerate(getattr(article, part).all(), start=1):
            if row.position != position:
                type(row).objects.filter(pk=row.pk).update(position=position)
    content = document.from_rows(article)
    _lock_pictures(document.named_pictures(content))
    # One that it names may have been deleted, or got other words, before they were locked.
    content["pictures"] = document.words_of_pictures(content)
    _note_pictures(article, content)
    Article.objects.filter(pk=article.pk).update(
        draft_version=F("draft_version") + 1,
        draft_digest=document.digest(content),
        edited_at=timezone.now(),
        edited_by_name=signature(by),
    )


def renew_digest(article):
    """After a change of what a draft names and does not hold, such as the words of a picture."""
    content = document.from_rows(article)
    Article.objects.filter(pk=article.pk).update(draft_digest=document.digest(content))


def _lock_pictures(numbers):
    """Let these pictures be as they are until the end of the transaction; after the article, before SiteEdition."""
    pictures = Picture.objects.filter(pk__in=numbers).order_by("pk")
    list(pictures.select_for_update(no_key=True).values_list("pk"))


def _note_pictures(article, content, revision=None):
    """Keep the pictures that the draft or `revision` names from being deleted, and say where each is used."""
    named = {int(number) for number in content["pictures"]}
    uses = PictureUse.objects.filter(article=article, revision=revision)
    uses.exclude(picture__in=named).delete()
    noted = set(uses.values_list("picture", flat=True))
    PictureUse.objects.bulk_create(
        PictureUse(article=article, revision=revision, picture_id=number) for number in sorted(named - noted)
    )


def is_stale(article, version):
    """Lock the draft, and say whether it was saved or deleted since `version`, the text of a form's `draft_version`."""
    current = Article.objects.locked().values_list("draft_version", flat=True).filter(pk=article.pk).first()
    return current is None or version != str(current)


def write(article, content, *, by=None):
    """Put `content`, a document, in the place of the draft; the article must have a topic."""
    with transaction.atomic():
        document.to_rows(article, content)
        settle(article, by=by)


@transaction.atomic
def restore(article, revision, *, by=None):
    """Write `revision` into the draft, as far as it fits, once the draft is kept as a revision of its own.

    Returns that revision, or None where one that says the same is there already.
    """
    article = Article.objects.locked().get(pk=article.pk)
    wanted, draft = fitting(revision.content), document.from_rows(article)
    # Of both at once: two who restore might each wait for a picture of the other's.
    _lock_pictures(document.named_pictures(wanted) | document.named_pictures(draft))
    kept = keep(article, by=by)
    write(article, wanted, by=by)
    return kept


def keep(article, *, by=None):
    """Keep the draft of a locked `article` as a revision that is not published; None if one says the same."""
    content = document.from_rows(article)
    if same(article, content):
        return None
    return freeze(article, content, kind=Revision.Kind.KEPT, by=by)


def same(article, content):
    """The latest revision that says what `content` says, or None."""
    return article.revisions.filter(digest=document.digest(content)).order_by("number").last()


def fitting(content):
    """`content` as a draft can hold it: what is longer than its column is cut, what is gone is led to no more."""
    content = document.upgrade(content)
    return _cut(Article, content) | {
        "subjects": [_cut(Subject, row) for row in content["subjects"]],
        "comparison": [
            _cut(ComparisonRow, row) | {"cells": _cut_cells(row)} for row in content["comparison"]
        ],
        "also_read": [
            _cut(AlsoRead, row) | {"article": getattr(document.target(row), "pk", None)}
            for row in content["also_read"]
        ],
        "sources": [_cut(Source, row) for row in content["sources"]],
    }


def _cut(model, values):
    """`values` by field, none longer than PostgreSQL takes."""
    lengths = {field.name: field.max_length for field in model._meta.fields if isinstance(field, CharField)}
    return values | {
        name: values[name][:length].rstrip() for name, length in lengths.items() if name in values
    }


def _cut_cells(row):
    cells = _cut(ComparisonRow, {f"cell_{slot}": text for slot, text in row["cells"].items()})
    return {name.removeprefix("cell_"): text for name, text in cells.items()}


def freeze(article, content, *, kind, note="", by=None, publish_at=None):
    """The next revision of a locked `article`."""
    # Locked, so that renditions which are ready in this moment are on the page, either now or by pictures.follow.
    _lock_pictures(content["pictures"])
    revision = Revision.objects.create(
        article=article,
        number=(article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=content,
        digest=document.digest(content),
        kind=kind,
        note=note,
        created_by=by,
        created_by_name=signature(by),
        publish_at=publish_at,
        **rendering.derived(content),
    )
    _note_pictures(article, content, revision)
    return revision


def derive(revision):
    """Make anew what is derived from the content of `revision`."""
    derived = rendering.derived(revision.content)
    for name, value in derived.items():
        setattr(revision, name, value)
    revision.save(update_fields=[*derived])


def signature(user):
    """The name that stays in a history when the account is gone, at most 301 characters; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""
