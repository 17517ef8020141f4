from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from articles import atom
from articles.caching import public_page
from articles.models import Article
from articles.pages import CARD, no_public_article, public_article
from reviews import feeds, listing
from reviews.albums import give_photos
from reviews.filters import filters_of, heading, orders_of, photos_link
from reviews.models import Review
from reviews.orders import NEWEST
from reviews.pairs import has_enough, pair_of
from reviews.same_origin import same_origin
from reviews.summaries import summary_closed_and_photos
from reviews.views.submitting import receive


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def reviews_of_article(request, slug):
    article = public_article(slug, unread=CARD)
    if article is None:
        return no_public_article(request, slug, list_url)
    return receive(request, article) if request.method == "POST" else _list(request, article)


@require_safe
def feed(request, slug):
    article = public_article(slug, unread=CARD)
    if article is None:
        return no_public_article(request, slug, feed_url)
    version = (article.live_id, article.edition, article.site_edition)
    return public_page(request, version, lambda: _feed(article))


@require_safe
def permalink(request, uid):
    """Lead to the page of the list that holds the review now."""
    review = get_object_or_404(Review.objects.approved().select_related("article"), uid=uid)
    article = review.article
    if not Article.objects.published().filter(pk=article.pk).exists():
        return no_public_article(request, article.slug, list_url)
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


def feed_url(article):
    return reverse("reviews:feed", args=[article.slug])


def _feed(article):
    newest = list(article.reviews.last_approved_first()[: atom.NEWEST])
    give_photos(newest)
    return atom.response(feeds.of_reviews(article, newest, feed_url(article)))


def _context(article, choice):
    summary, closed, with_photos = summary_closed_and_photos(article, choice.stars)
    reviews = article.reviews.approved()
    has_pair = choice.is_plain and has_enough(summary)
    return _page_links(article, reviews, choice) | {
        "article": article,
        "title": article.live.card["title"],
        "heading": heading(choice, article.live.card["title"]),
        "summary": summary,
        "closed": closed,
        "pair": pair_of(reviews) if has_pair else None,
        "choice": choice,
        "order": choice.order,
        "by_age": choice.sort == NEWEST,
        "found": with_photos if choice.photos else _number(summary, choice.stars),
        "photos_link": photos_link(choice, list_url(article), with_photos),
        "filters": filters_of(choice, list_url(article)),
        "orders": orders_of(choice, list_url(article)),
        "list_url": list_url(article),
        "canonical_path": list_url(article),
    }


def _number(summary, stars):
    if summary is None:
        return 0
    return summary.counters[stars] if stars else summary.count


def _page_links(article, reviews, choice):
    page = listing.page(reviews.with_corrections(), choice)
    give_photos(page.reviews)
    address = list_url(article)
    return {
        "reviews": page.reviews,
        "first_url": "" if choice.is_first_page else choice.address(address),
        "previous_url": choice.address(address, before=page.previous) if page.previous else "",
        "next_url": choice.address(address, after=page.next) if page.next else "",
        "last_url": choice.address(address, before="") if page.next else "",
    }
