"""Opening the preview of a draft, at the editors' desk and by its link."""

import html
import re

from django.conf import settings

from articles import previewing

BANNER = "Preview of the draft – not published"
CHANGED = "Words that only the draft has, and that no reader may see before they are published."


def desk_url(article, page="preview"):
    return f"/admin/articles/article/{article.pk}/{page}/"


def path_of(article):
    return previewing.url(article).removeprefix(settings.SITE_URL)


def offered(response):
    """The link that the editors' page shows, as a path."""
    field = re.search(rf'value="{settings.SITE_URL}(/preview/[^"]+)"', text(response))
    return html.unescape(field[1])


def text(response):
    return response.content.decode()


def assert_dead(response):
    assert response.status_code == 410
    assert "This preview is no longer open." in text(response)
    assert "Tea is a drink" not in text(response)
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "private, no-store"
