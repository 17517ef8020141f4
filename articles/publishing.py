"""Publishing: the gate, the freezing of the draft into a revision, and taking an article back."""

import unicodedata

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from articles import document, rendering
from articles.models import Article, PublishedSubject, Revision, SiteEdition


class NotPublishable(Exception):
    """What stands between an article and its publication, as document.Problem's in `problems`."""

    def __init__(self, problems):
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


@transaction.atomic
def publish(article, *, by=None):
    """Make the draft of `article` public now and return the live revision.

    A draft that says what readers see already makes no new revision. Raises NotPublishable.
    """
    article = Article.objects.select_for_update().get(pk=article.pk)
    content = document.from_rows(article)
    if problems := document.problems(content):
        raise NotPublishable(problems)
    revision = _unchanged(article, content) or _freeze(article, content, by)
    now = timezone.now()
    if article.public_from is None or article.public_from > now:
        article.public_from = now
    article.public_until = None
    _show(article)
    return revision


@transaction.atomic
def unpublish(article):
    """End the public time of `article` now, and return whether it had one; nothing of it is lost."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    if not article.is_published:
        return False
    article.public_until = timezone.now()
    # A form that was opened before would bring the article back with its “Publish”.
    article.draft_version = F("draft_version") + 1
    _show(article)
    return True


def _show(article):
    article.edition = F("edition") + 1
    article.save(update_fields=["public_from", "public_until", "draft_version", "edition"])
    SiteEdition.bump()


def _unchanged(article, content):
    live = article.revisions.due().latest_first().first()
    return live if live and document.is_same(live.content, content) else None


def _freeze(article, content, by):
    now, first = timezone.now(), article.live is None
    content = content | {"updated": None if first else now.isoformat()}
    revision = Revision.objects.create(
        article=article,
        number=(article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=content,
        html=rendering.page(content),
        renderer_version=rendering.RENDERER_VERSION,
        card=rendering.card(content),
        kind=Revision.Kind.FIRST if first else Revision.Kind.UPDATE,
        created_by=by,
        created_by_name=signature(by),
        created_at=now,
        publish_at=now,
    )
    PublishedSubject.objects.bulk_create(
        PublishedSubject(
            revision=revision, position=n, name=subject["name"], key=subject_key(subject["name"])
        )
        for n, subject in enumerate(content["subjects"], start=1)
    )
    return revision


def signature(user):
    """The name that stays in a history when the account is gone, at most 301 characters; "" for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""


def subject_key(name):
    """The form under which two spellings of a subject's name are the same."""
    return unicodedata.normalize("NFKC", name).casefold()[
        : PublishedSubject._meta.get_field("key").max_length
    ]
