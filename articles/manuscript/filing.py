"""A manuscript as the draft of a new article, and an article as a manuscript: its draft, or what readers see."""

from django.db import transaction
from django.utils.text import slugify

from articles import document, drafts
from articles.manuscript.notation import split_names
from articles.manuscript.writing import write
from articles.models import Article, Author, Byline, Picture, SiteEdition, Topic

LONGEST_SLUG = Article._meta.get_field("slug").max_length


def find(model, name):
    """The topic or author (`model`) that is called `name`, in whatever case, or has its slug; None where none has."""
    rows = list(model.objects.order_by("pk"))
    same = [
        *(row for row in rows if row.name == name),
        *(row for row in rows if row.name.casefold() == name.casefold()),
        *(row for row in rows if row.slug == slugify(name)),
    ]
    return same[0] if same else None


def author_names(manuscript):
    return split_names(manuscript.head.get("authors", ""))


@transaction.atomic
@SiteEdition.last()
def make_draft(manuscript, *, topic=None, by=None):
    """The draft of a new article, with its authors.

    `topic` is for a manuscript that names none; a topic or author that is named and not there is made. What the columns
    cannot hold must have been refused before: see limits.misfits.
    """
    head, content = manuscript.head, manuscript.document
    ids = dict(Article.objects.filter(slug__in=manuscript.targets.values()).values_list("slug", "pk"))
    article = Article(
        slug=free_address(head.get("slug") or content["title"]),
        topic=_find_or_make(Topic, head["topic"]) if head.get("topic") else topic,
        unread_lines="\n".join(
            [*manuscript.strays, *_leading_nowhere(manuscript, ids), *_not_in_the_library(content)]
        ),
    )
    drafts.write(article, content | {"also_read": _aimed(manuscript, ids)}, by=by)
    authors = dict.fromkeys(_find_or_make(Author, name) for name in author_names(manuscript))
    for position, author in enumerate(authors, start=1):
        Byline.objects.create(article=article, author=author, position=position)
    return article


def _find_or_make(model, name):
    return find(model, name) or model.objects.create(name=name, slug=_free_slug(name, model))


def free_address(text):
    """A slug of `text` that no article has or once had."""
    return _free_slug(text, Article)


def _free_slug(text, model):
    """A slug of `text` that no row of `model` has or once had, with a number behind it if need be.

    A text that has no Latin letter in it gets the model's name, of which the gate warns.
    """
    slug, number = slugify(text)[:LONGEST_SLUG].strip("-_") or model._meta.model_name, 1
    wanted = slug
    old_slugs = model._meta.get_field("old_slugs").related_model
    while any(rows.objects.filter(slug=wanted).exists() for rows in (model, old_slugs)):
        number += 1
        wanted = f"{slug[: LONGEST_SLUG - len(str(number)) - 1]}-{number}"
    return wanted


def _aimed(manuscript, ids):
    """The also-reads, each that names its target's slug with the target's id."""
    targets = manuscript.targets
    return [row | {"article": ids.get(targets.get(row["uid"]))} for row in manuscript.document["also_read"]]


def _leading_nowhere(manuscript, ids):
    for row in manuscript.document["also_read"]:
        slug = manuscript.targets.get(row["uid"])
        if slug and slug not in ids:
            yield f"Also read: [{row['title']}]({slug})"


def _not_in_the_library(content):
    """The lines that name pictures which are not there; one that is named among words is the gate's."""
    lines = {"Cover": [content["cover"]], "Picture": [subject["picture"] for subject in content["subjects"]]}
    there = set(Picture.objects.filter(pk__in=document.named_pictures(content)).values_list("pk", flat=True))
    for word, numbers in lines.items():
        yield from (f"{word}: {number}" for number in numbers if number and number not in there)


def of_draft(article):
    """The manuscript of the draft of `article`."""
    content = document.from_rows(article)
    return _filed(article, content, _addresses(content["also_read"]))


def of_live(article, targets):
    """The manuscript of what readers see of `article`; `targets` are those of its also-reads that they may know of."""
    return _filed(article, document.upgrade(article.live.content), targets)


def public_targets(rows):
    """{id: slug} of those targets of also-reads that are public now."""
    wanted = {row["article"] for row in rows if row["article"]}
    public = Article.objects.published().filter(pk__in=wanted) if wanted else Article.objects.none()
    return dict(public.values_list("pk", "slug"))


def _filed(article, content, addresses):
    return write(
        content,
        slug=article.slug,
        topic=article.topic.name,
        authors=[byline.author.name for byline in article.bylines.select_related("author")],
        addresses=addresses,
    )


def _addresses(rows):
    """{id: slug} of the targets that a row's title alone would not find again."""
    found = (document.target({"article": None, "title": row["title"]}) for row in rows)
    missed = {
        row["article"]
        for row, by_title in zip(rows, found, strict=True)
        if by_title is None or by_title.pk != row["article"]
    }
    return dict(Article.objects.filter(pk__in=missed - {None}).values_list("pk", "slug"))
