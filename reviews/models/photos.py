"""The photos of a review, and the files that are still to be deleted."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from reviews.models.review import Review

MOST_PHOTOS = 4
LONGEST_ALTERNATIVE = 300


class PhotoQuerySet(models.QuerySet):
    def approved(self):
        """Part of what a person, or the site itself, has approved."""
        return self.filter(approved_at__isnull=False)

    def waiting(self):
        """Added, and not yet approved."""
        return self.filter(approved_at=None)

    def publishable(self):
        """Approved with their review."""
        return self.approved().filter(review__status=Review.Status.APPROVED)

    def unpublished(self):
        """Without the copies that readers are to see."""
        return self.publishable().filter(renditions=[])

    def public(self):
        """The only way in which a photo reaches a public page."""
        return self.publishable().exclude(renditions=[])


class Photo(models.Model):
    """One photo as it was taken in, in the private storage, where it stays; its public copies come and go."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="photos")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    position = models.PositiveSmallIntegerField()
    alternative = models.CharField("alternative text", max_length=LONGEST_ALTERNATIVE, blank=True)
    file = models.CharField(max_length=120, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    # "#rrggbb", its average, which holds its place until it is loaded
    colour = models.CharField(max_length=7)
    added_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True)
    # [{width, height, avif, jpg}], names in the public storage, the narrowest first; none until it is public.
    # Written by reviews.photos alone.
    renditions = models.JSONField(default=list)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["position", "id"]
        constraints = [
            # What is not approved has no public copies.
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False) | Q(renditions=[]),
                name="photo_is_public_when_approved",
            ),
        ]

    def __str__(self):
        return f"Photo {self.pk} of review {self.review_id}"

    @property
    def is_waiting(self):
        return self.approved_at is None


class LeftFile(models.Model):
    """A file in a storage that no row holds: it is being made, or it is to be deleted. See reviews.left_files."""

    name = models.CharField(max_length=120, unique=True)
    storage = models.CharField(max_length=7)
    # From then on nobody has it in hand, and it may be deleted.
    due_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"File in {self.storage}"
