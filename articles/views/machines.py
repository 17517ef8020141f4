"""What is read by machines: feed readers, search engines, and whoever wants an article as text."""

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import atom, feeds, sitemap
from articles.caching import public_page
from articles.manuscript import filing
from articles.models import Article, SiteEdition
from articles.pages import WHOLE, absolute, also_reads, no_public_article, public_article, with_live

XML = "application/xml; charset=utf-8"
MARKDOWN = "text/markdown; charset=utf-8"


@require_safe
def feed(request):
    edition = SiteEdition.current()
    newest = Article.objects.published().select_related("topic").order_by("-public_from", "-id")
    articles = with_live(list(newest[: atom.NEWEST]), unread=WHOLE)
    links = also_reads(articles)
    shown = tuple((article.live_id, article.live.renderer_version) for article in articles)
    return public_page(
        request, (edition, shown, links), lambda: atom.response(feeds.of_articles(articles, links))
    )


@require_safe
def addresses(request, more=()):
    """The sitemap, with the pages called `more`, or where it would be too long the index of its parts, `?part=1`…"""
    part = request.GET.get("part")
    return public_page(request, (part, sitemap.version()), lambda: _addresses(request, part, more))


def _addresses(request, part, more):
    parts = Paginator(sitemap.entries(more), sitemap.LONGEST)
    if part is None and parts.num_pages > 1:
        entries = sitemap.index(parts, absolute(request.path))
        return render(request, "articles/sitemap_index.xml", {"entries": entries}, content_type=XML)
    try:
        entries = parts.page("1" if part is None else part).object_list
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "articles/sitemap.xml", {"entries": entries}, content_type=XML)


@require_safe
def text(request, slug):
    """The manuscript of what readers see now."""
    article = public_article(slug)
    if article is None:
        return no_public_article(request, slug, text_url)
    targets = filing.public_targets(article.live.html["also_read"])
    version = (article.live_id, article.edition, article.site_edition, sorted(targets.items()))
    return public_page(request, version, lambda: _manuscript(article, targets))


def text_url(article):
    return reverse("articles:text", args=[article.slug])


def _manuscript(article, targets):
    response = HttpResponse(filing.of_live(article, targets), content_type=MARKDOWN)
    # It says what the page says, and the page is the one to be found.
    response.headers["Link"] = f'<{absolute(article.get_absolute_url())}>; rel="canonical"'
    return response
