"""The one place where a template starts queries, and all of them."""

from django import template
from django.urls import reverse

from reviews.albums import give_photos
from reviews.forms import ReviewForm
from reviews.listing import PER_PAGE
from reviews.orders import NEWEST, ORDERS
from reviews.pairs import has_enough, newest_and_pair
from reviews.structured_data import of_reviews
from reviews.summaries import give_ratings, summary_and_closed

register = template.Library()


@register.simple_tag(takes_context=True, name="reviews")
def reviews_of_article(context):
    """Set `reviews` in the context: summary, closed, pair, order, newest, more, list_url, form and
    structured_data for `article`.

    Two queries, and a third where reviews have photos.
    """
    article = context["article"]
    summary, closed = summary_and_closed(article)
    found, pair = _newest(article.reviews.approved(), summary)
    give_photos(found[:PER_PAGE])
    context["reviews"] = {
        "summary": summary,
        "closed": closed,
        "pair": pair,
        "order": ORDERS[NEWEST],
        "newest": found[:PER_PAGE],
        "more": len(found) > PER_PAGE,
        "list_url": reverse("reviews:list", args=[article.slug]),
        "form": ReviewForm(),
        "structured_data": of_reviews(article, summary, found[:PER_PAGE]),
    }
    return ""


def _newest(reviews, summary):
    if has_enough(summary):
        return newest_and_pair(reviews, PER_PAGE + 1)
    return list(reviews.with_corrections().newest_first()[: PER_PAGE + 1]), None


@register.tag
def ratings(parser, token):
    """`{% ratings for articles %}` gives each article of the list its `rating`. One query."""
    bits = token.split_contents()
    if len(bits) != 3 or bits[1] != "for":
        raise template.TemplateSyntaxError("It is written {% ratings for articles %}.")
    return RatingsNode(parser.compile_filter(bits[2]))


class RatingsNode(template.Node):
    def __init__(self, articles):
        self.articles = articles

    def render(self, context):
        give_ratings(self.articles.resolve(context) or [])
        return ""
