"""Articles that take no more reviews."""

from django.db import models
from django.utils import timezone


class ReviewsClosed(models.Model):
    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="reviews_closed", primary_key=True
    )
    sentence = models.CharField(
        max_length=300,
        help_text=(
            "What readers find in the place of the form, as a whole sentence, for example "
            "“We are rewriting this article, and take reviews again in spring.” The reviews that are there stay."
        ),
    )
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "article closed for reviews"
        verbose_name_plural = "articles closed for reviews"

    def __str__(self):
        return str(self.article)
