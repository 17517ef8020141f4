"""The one place where a template starts queries, and all of them."""

from django import template
from django.urls import reverse

from reviews.forms import ReviewForm
from reviews.listing import PER_PAGE
from reviews.summaries import give_ratings, shown_summary

register = template.Library()


@register.simple_tag(takes_context=True, name="reviews")
def reviews_of_article(context):
    """Set `reviews` in the context: summary, newest, more, list_url and form for `article`. Two queries."""
    article = context["article"]
    found = list(article.reviews.approved().newest_first()[: PER_PAGE + 1])
    context["reviews"] = {
        "summary": shown_summary(article),
        "newest": found[:PER_PAGE],
        "more": len(found) > PER_PAGE,
        "list_url": reverse("reviews:list", args=[article.slug]),
        "form": ReviewForm(),
    }
    return ""


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
