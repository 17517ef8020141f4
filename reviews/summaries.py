"""The summaries that pages show: only those that count something."""

from django.db.models import Count, OuterRef, Subquery

from articles.models import Article
from reviews.models import RatingSummary, Review

FEW = 5  # below it the number of reviews is said before their average
BESIDE = ("rating_summary", "reviews_closed")


def summary_and_closed(article):
    """What an article's reviews add up to, and the row that closes it for more; each None without. One query."""
    return _beside(article, Article.objects.all())[:2]


def summary_closed_and_photos(article, stars=None):
    """The same, and how many of its reviews have photos, or of those with so many stars. One query."""
    reviews = Review.objects.with_photos().filter(article=OuterRef("pk"))
    if stars:
        reviews = reviews.filter(rating=stars)
    number = reviews.order_by().values("article").annotate(number=Count("pk")).values("number")
    summary, closed, found = _beside(article, Article.objects.annotate(with_photos=Subquery(number)))
    return summary, closed, found.with_photos or 0


def _beside(article, articles):
    found = articles.select_related(*BESIDE).only(*BESIDE).get(pk=article.pk)
    summary = getattr(found, "rating_summary", None)
    closed = getattr(found, "reviews_closed", None)
    return _shown(summary, article) if summary and summary.count else None, closed, found


def give_ratings(articles):
    """Set `rating` on each of `articles`, a list; one query for all."""
    found = RatingSummary.objects.filter(count__gt=0).in_bulk([article.pk for article in articles])
    for article in articles:
        rating = found.get(article.pk)
        article.rating = _shown(rating, article) if rating else None


def _shown(summary, article):
    # It asks its article for the address of the list, which would be a query.
    summary.article = article
    summary.is_small = summary.count < FEW
    return summary
