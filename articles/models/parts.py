"""The rows of an article that editors put in order: authors, subjects, comparison, links, sources."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import Q

from articles.points import PointsField

SLOTS = (1, 2, 3, 4)
CELLS = tuple(f"cell_{slot}" for slot in SLOTS)
URL_SCHEMES = ("http", "https")
LAST = 32767  # a position after every other, until positions are counted anew


def is_web_address(url):
    """Whether a browser follows `url` to another page, and runs nothing."""
    return url.lower().startswith(tuple(f"{scheme}://" for scheme in URL_SCHEMES))


def new_uid():
    return uuid.uuid4().hex


class ArticlePart(models.Model):
    """A row of an article that editors put in order."""

    position = models.PositiveSmallIntegerField(
        default=LAST, blank=True, help_text="A lower number stands first; leave it empty for the end."
    )

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class Byline(ArticlePart):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="bylines")
    author = models.ForeignKey("articles.Author", models.PROTECT)

    class Meta(ArticlePart.Meta):
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="byline_author_once")]

    def __str__(self):
        return str(self.author)


class Subject(ArticlePart):
    """One of the things compared. Its slot carries its colour and its cells, and is never changed."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="subjects")
    uid = models.CharField(max_length=32, default=new_uid, editable=False)
    slot = models.PositiveSmallIntegerField(
        editable=False, validators=[MinValueValidator(SLOTS[0]), MaxValueValidator(SLOTS[-1])]
    )
    name = models.CharField(max_length=80, help_text="For example “Leadership”.")
    heading = models.CharField(
        max_length=160,
        blank=True,
        help_text="For example “Defining Leadership”; the name stands in where it is empty.",
    )
    definition = models.TextField(blank=True, help_text="Markdown. What it is, in a paragraph or two.")
    attributes_heading = models.CharField(
        max_length=160,
        blank=True,
        help_text="For example “Key Attributes of Leadership”, which also stands in where it is empty.",
    )
    attributes = PointsField("key attributes")
    picture = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="From the library of pictures. It stands in the table's head and beside the definition.",
    )

    class Meta(ArticlePart.Meta):
        constraints = [
            models.UniqueConstraint(fields=["article", "slot"], name="subject_slot_once"),
            models.CheckConstraint(condition=Q(slot__gte=SLOTS[0], slot__lte=SLOTS[-1]), name="subject_slot"),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        if self.slot is None:
            self.slot = self._first_free_slot()
        super().save(**kwargs)

    def _first_free_slot(self):
        taken = set(self.article.subjects.values_list("slot", flat=True))
        return next(slot for slot in SLOTS if slot not in taken)


class ComparisonRow(ArticlePart):
    """An aspect with a cell for each slot."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="comparison_rows")
    uid = models.CharField(max_length=32, default=new_uid, editable=False)
    aspect = models.CharField(max_length=80, help_text="What is compared, for example “Time horizon”.")
    cell_1 = models.CharField(max_length=300, blank=True)
    cell_2 = models.CharField(max_length=300, blank=True)
    cell_3 = models.CharField(max_length=300, blank=True)
    cell_4 = models.CharField(max_length=300, blank=True)

    def __str__(self):
        return self.aspect


class AlsoRead(ArticlePart):
    class Place(models.TextChoices):
        HEADLINE = "headline", "after the headline"
        INTRODUCTION = "introduction", "after the introduction"
        SUBJECTS = "subjects", "after the subjects"
        RELATIONSHIP = "relationship", "after the relationship"
        CONCLUSION = "conclusion", "after the conclusion"

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="also_reads")
    uid = models.CharField(max_length=32, default=new_uid, editable=False)
    target = models.ForeignKey(
        "articles.Article",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The article it leads to. Until that one is public, readers see the title without a link.",
    )
    title = models.CharField(
        max_length=200,
        blank=True,
        help_text="The words of the link; the other article's title where it is empty.",
    )
    place = models.CharField(max_length=12, choices=Place.choices, default=Place.CONCLUSION)

    class Meta(ArticlePart.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(place__in=["headline", "introduction", "subjects", "relationship", "conclusion"]),
                name="also_read_place",
            )
        ]

    def __str__(self):
        return self.title

    def clean(self):
        if not self.title and not self.target:
            raise ValidationError({"target": "Choose an article, or type a title."})
        if self.target_id is not None and self.target_id == self.article_id:
            raise ValidationError({"target": "This is the article itself. Choose another one."})

    def save(self, **kwargs):
        if not self.title and self.target:
            self.title = self.target.title
        super().save(**kwargs)


class Source(ArticlePart):
    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="sources")
    uid = models.CharField(max_length=32, default=new_uid, editable=False)
    title = models.CharField(max_length=300, help_text="For example “Standards of Care in Diabetes”.")
    url = models.URLField(
        "address",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=URL_SCHEMES)],
        help_text="A web address that begins with https://.",
    )
    publisher = models.CharField(
        max_length=200, blank=True, help_text="For example “American Diabetes Association”."
    )
    accessed_on = models.DateField(
        "read on", null=True, blank=True, help_text="The day on which you read it."
    )

    def __str__(self):
        return self.title


def empty_cells(article_id, slot):
    """A slot that lost its subject starts empty for the next one."""
    ComparisonRow.objects.filter(article_id=article_id).update(**{f"cell_{slot}": ""})
