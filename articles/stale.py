"""A form that was opened before somebody else saved the same draft."""

import re

from articles import document
from articles.models import Article
from articles.points import format_points
from articles.prose import normalise

# Fields that hold numbers, choices and marks.
NO_TEXT = re.compile(
    r"^(csrf|initial-|_|topic$|draft_version$)|_FORMS$|-(id|article|DELETE|position|column|author|target|place)$"
)


def is_stale(request, article):
    """Lock the draft, and say whether it was saved since the form was opened."""
    version = Article.objects.select_for_update().values_list("draft_version", flat=True).get(pk=article.pk)
    return request.POST.get("draft_version") != str(version)


def typed_texts(article, data):
    """[(name, text)] of what stands in a form that was sent and nowhere in the draft."""
    saved = {*_texts(document.from_rows(article)), article.slug}
    return [
        (name.replace("_", " ").replace("-", " · "), text)
        for name, text in data.items()
        if text.strip() and not NO_TEXT.search(name) and normalise(text) not in saved
    ]


def _texts(value):
    """Every text in a part of a document, points as they stand in their box."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in _texts(part)]
    if isinstance(value, list):
        points = [point for point in value if "text" in point]
        return [normalise(format_points(points)), *(text for part in value for text in _texts(part))]
    return [value] if isinstance(value, str) else []
