"""What machines are told of an article's reviews: those that stand on its page, and how many there are."""

from articles.pages import absolute
from articles.structured_data import day, named_article


def of_reviews(article, summary, shown):
    """What is added to the node of `article`; `summary` is None without reviews, `shown` a list."""
    if summary is None:
        return []
    return [named_article(article) | {"commentCount": summary.count, "review": [_review(r) for r in shown]}]


def _review(review):
    return {
        "@type": "Review",
        "@id": absolute(review.permalink),
        "author": {"@type": "Person", "name": review.name},
        "datePublished": day(review.submitted_at),
        "reviewRating": {"@type": "Rating", "ratingValue": review.rating},
        "reviewBody": review.comment,
    }
