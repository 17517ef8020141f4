"""The library of pictures, and which of them is used where."""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from articles.models.draft import Article
from articles.models.published import Revision

PERCENT = [MaxValueValidator(100)]
SHOWN_CHARACTERS = 60


def folder_of(picture):
    """Where all that is stored of a picture lies."""
    return f"pictures/{picture.uid.hex}"


class Picture(models.Model):
    """A picture as it was taken in: upright, in sRGB, without metadata. Its file never changes.

    How it looks to readers is frozen with an article's words; where it is cut for cards is the picture's own.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField("picture", max_length=120, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    # "#rrggbb", its average, which holds its place until it is loaded
    colour = models.CharField(max_length=7, editable=False)
    alternative = models.CharField(
        "alternative text",
        max_length=300,
        blank=True,
        help_text="What is to be seen, for those who do not see it, for example “A cupping table with twelve "
        "bowls of green tea”.",
    )
    is_decorative = models.BooleanField(
        "decorative",
        default=False,
        help_text="It says nothing that the text does not say, and is passed over where pictures are read out.",
    )
    caption = models.CharField(
        max_length=300, blank=True, help_text="A sentence that stands below it where it is part of a text."
    )
    credit = models.CharField(
        max_length=200, blank=True, help_text="Whose it is, for example “Photo: Ada Lovelace, CC BY 4.0”."
    )
    focus_x = models.PositiveSmallIntegerField(
        "focal point, from the left",
        default=50,
        validators=PERCENT,
        help_text="In per cent of the width. What lies there stays in view wherever the picture is cut.",
    )
    focus_y = models.PositiveSmallIntegerField(
        "focal point, from the top",
        default=50,
        validators=PERCENT,
        help_text="In per cent of the height.",
    )
    # {"whole": [{width, height, avif, jpg}], "cut": the same, "square": the same}, names in the storage, the
    # narrowest first; {} until they are made. Written by articles.pictures alone.
    renditions = models.JSONField(default=dict, editable=False)
    # False from the moment in which another look of it is wanted until all pages show that
    is_settled = models.BooleanField(default=False, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_name = models.CharField(max_length=310, blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_decorative=True, alternative="") | Q(is_decorative=False) & ~Q(alternative=""),
                name="picture_has_text_or_is_decorative",
            ),
            models.CheckConstraint(
                condition=Q(focus_x__range=(0, 100), focus_y__range=(0, 100)), name="picture_focus_is_inside"
            ),
        ]

    def __str__(self):
        return f"{self.pk}: {Truncator(self.alternative or self.caption or 'decorative').chars(SHOWN_CHARACTERS)}"

    def get_absolute_url(self):
        return reverse("admin:articles_picture_change", args=[self.pk])

    @property
    def is_ready(self):
        return bool(self.renditions)

    @property
    def is_used(self):
        return self.uses.exists() or self.authors.exists()


class PictureUse(models.Model):
    """That the draft of an article names a picture, or with `revision` one of its revisions.

    Written by articles.drafts alone, whenever a draft is settled and a revision is frozen.
    """

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")
    article = models.ForeignKey(Article, models.CASCADE, related_name="picture_uses")
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, related_name="picture_uses")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["picture", "article"], condition=Q(revision=None), name="picture_once_in_a_draft"
            ),
            models.UniqueConstraint(
                fields=["picture", "revision"],
                condition=Q(revision__isnull=False),
                name="picture_once_in_a_revision",
            ),
        ]

    def __str__(self):
        return f"{self.article}, {self.revision or 'draft'}"
