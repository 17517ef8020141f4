"""Reviews, their decisions, what they add up to, and the mails about them."""

import secrets
import uuid
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

RATING_WORDS = {1: "very poor", 2: "not that bad", 3: "average", 4: "good", 5: "perfect"}
RATING_CHOICES = [(stars, f"{stars}, {word}") for stars, word in RATING_WORDS.items()]


def make_token():
    return secrets.token_urlsafe(32)


class ReviewQuerySet(models.QuerySet):
    def approved(self):
        """The only way in which a review reaches a public page."""
        return self.filter(status=Review.Status.APPROVED)

    def pending(self):
        return self.filter(status=Review.Status.PENDING)

    def newest_first(self):
        return self.order_by("-submitted_at", "-id")


class Review(models.Model):
    class Status(models.TextChoices):
        PENDING = "pending", "waiting"
        APPROVED = "approved", "approved"
        REJECTED = "rejected", "rejected"
        SPAM = "spam", "spam"
        WITHDRAWN = "withdrawn", "withdrawn"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token = models.CharField(max_length=43, default=make_token, unique=True, editable=False)
    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="reviews")
    revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The revision of the article that stood there when the review was written.",
    )
    rating = models.PositiveSmallIntegerField(
        "stars", choices=RATING_CHOICES, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField("review")
    name = models.CharField(max_length=80)
    email = models.EmailField(max_length=254, help_text="As typed; used for sending, never shown to readers.")
    # 252 characters before the @, 253 after it: see email_keys
    email_key = models.CharField(max_length=512, editable=False)
    # Written by moderation.decide alone once the row is there
    status = models.CharField(max_length=9, choices=Status, default=Status.PENDING)
    version = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        permissions = [("moderate_review", "Can moderate reviews")]
        constraints = [
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="review_rating_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "approved", "rejected", "spam", "withdrawn"]),
                name="review_status_is_known",
            ),
            models.UniqueConstraint(
                fields=["article", "email_key"],
                condition=Q(status="approved"),
                name="review_one_approved_per_address",
            ),
        ]
        indexes = [
            # Partial: on SQLite an index led by a status column gives no order.
            models.Index(
                fields=["article", "submitted_at", "id"],
                condition=Q(status="approved"),
                name="review_approved_by_time",
            ),
            models.Index(
                fields=["article", "rating", "submitted_at", "id"],
                condition=Q(status="approved"),
                name="review_approved_by_stars",
            ),
            models.Index(
                fields=["submitted_at", "id"], condition=Q(status="pending"), name="review_pending_by_time"
            ),
        ]

    def __str__(self):
        return f"Review {self.pk}"

    def get_absolute_url(self):
        """The private page of this review: who knows the address may read it."""
        return reverse("reviews:status", args=[self.token])

    @property
    def article_title(self):
        """As readers see it now, or saw it last."""
        return (self.article.live or self.revision).card["title"]

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def is_undecided(self):
        """Nobody has decided yet; what fell into the honeypot is spam without a decision."""
        return self.decided_at is None and self.status in (self.Status.PENDING, self.Status.SPAM)

    @property
    def public_state(self):
        """What its writer is told. A robot caught by the honeypot reads the same as anyone who waits."""
        if self.is_undecided:
            return "waiting"
        return "not published" if self.status == self.Status.SPAM else str(self.status)

    @property
    def rating_word(self):
        return RATING_WORDS[self.rating]

    @property
    def initials(self):
        words = self.name.split()
        letters = [next((c for c in word if c.isalnum()), "") for word in (words[:1] + words[1:][-1:])]
        return "".join(letters).upper() or "–"


class RatingSummary(models.Model):
    """How many approved reviews of each rating an article has. Written by reviews.ratings alone."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="rating_summary"
    )
    stars_1 = models.IntegerField(default=0)
    stars_2 = models.IntegerField(default=0)
    stars_3 = models.IntegerField(default=0)
    stars_4 = models.IntegerField(default=0)
    stars_5 = models.IntegerField(default=0)
    count = models.GeneratedField(
        expression=F("stars_1") + F("stars_2") + F("stars_3") + F("stars_4") + F("stars_5"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    total = models.GeneratedField(
        expression=F("stars_1") + 2 * F("stars_2") + 3 * F("stars_3") + 4 * F("stars_4") + 5 * F("stars_5"),
        output_field=models.IntegerField(),
        db_persist=True,
    )

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(stars_1__gte=0, stars_2__gte=0, stars_3__gte=0, stars_4__gte=0, stars_5__gte=0),
                name="rating_counters_not_negative",
            )
        ]

    def __str__(self):
        return f"Ratings of article {self.article_id}"

    @property
    def counters(self):
        return {stars: getattr(self, f"stars_{stars}") for stars in RATING_WORDS}

    @property
    def average(self):
        if not self.count:
            return None
        return (Decimal(self.total) / self.count).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def distribution(self):
        """Five to one star: {stars, count, percent, url of the list with only these}."""
        address = reverse("reviews:list", args=[self.article.slug])
        return [
            {
                "stars": stars,
                "count": number,
                "percent": round(100 * number / self.count) if self.count else 0,
                "url": f"{address}?stars={stars}",
            }
            for stars, number in sorted(self.counters.items(), reverse=True)
        ]


class ModerationEvent(models.Model):
    """One decision. Rows are only ever added."""

    class Reason(models.TextChoices):
        OFF_TOPIC = "off_topic", "off topic"
        ABUSIVE = "abusive", "abusive"
        PERSONAL_DATA = "personal_data", "personal data"
        ADVERTISING = "advertising", "advertising"
        NOT_A_REVIEW = "not_a_review", "not a review"
        COPIED = "copied", "copied"
        UNLAWFUL = "unlawful", "unlawful"
        CONFLICT = "conflict", "conflict of interest"
        OTHER = "other", "other (needs a sentence)"

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="events")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField("by", max_length=310, help_text="Stays when the account is gone.")
    at = models.DateTimeField(default=timezone.now)
    from_status = models.CharField("from", max_length=9, choices=Review.Status)
    to_status = models.CharField("to", max_length=9, choices=Review.Status)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_status="rejected") & ~Q(reason="") | ~Q(to_status="rejected") & Q(reason=""),
                name="event_reason_when_rejected",
            )
        ]

    def __str__(self):
        return f"Review {self.review_id}: {self.from_status} to {self.to_status}"


class MailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None)

    def due(self, now):
        return self.waiting().filter(next_try_at__lte=now)


class Mail(models.Model):
    """The outbox: a row is written with the act that it tells of, and sent afterwards by reviews.mails."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "to the reader: received"
        WAITING = "waiting", "to a moderator: a review waits"

    review = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=20, choices=Kind)
    to = models.EmailField(max_length=254)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(
        null=True, default=timezone.now, help_text="Empty when it was given up after many attempts."
    )
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["received", "waiting"]), name="mail_kind_is_known")
        ]
        indexes = [models.Index(fields=["next_try_at"], condition=Q(sent_at=None), name="mail_due")]

    def __str__(self):
        return f"Mail {self.pk}"
