"""An article is closed for reviews, and opened again; the reviews that are there stay."""

from django.db import transaction

from reviews import ratings
from reviews.models import ReviewsClosed


@transaction.atomic
def close(article, sentence):
    """Take no more reviews of `article`; `sentence` is what readers find in the place of the form."""
    ratings.renew_page(article.pk)
    return ReviewsClosed.objects.update_or_create(article=article, defaults={"sentence": sentence})[0]


@transaction.atomic
def reopen(article):
    ratings.renew_page(article.pk)
    ReviewsClosed.objects.filter(article=article).delete()
