"""The cast with Greek letters in the place of Latin ones, so that what stands in Latin is the site's own."""

from django.contrib.flatpages.models import FlatPage

from articles.models import AlsoRead, Article, Author, Identity, SiteEdition, Source, Topic
from articles.publishing import publish
from reviews.models import Review
from tests import cast

LATIN, GREEK = "abcdefghijklmnopqrstuvwxyz", "αβψδεφγηιξκλμνοπρρστθωςχυζ"
LETTERS = str.maketrans(LATIN + LATIN.upper(), GREEK + GREEK.upper())
WORDS = {
    Article: ("title", "headline", "summary", "introduction", "relationship_heading", "conclusion"),
    Topic: ("name", "description"),
    Author: ("name", "role", "bio"),
    AlsoRead: ("title",),
    Source: ("title", "publisher"),
    FlatPage: ("title", "content"),
    Review: ("comment", "name", "answer"),
}


def greek(text):
    return text.translate(LETTERS)


def make_site(name="Counterpoint"):
    """The identity and the pages of a new site."""
    Identity.objects.update_or_create(pk=Identity.ROW, defaults={"name": greek(name)})
    turn_into_greek(FlatPage)
    SiteEdition.bump()


def make_article(title="Tea and Coffee", slug="tea", topic="Food", **fields):
    topic, _ = Topic.objects.get_or_create(slug=topic.lower(), defaults={"name": greek(topic)})
    author, _ = Author.objects.get_or_create(slug="the-editors", defaults={"name": "the editors"})
    author.name = "the editors"  # by which the cast finds it
    author.save()
    draft = cast.make_draft(greek(title), ("Tea", "Coffee"), topic=topic.name, slug=slug, **fields)
    turn_into_greek(Article, AlsoRead, Author, Source)
    draft.refresh_from_db()
    draft.relationship = _points(draft.relationship)
    draft.save()
    for subject in draft.subjects.all():
        subject.attributes_heading = "qualities"
        for name in ("name", "heading", "definition", "attributes_heading"):
            setattr(subject, name, greek(getattr(subject, name)))
        subject.attributes = _points(subject.attributes)
        subject.save()
    for row in draft.comparison_rows.all():
        for name in ("aspect", "cell_1", "cell_2"):
            setattr(row, name, greek(getattr(row, name)))
        row.save()
    publish(draft)
    return Article.objects.get(pk=draft.pk)


def make_review(article, status="pending", **fields):
    review = cast.make_review(
        article, status, **{"comment": greek("It made it clear to me."), "name": "Ροζα"} | fields
    )
    return Review.objects.get(pk=review.pk)


def turn_into_greek(*models):
    for model in models:
        for row in model.objects.all():
            for name in WORDS[model]:
                setattr(row, name, greek(getattr(row, name)))
            row.save()


def _points(points):
    return [{name: greek(text) for name, text in point.items()} for point in points]
