"""What the reviews add up to, and what stays of those that were erased."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from reviews.models.decisions import ModerationEvent
from reviews.models.review import RATING_CHOICES, RATING_WORDS, Review


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


class Tally(models.Model):
    """How many reviews were erased, by what had become of them: no personal data. Written by reviews.erasing alone."""

    article = models.ForeignKey("articles.Article", null=True, on_delete=models.SET_NULL, related_name="+")
    stars = models.PositiveSmallIntegerField(choices=RATING_CHOICES)
    outcome = models.CharField(max_length=9, choices=Review.Status)
    reason = models.CharField(max_length=20, choices=ModerationEvent.Reason, blank=True)
    month = models.DateField(help_text="The first day of the month in which the reviews came in.")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "stars", "outcome", "reason", "month"], name="tally_one_row_each"
            ),
            models.CheckConstraint(condition=Q(stars__range=(1, 5)), name="tally_stars_are_1_to_5"),
        ]

    def __str__(self):
        return f"Erased of article {self.article_id}: {self.number}"
