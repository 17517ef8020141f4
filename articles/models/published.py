"""What the public reads: revisions, each an immutable document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class RevisionQuerySet(models.QuerySet):
    def due(self):
        """Those whose time has come; an article's live revision is the latest of them."""
        return self.filter(publish_at__lte=timezone.now())

    def scheduled(self):
        """Those whose time is still to come; an article has one at most."""
        return self.filter(publish_at__gt=timezone.now())

    def latest_first(self):
        return self.order_by("-publish_at", "-number")


class Revision(models.Model):
    """One frozen state of an article. Only what is derived and a `publish_at` still to come may change."""

    class Kind(models.TextChoices):
        FIRST = "first", "First publication"
        UPDATE = "update", "Update"
        CORRECTION = "correction", "Correction"
        MINOR = "minor", "Minor change"
        KEPT = "kept", "Draft that was kept"

    DERIVED = frozenset({"html", "card", "renderer_version", "social_card", "publish_at"})

    article = models.ForeignKey("Article", models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.JSONField()  # the document, as articles.document makes it
    html = models.JSONField()  # what articles.rendering makes of it; `manage.py rerender` rebuilds it
    renderer_version = models.PositiveIntegerField()
    # Of `content`: equal to an article's draft_digest when equal.
    digest = models.CharField(max_length=64, default="")
    # What lists show: title, summary, language, the subjects' names and slots, the first rows.
    card = models.JSONField()
    # The name in the storage of what social networks show; empty until it is drawn, see articles.social
    social_card = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    note = models.TextField(blank=True)  # what readers are told of the change
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_by_name = models.CharField(max_length=310, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    publish_at = models.DateTimeField(null=True)  # empty for a draft that was only kept

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["first", "update", "correction", "minor", "kept"]), name="revision_kind"
            ),
        ]
        indexes = [models.Index(fields=["article", "-publish_at", "-number"], name="revision_live")]

    def __str__(self):
        return f"Revision {self.number}"

    def save(self, **kwargs):
        if not self._state.adding and not self.DERIVED.issuperset(kwargs.get("update_fields") or ["content"]):
            raise TypeError(
                "A revision never changes; only its derived columns may be saved, by update_fields."
            )
        super().save(**kwargs)


class PublishedSubject(models.Model):
    """A subject of a revision under a comparable key, so that other articles about it are found."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="subjects")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    key = models.CharField(max_length=160, db_index=True)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self):
        return self.name
