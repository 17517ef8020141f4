"""What files an article: its topic, its authors, its old addresses; and the number that counts changes of these."""

from django.db import models
from django.db.models import F
from django.urls import reverse


class Topic(models.Model):
    name = models.CharField(
        max_length=80, unique=True, help_text="As readers see it, for example “Business”."
    )
    slug = models.SlugField(
        max_length=120, unique=True, help_text="The topic's part of an address, for example “business”."
    )
    description = models.TextField(blank=True, help_text="One or two sentences on what the topic holds.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:topic", args=[self.slug])


class Author(models.Model):
    name = models.CharField(
        max_length=80, help_text="As it stands after “By”, for example “Ada Lovelace” or “the editors”."
    )
    slug = models.SlugField(max_length=120, unique=True, help_text="For example “ada-lovelace”.")
    role = models.CharField(max_length=80, blank=True, help_text="For example “Science editor”.")
    bio = models.TextField("biography", blank=True, help_text="A few sentences in Markdown.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:author", args=[self.slug])


class SlugRedirect(models.Model):
    """An address at which an article once was public. Without an article it is gone for good."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey("Article", models.SET_NULL, null=True, related_name="old_slugs")

    def __str__(self):
        return self.slug


class SiteEdition(models.Model):
    """One row. Its number moves with every change that many pages show, and so stands in their versions."""

    ROW = 1

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    def bump(cls):
        """Count one change, in the transaction of the caller."""
        if not cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1):
            cls.objects.bulk_create([cls(pk=cls.ROW)], ignore_conflicts=True)
            cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1)

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=cls.ROW).values_list("number", flat=True).first() or 0
