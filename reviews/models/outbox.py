"""The outbox, and when it was last emptied."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models.review import Review


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None)

    def due(self, now):
        return self.waiting().filter(next_try_at__lte=now)


class Mail(models.Model):
    """The outbox: a row is written with the act that it tells of, and sent afterwards by reviews.mails."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "to the reader: received"
        APPROVED = "approved", "to the reader: published"
        REJECTED = "rejected", "to the reader: not accepted"
        EDIT_APPROVED = "edit_approved", "to the reader: edit published"
        EDIT_REJECTED = "edit_rejected", "to the reader: edit not accepted"
        ANSWERED = "answered", "to the reader: answered by the editors"
        LINK = "link", "to the reader: a new link"
        WAITING = "waiting", "to a moderator: a review waits"

    review = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=Kind)
    to = models.EmailField(max_length=254)
    # The same for every spelling of one address: see email_keys
    to_key = models.CharField(max_length=512, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(
        null=True, default=timezone.now, help_text="Empty when it was given up after many attempts."
    )
    tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "received",
                        "approved",
                        "rejected",
                        "edit_approved",
                        "edit_rejected",
                        "answered",
                        "link",
                        "waiting",
                    ]
                ),
                name="mail_kind_is_known",
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(sent_at=None), name="mail_due"),
            models.Index(fields=["to_key", "tried_at"], name="mail_tried_to"),
        ]

    def __str__(self):
        return f"Mail {self.pk}"


class OutboxRun(models.Model):
    """The one row about the last run of `manage.py send_due`."""

    at = models.DateTimeField()
    sent = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    given_up = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="outbox_run_is_one_row")]

    def __str__(self):
        return f"Run of {self.at:%Y-%m-%d %H:%M}"
