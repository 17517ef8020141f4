"""A review, and the edit that may wait beside it."""

import secrets
import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Revision

RATING_WORDS = {1: _("very poor"), 2: _("not that bad"), 3: _("average"), 4: _("good"), 5: _("perfect")}
RATING_CHOICES = [(stars, format_lazy("{}, {}", stars, word)) for stars, word in RATING_WORDS.items()]

# Partial indexes, for each order of the list, of all that are public and of those with photos: on SQLite an index
# led by a status column gives no order.
LISTED = {"approved": Q(status="approved"), "photos": Q(status="approved", photo_count__gt=0)}
ORDERS_OF_LISTS = {
    "by_time": ["submitted_at", "id"],
    "by_stars": ["rating", "submitted_at", "id"],
    "lowest": ["rating", "-submitted_at", "-id"],
    "helpful": ["helpful_count", "submitted_at", "id"],
    "stars_helpful": ["rating", "helpful_count", "submitted_at", "id"],
}


def make_token():
    return secrets.token_urlsafe(32)


class ReviewQuerySet(models.QuerySet):
    def approved(self):
        """The only way in which a review reaches a public page."""
        return self.filter(status=Review.Status.APPROVED)

    def pending(self):
        return self.filter(status=Review.Status.PENDING)

    def waiting(self):
        """The moderators' queue: new reviews, and approved ones with an edit or reports to look at."""
        return self.filter(waiting_since__isnull=False)

    def with_photos(self):
        """Those beside which readers see photos."""
        return self.approved().filter(photo_count__gt=0)

    def newest_first(self):
        return self.order_by("-submitted_at", "-id")

    def last_approved_first(self):
        """As they came to be public, whenever they were sent."""
        return self.approved().order_by("-decided_at", "-id")

    def with_corrections(self):
        """With `is_before_correction`: whether its article was corrected after it was written."""
        corrections = Revision.objects.due().filter(
            article=OuterRef("article"),
            kind=Revision.Kind.CORRECTION,
            publish_at__gt=OuterRef("submitted_at"),
        )
        return self.annotate(is_before_correction=Exists(corrections))


class Words(models.Model):
    """What a reader wrote, and what screening made of it."""

    rating = models.PositiveSmallIntegerField(
        "stars", choices=RATING_CHOICES, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    comment = models.TextField("review")
    name = models.CharField(max_length=80)
    # SHA-256 of the comment without its case and spaces: how screening finds the same text elsewhere
    comment_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    # Written by reviews.screening alone: the sum of the weights, and the names of the rules that hit
    screening_score = models.PositiveSmallIntegerField(default=0, editable=False)
    screening_reasons = models.JSONField(default=list, editable=False)

    class Meta:
        abstract = True

    @property
    def words(self):
        return {"rating": self.rating, "comment": self.comment, "name": self.name}

    @property
    def rating_word(self):
        return RATING_WORDS[self.rating]

    @property
    def initials(self):
        words = self.name.split()
        letters = [next((c for c in word if c.isalnum()), "") for word in (words[:1] + words[1:][-1:])]
        return "".join(letters).upper() or "–"


class Review(Words):
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
    email = models.EmailField(max_length=254, help_text="As typed; used for sending, never shown to readers.")
    # 252 characters before the @, 253 after it: see email_keys
    email_key = models.CharField(max_length=512, editable=False)
    email_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    mails_stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Written by moderation.decide alone once the row is there
    status = models.CharField(max_length=9, choices=Status, default=Status.PENDING)
    # Grows with each decision and each edit, so that nobody decides on what they have not seen
    version = models.PositiveIntegerField(default=1, editable=False)
    # The right default for a pending review; the others wait only with an edit or reports
    waiting_since = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)
    # Mailed links carry it; a higher number kills the earlier ones
    link_version = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, null=True, editable=False)
    submitted_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(
        null=True, blank=True, help_text="When the last edit of the published words was approved."
    )
    answer = models.TextField("answer of the editors", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Written by reviews.votes alone; votes themselves are kept for 30 days
    helpful_count = models.PositiveIntegerField("helpful votes", default=0, editable=False)
    # Written by reviews.photos alone: how many photos readers see with it
    photo_count = models.PositiveSmallIntegerField("photos", default=0, editable=False)
    # Keyed hashes of who sent it, and from which network: see reviews.senders. Emptied after 30 days.
    sender_hash = models.CharField(max_length=32, blank=True, editable=False)
    network_hash = models.CharField(max_length=32, blank=True, editable=False)

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
            models.CheckConstraint(
                condition=Q(status="approved")
                | Q(status="pending", waiting_since__isnull=False)
                | Q(status__in=["rejected", "spam", "withdrawn"], waiting_since__isnull=True),
                name="review_waits_while_pending",
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False),
                name="review_answer_has_a_date",
            ),
            models.UniqueConstraint(
                fields=["article", "email_key"],
                condition=Q(status="approved"),
                name="review_one_approved_per_address",
            ),
        ]
        indexes = [
            *(
                models.Index(fields=["article", *order], condition=condition, name=f"review_{which}_{name}")
                for which, condition in LISTED.items()
                for name, order in ORDERS_OF_LISTS.items()
            ),
            models.Index(
                fields=["article", "decided_at", "id"],
                condition=LISTED["approved"],
                name="review_approved_by_decision",
            ),
            models.Index(
                fields=["waiting_since", "id"],
                condition=Q(waiting_since__isnull=False),
                name="review_waiting",
            ),
            models.Index(fields=["email_key", "submitted_at"], name="review_by_address"),
            models.Index(
                fields=["network_hash", "submitted_at"],
                condition=~Q(network_hash=""),
                name="review_by_network",
            ),
        ]

    def __str__(self):
        return f"Review {self.pk}"

    def get_absolute_url(self):
        """The private page of this review: who knows the address may read it."""
        return reverse("reviews:status", args=[self.token])

    @property
    def permalink(self):
        return reverse("reviews:permalink", args=[self.uid])

    @property
    def article_title(self):
        """As readers see it now, or saw it last."""
        return (self.article.live or self.revision).card["title"]

    @property
    def is_approved(self):
        return self.status == self.Status.APPROVED

    @property
    def is_undecided(self):
        """Nobody has decided yet; what screening took for spam is spam without a decision."""
        return self.decided_at is None and self.status in (self.Status.PENDING, self.Status.SPAM)

    @property
    def public_state(self):
        """What its writer is told. A robot caught by screening reads the same as anyone who waits."""
        if self.is_undecided:
            return "waiting"
        return "not published" if self.status == self.Status.SPAM else str(self.status)

    @property
    def waiting_edit(self):
        edit = getattr(self, "edit", None)
        return edit if edit and edit.status == ReviewEdit.Status.WAITING else None


class ReviewEdit(Words):
    """Other words for a review that has been approved, which stay beside it until they are decided on.

    An approved edit changes places with the review's words: the row then keeps what stood there before, so that
    the decision can be undone.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "waiting"
        REJECTED = "rejected", "rejected"
        REPLACED = "replaced", "replaced"

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="edit")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(rating__range=(1, 5)), name="edit_rating_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(status__in=["waiting", "rejected", "replaced"]), name="edit_status_is_known"
            ),
        ]

    def __str__(self):
        return f"Edit of review {self.review_id}"
