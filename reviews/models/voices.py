"""What readers say of other readers' reviews. Who they are is a keyed hash, emptied after 30 days."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


class HelpfulVote(models.Model):
    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="helpful_votes")
    reader_hash = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["review", "reader_hash"], name="vote_once_per_reader")]
        indexes = [models.Index(fields=["at"], name="vote_by_time")]

    def __str__(self):
        return f"Vote for review {self.review_id}"


class AbuseReport(models.Model):
    class Reason(models.TextChoices):
        ABUSIVE = "abusive", _("It insults or threatens somebody")
        PERSONAL_DATA = "personal_data", _("It gives away somebody's personal data")
        ADVERTISING = "advertising", _("It is advertising")
        OFF_TOPIC = "off_topic", _("It is not about this article")
        NOT_GENUINE = "not_genuine", _("It was not written by a reader")
        UNLAWFUL = "unlawful", _("It breaks the law")
        OTHER = "other", _("Something else")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="reports")
    reader_hash = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    handled_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "reader_hash"],
                condition=~Q(reader_hash=""),
                name="report_once_per_reader",
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="report_by_time")]

    def __str__(self):
        return f"Report of review {self.review_id}"
