from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles.caching import public_page
from articles.pages import no_public_article, public_article
from reviews import listing
from reviews.filters import filters_of, orders_of
from reviews.models import Review
from reviews.orders import NEWEST
from reviews.pairs import has_enough, pair_of
from reviews.same_origin import same_origin
from reviews.summaries import summary_and_closed
from reviews.views.submitting import receive


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def reviews_of_article(request, slug):
    article = public_article(slug)
    if article is None:
        return no_public_article(request, slug, list_url)
    return receive(request, article) if request.method == "POST" else _list(request, article)


@require_safe
def permalink(request, uid):
    """Lead to the page of the list that holds the review now."""
    review = get_object_or_404(Review.objects.approved().select_related("article"), uid=uid)
    slug = review.article.slug
    article = public_article(slug)
    if article is None:
        return no_public_article(request, slug)
    place = listing.cursor_before(article.reviews.approved(), review)
    address = listing.Choice().address(list_url(article), **({"after": place} if place else {}))
    return HttpResponseRedirect(f"{address}#review-{review.uid}")


def _list(request, article):
    choice = listing.Choice.of(request.GET)
    live = article.live
    version = (live.pk, article.edition, article.site_edition, choice)
    return public_page(
        request, version, lambda: render(request, "reviews/list.html", _context(article, choice))
    )


def list_url(article):
    return reverse("reviews:list", args=[article.slug])


def _context(article, choice):
    summary, closed = summary_and_closed(article)
    reviews = article.reviews.approved()
    has_pair = choice.is_plain and has_enough(summary)
    return _page_links(article, reviews, choice) | {
        "article": article,
        "title": article.live.card["title"],
        "summary": summary,
        "closed": closed,
        "pair": pair_of(reviews) if has_pair else None,
        "choice": choice,
        "order": choice.order,
        "by_age": choice.sort == NEWEST,
        "found": (summary.counters[choice.stars] if choice.stars else summary.count) if summary else 0,
        "filters": filters_of(choice, list_url(article)),
        "orders": orders_of(choice, list_url(article)),
        "list_url": list_url(article),
        "canonical_path": list_url(article),
    }


def _page_links(article, reviews, choice):
    page = listing.page(reviews.with_corrections(), choice)
    address = list_url(article)
    return {
        "reviews": page.reviews,
        "first_url": "" if choice.is_first_page else choice.address(address),
        "previous_url": choice.address(address, before=page.previous) if page.previous else "",
        "next_url": choice.address(address, after=page.next) if page.next else "",
        "last_url": choice.address(address, before="") if page.next else "",
    }
