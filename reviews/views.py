from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
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
        return no_public_article(request, slug, list_url)
    return _receive(request, article) if request.method == "POST" else _list(request, article)


@private
@require_safe
def status(request, token):
    review = get_object_or_404(Review.objects.select_related("article", "revision"), token=token)
    article = review.article
    context = {
        "review": review,
        "article": article,
        "title": review.article_title,
        "article_url": article.get_absolute_url() if article.is_published else "",
    }
    response = render(request, "reviews/status.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


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
        request.upload_handlers = []  # no field takes a file, so none is kept
        return request.POST
    return QueryDict(request.body.decode("utf-8", "replace"))


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
    page = listing.page(article.reviews.approved(), choice)
    address = list_url(article)
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
