"""What files an article: its topic, its authors, its old addresses; and the number that counts changes of these."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F
from django.urls import reverse

WAS_USED = "Another one once was at this address, and links lead there. Choose another address."


class Filed(models.Model):
    """What has a page of its own with the articles filed under it, which is found at its old addresses as well."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self._old_slugs().filter(slug=self.slug).exclude(row=self.pk).exists():
            raise ValidationError({"slug": WAS_USED})

    def save(self, **kwargs):
        with transaction.atomic():
            before = self._saved_slug() if "slug" in (kwargs.get("update_fields") or ["slug"]) else self.slug
            super().save(**kwargs)
            if before not in (None, self.slug):
                self._old_slugs().update_or_create(slug=before, defaults={"row": self})
                self._old_slugs().filter(slug=self.slug).delete()

    def _saved_slug(self):
        # Locked, so that of two changes at once the later one knows the address between; not against an article that
        # is filed here meanwhile.
        rows = type(self).objects.filter(pk=self.pk).select_for_update(no_key=True)
        return rows.values_list("slug", flat=True).first()

    def _old_slugs(self):
        return self._meta.get_field("old_slugs").related_model.objects


class Topic(Filed):
    name = models.CharField(
        max_length=80, unique=True, help_text="As readers see it, for example “Business”."
    )
    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="The topic's part of an address, for example “business”. It can be changed later: the old address "
        "then leads to the new one.",
    )
    description = models.TextField(blank=True, help_text="One or two sentences on what the topic holds.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:topic", args=[self.slug])


class Author(Filed):
    name = models.CharField(
        max_length=80, help_text="As it stands after “By”, for example “Ada Lovelace” or “the editors”."
    )
    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="For example “ada-lovelace”. It can be changed later: the old address then leads to the new one.",
    )
    role = models.CharField(max_length=80, blank=True, help_text="For example “Science editor”.")
    bio = models.TextField("biography", blank=True, help_text="A few sentences in Markdown.")
    photo = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authors",
        help_text="From the library of pictures; it is cut to a circle about its focal point.",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:author", args=[self.slug])


class TopicRedirect(models.Model):
    """An address at which a topic once was."""

    slug = models.SlugField(max_length=120, unique=True)
    row = models.ForeignKey(Topic, models.CASCADE, related_name="old_slugs")

    def __str__(self):
        return self.slug


class AuthorRedirect(models.Model):
    """An address at which an author once was."""

    slug = models.SlugField(max_length=120, unique=True)
    row = models.ForeignKey(Author, models.CASCADE, related_name="old_slugs")

    def __str__(self):
        return self.slug


class SlugRedirect(models.Model):
    """An address at which an article once was public. Without an article it is gone for good."""

    slug = models.SlugField(max_length=120, unique=True)
    article = models.ForeignKey("Article", models.SET_NULL, null=True, related_name="old_slugs")

    def __str__(self):
        return self.slug


# The changes told in the block of SiteEdition.last that runs; None outside of any.
_told = ContextVar("told", default=None)


class SiteEdition(models.Model):
    """One row. Its number moves with every change that many pages show, and so stands in their versions.

    Everybody writes it, so it comes last of all that a transaction locks: one that holds it and waits for another row
    may wait for who waits for it.
    """

    ROW = 1

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)

    @classmethod
    @contextmanager
    def last(cls):
        """A block that ends with its transaction, and counts the changes told in it as one, when all else is locked."""
        told = []
        token = _told.set(told)
        try:
            yield
        finally:
            _told.reset(token)
        if not told or transaction.get_rollback():
            return
        if connection.vendor == "postgresql":
            # A row that a foreign key points to is locked by its check, which would be made at the commit.
            connection.check_constraints()
        cls.bump()

    @classmethod
    def bump(cls):
        """Count one change, in the transaction of the caller."""
        if (told := _told.get()) is not None:
            told.append(True)
            return
        if not cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1):
            cls.objects.bulk_create([cls(pk=cls.ROW)], ignore_conflicts=True)
            cls.objects.filter(pk=cls.ROW).update(number=F("number") + 1)

    @classmethod
    def current(cls):
        return cls.objects.filter(pk=cls.ROW).values_list("number", flat=True).first() or 0
