"""What social networks show of a revision: one drawing for each, made in the background once it is frozen."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django_tasks import task

from articles.background import run_soon
from articles.identity import identity
from articles.images import social_card
from articles.media import delete_folder, store
from articles.models import Article, Picture, Revision


def draw_soon(revision):
    run_soon(draw_card, revision.pk)


@task()
def draw_card(pk):
    revision = Revision.objects.filter(pk=pk).first()
    if revision:
        draw(revision)


def draw(revision):
    """Draw the card of `revision` anew; its page then names it. Those of before stay, since networks keep addresses."""
    article_id = revision.article_id
    while revision:
        data = social_card.draw(revision.card, identity().name, _cover(revision.content.get("cover")))
        name = store(data, f"{folder_of(revision.article_id)}/{revision.number}.jpg")
        if name == revision.social_card or _name(revision, name):
            return
        # Deleted, or drawn by somebody else meanwhile, perhaps before its cover was ready.
        revision = Revision.objects.filter(pk=revision.pk).first()
    if not Article.objects.filter(pk=article_id).exists():
        # Its folder went before the card was stored.
        delete_folder(folder_of(article_id))


def folder_of(article_id):
    """Where all cards of an article lie."""
    return f"cards/{article_id}"


def forget_files(article):
    """Delete the cards of an article whose row is going, once it is gone."""
    transaction.on_commit(partial(delete_folder, folder_of(article.pk)), robust=True)


@transaction.atomic
def _name(revision, card):
    """Whether `card` took the place of the one that `revision` was read with."""
    Article.objects.filter(pk=revision.article_id).update(edition=F("edition") + 1)
    same = Revision.objects.filter(pk=revision.pk, social_card=revision.social_card)
    return bool(same.update(social_card=card))


def redraw(picture):
    """The cards that have `picture` behind them, of what is public or will be."""
    for revision in shown().filter(picture_uses__picture=picture):
        if revision.content.get("cover") == picture.pk:
            draw(revision)


def shown():
    """The revisions that are public, or will be."""
    live = Revision.objects.due().filter(article=OuterRef("article")).latest_first()
    is_live = Q(pk=Subquery(live.values("pk")[:1]))
    return Revision.objects.filter(is_live | Q(publish_at__gt=timezone.now())).order_by("pk")


def missing():
    """Of these, those whose card was never drawn."""
    return shown().filter(social_card="")


def _cover(number):
    """The cover as the widest JPEG of the library, or None while there is none."""
    picture = Picture.objects.filter(pk=number).first() if number else None
    if picture is None or not picture.is_ready:
        return None
    with default_storage.open(picture.renditions["cut"][-1]["jpg"]) as file:
        return file.read()
