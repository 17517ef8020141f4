"""Pictures in the storage: what is made of them in the background, and what pages print of one.

The file work is done outside transactions. Locks are taken in the site's one order: articles by id, pictures by id,
SiteEdition.
"""

from functools import partial
from threading import Lock

from django.db import transaction
from django.db.models import F
from django_tasks import task

from articles import drafts, social
from articles.background import run_soon
from articles.images import renditions
from articles.media import delete_folder, store
from articles.models import Article, Picture, SiteEdition
from articles.models.pictures import folder_of

# In this process: decoding and encoding one picture takes up to 160 MB.
one_at_a_time = Lock()


def make_soon(picture):
    """Make the renditions of a picture that is not settled, in the background."""
    run_soon(make_renditions, picture.pk)


@task()
def make_renditions(pk):
    picture = Picture.objects.filter(pk=pk).first()
    if picture:
        make(picture)


def make(picture):
    """Make the renditions of `picture` anew, and put them on the pages that show it.

    Those of before stay as long as the picture: a page that somebody has open may still load them.
    """
    folder = folder_of(picture)
    while picture := Picture.objects.filter(pk=picture.pk).first():
        with one_at_a_time:
            made = _made(picture)
        # Another focal point may have been set meanwhile.
        same = Picture.objects.filter(pk=picture.pk, focus_x=picture.focus_x, focus_y=picture.focus_y)
        if same.update(renditions=made):
            follow(picture)
            social.redraw(picture)
            same.update(is_settled=True)
            return
    # Deleted meanwhile.
    delete_folder(folder)


def _made(picture):
    with picture.file.open() as file:
        jpeg = file.read()
    focus = picture.focus_x, picture.focus_y
    return {
        "whole": _store_all(picture, "whole", renditions.whole(jpeg)),
        "cut": _store_all(picture, "cut", renditions.cut(jpeg, focus)),
        "square": _store_all(
            picture, "square", renditions.cut(jpeg, focus, renditions.SQUARE, renditions.WIDTHS[:1])
        ),
    }


def follow(picture):
    """Let every page that shows `picture` show it as it is now."""
    uses = picture.uses.exclude(revision=None).order_by("article_id")
    for article_id in uses.values_list("article_id", flat=True).distinct():
        with transaction.atomic():
            article = Article.objects.locked().filter(pk=article_id).first()
            if article:
                for revision in article.revisions.filter(picture_uses__picture=picture):
                    drafts.derive(revision)
                Article.objects.filter(pk=article_id).update(edition=F("edition") + 1)
                SiteEdition.bump()
    if picture.authors.exists():
        SiteEdition.bump()


def words_changed(picture):
    """The drafts that name `picture` say something else now; what is published says what it said."""
    uses = picture.uses.filter(revision=None).order_by("article_id")
    for article_id in uses.values_list("article_id", flat=True):
        with transaction.atomic():
            article = Article.objects.locked().filter(pk=article_id).first()
            if article:
                drafts.renew_digest(article)
    if picture.authors.exists():
        SiteEdition.bump()


def unsettled():
    """The pictures that pages do not show as they are: the task that was to do it was lost with its process."""
    return Picture.objects.filter(is_settled=False).order_by("pk")


def forget_files(picture):
    """Delete all that is stored of a picture whose row is going, once it is gone."""
    transaction.on_commit(partial(delete_folder, folder_of(picture)), robust=True)


def _store_all(picture, part, made):
    return [
        {
            "width": rendition.width,
            "height": rendition.height,
            **{
                ending: store(data, f"{folder_of(picture)}/{part}-{rendition.width}.{ending}")
                for ending, data in rendition.files.items()
            },
        }
        for rendition in made
    ]
