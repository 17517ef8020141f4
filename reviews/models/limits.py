"""The counts of reviews.limits, where no cache is shared by all processes."""

from django.db import models


class RateCount(models.Model):
    key = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"Count until {self.ends_at:%Y-%m-%d %H:%M}"
