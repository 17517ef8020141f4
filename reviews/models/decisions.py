"""The history of what was decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.review import Review


class ModerationEvent(models.Model):
    """One act of a moderator, of the site or of the writer. Rows are only ever added."""

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", _("off topic")
        ABUSIVE = "abusive", _("abusive")
        PERSONAL_DATA = "personal_data", _("personal data")
        ADVERTISING = "advertising", _("advertising")
        NOT_A_REVIEW = "not_a_review", _("not a review")
        COPIED = "copied", _("copied")
        UNLAWFUL = "unlawful", _("unlawful")
        CONFLICT = "conflict", _("conflict of interest")
        OTHER = "other", _("other (needs a sentence)")

    class Act(models.TextChoices):
        DECISION = "decision", "decision"
        EDIT_APPROVED = "edit_approved", "edit approved"
        EDIT_REJECTED = "edit_rejected", "edit rejected"
        KEPT = "kept", "kept after reports"
        ANSWERED = "answered", "answered"
        UNDONE = "undone", "undone"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("by", max_length=310, help_text="Stays when the account is gone.")
    at = models.DateTimeField(default=timezone.now)
    act = models.CharField(max_length=13, choices=Act, default=Act.DECISION)
    version = models.PositiveIntegerField(null=True, help_text="The review's, after the act.")
    from_status = models.CharField("from", max_length=9, choices=Review.Status)
    to_status = models.CharField("to", max_length=9, choices=Review.Status)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act="decision", to_status="rejected") & ~Q(reason="")
                | Q(act="edit_rejected") & ~Q(reason="")
                | Q(reason="") & ~Q(act="edit_rejected") & ~Q(act="decision", to_status="rejected"),
                name="event_reason_when_rejected",
            ),
            models.CheckConstraint(
                condition=Q(
                    act__in=["decision", "edit_approved", "edit_rejected", "kept", "answered", "undone"]
                ),
                name="event_act_is_known",
            ),
        ]
        indexes = [models.Index(fields=["at"], name="event_by_time")]

    def __str__(self):
        return f"Review {self.review_id}: {self.summary}"

    @property
    def summary(self):
        """What was done, in a word or two."""
        if self.act != self.Act.DECISION:
            return self.get_act_display()
        return "put back to wait" if self.to_status == Review.Status.PENDING else self.get_to_status_display()
