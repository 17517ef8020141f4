from django.http import HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import resolve, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from articles.caching import public_page
from articles.pages import no_public_article, public_article
from reviews import listing
from reviews.forms import ReviewForm
from reviews.models import Review
from reviews.same_origin import same_origin
from reviews.submitting import submit
from reviews.summaries import shown_summary

private = cache_control(private=True, no_store=True)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
def reviews_of_article(request, slug):
    article = public_article(slug)
    if article is None:
        return _elsewhere(request, slug)
    return _receive(request, article) if request.method == "POST" else _list(request, article)


@private
@require_safe
def status(request, token):
    review = get_object_or_404(Review.objects.select_related("article", "revision"), token=token)
    article = review.article
    context = {
        "review": review,
        "article": article,
        "title": (article.live or review.revision).card["title"],
        "article_url": article.get_absolute_url() if article.is_published else "",
    }
    response = render(request, "reviews/status.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _elsewhere(request, slug):
    """Reviews follow their article to its new address, a review that is just being sent included."""
    answer = no_public_article(request, slug)
    if not isinstance(answer, HttpResponsePermanentRedirect):
        return answer
    address = reverse("reviews:list", args=[resolve(answer.url).kwargs["slug"]])
    return HttpResponsePermanentRedirect(address, preserve_request=True)


@private
def _receive(request, article):
    form = ReviewForm(_typed(request))
    if form.is_valid():
        response = redirect(submit(article, form))
        response.status_code = 303
        return response
    context = {"article": article, "title": article.live.card["title"], "form": form}
    return render(request, "reviews/invalid.html", context, status=422)


def _typed(request):
    """What was typed; bytes that are no UTF-8 become U+FFFD, which the form refuses.

    Django itself would read such a body as Latin-1, and store what nobody typed.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        return request.POST
    return QueryDict(request.body.decode("utf-8", "replace"))


def _list(request, article):
    choice = listing.Choice.of(request.GET)
    live = article.live
    version = (live.pk, live.number, article.edition, article.site_edition, choice)
    return public_page(
        request, version, lambda: render(request, "reviews/list.html", _context(article, choice))
    )


def _context(article, choice):
    page, address = (
        listing.page(article.reviews.approved(), choice),
        reverse("reviews:list", args=[article.slug]),
    )
    return {
        "article": article,
        "title": article.live.card["title"],
        "reviews": page.reviews,
        "summary": shown_summary(article),
        "stars": choice.stars,
        "newer_url": choice.address(address, before=page.newer) if page.newer else "",
        "older_url": choice.address(address, after=page.older) if page.older else "",
        "list_url": address,
        "canonical_path": address,
    }
