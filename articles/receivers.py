"""What must happen however a row is written or deleted, in bulk as well."""

from django.contrib.flatpages.models import FlatPage
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from articles import pictures, social
from articles.models import (
    Article,
    Author,
    Byline,
    Identity,
    Picture,
    Revision,
    SiteEdition,
    SlugRedirect,
    Subject,
    Topic,
)
from articles.models.parts import empty_cells
from articles.search import index


def connect():
    pre_delete.connect(remember_address, sender=Article)
    # Only once all articles of one deletion, and those that name them, are locked: they go before SiteEdition.
    post_delete.connect(count_change, sender=Article)
    post_delete.connect(empty_cells_of_subject, sender=Subject)
    post_delete.connect(forget_picture, sender=Picture)
    post_delete.connect(forget_cards, sender=Article)
    pre_delete.connect(forget_words, sender=Revision)
    m2m_changed.connect(count_change, sender=FlatPage.sites.through)
    for model in (Topic, Author, Byline, Identity, FlatPage):
        post_save.connect(count_change, sender=model)
        post_delete.connect(count_change, sender=model)


def remember_address(sender, instance, **kwargs):
    """An address that was public answers 410 for good, never with something else."""
    # The site's one order of locks: the article, then SiteEdition, which its byline's end counts too.
    Article.objects.select_for_update().filter(pk=instance.pk).first()
    if instance.ever_public:
        SlugRedirect.objects.update_or_create(slug=instance.slug, defaults={"article": None})


def empty_cells_of_subject(sender, instance, **kwargs):
    empty_cells(instance.article_id, instance.slot)


def forget_picture(sender, instance, **kwargs):
    pictures.forget_files(instance)


def forget_cards(sender, instance, **kwargs):
    social.forget_files(instance)


def forget_words(sender, instance, **kwargs):
    index.forget(instance.pk)


def count_change(sender, raw=False, **kwargs):
    if not raw:
        SiteEdition.bump()
