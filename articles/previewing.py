"""The draft as its page will be: a document that is not kept, and the links that show it without an account.

A link is signed, so nothing about it is stored; it dies after 7 days, and when the article gets a new `preview_key`.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles import document, rendering
from articles.models import Article, Revision
from articles.models.parts import new_uid
from articles.pages import article_context

SALT = "articles.previewing"
LIFETIME = timedelta(days=7)


def url(article):
    """The absolute address at which anyone reads the draft of `article`, for LIFETIME from now."""
    signed = signing.dumps([article.pk, article.preview_key], salt=SALT)
    return settings.SITE_URL + reverse("articles:preview", args=[signed])


def article_of(signed):
    """The article that a link shows, or None when the link is dead."""
    try:
        pk, key = signing.loads(signed, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return Article.objects.select_related("topic").filter(pk=pk, preview_key=key).first()


def withdraw_links(article):
    Article.objects.filter(pk=article.pk).update(preview_key=new_uid())


def preview_context(article):
    """The context of templates/articles/article.html for the draft of `article`, which must not be saved afterwards."""
    content = document.from_rows(article) | _told(article.live)
    article.live = Revision(html=rendering.page(content), publish_at=timezone.now())
    article.public_from = article.public_from or timezone.now()
    return article_context(article) | {"is_preview": True, "canonical_path": None}


def _told(live):
    """What readers are told of earlier changes belongs to publishing, so no row of the draft holds it."""
    return {"updated": live.html["updated"], "changes": live.html.get("changes", [])} if live else {}
