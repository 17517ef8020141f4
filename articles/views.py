from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.caching import public_page
from articles.models import Article, Author, SiteEdition, Topic
from articles.pages import also_read, article_context, no_public_article, public_article, with_live
from articles.prose import to_html

PER_PAGE = 12


@require_safe
def home(request):
    articles, address = Article.objects.published(), reverse("articles:home")
    return _listed(request, articles, SiteEdition.current(), address, "articles/home.html")


# Of an author or topic without a public article the page says so: links to it may be older than the last one's end.


@require_safe
def author(request, slug):
    edition = SiteEdition.current()
    author = get_object_or_404(Author, slug=slug)
    articles = Article.objects.published().filter(authors=author)
    context = {"author": author, "bio": to_html(author.bio, top=2)}
    return _listed(request, articles, edition, author.get_absolute_url(), "articles/author.html", context)


@require_safe
def topic(request, slug):
    edition = SiteEdition.current()
    topic = get_object_or_404(Topic, slug=slug)
    articles, context = Article.objects.published().filter(topic=topic), {"topic": topic}
    return _listed(request, articles, edition, topic.get_absolute_url(), "articles/topic.html", context)


def _listed(request, articles, edition, address, template, context=None):
    """A page of `articles`, the newest first. `edition` is the site's, read before all that the page shows."""
    articles = articles.select_related("topic").order_by("-public_from", "-id")
    try:
        page = Paginator(articles, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    listed = with_live(list(page.object_list))
    shown = tuple((article.pk, article.live_id, article.edition) for article in listed)
    version = (page.number, page.paginator.num_pages, shown, edition)
    canonical_path = address if page.number == 1 else f"{address}?page={page.number}"
    context = {"articles": listed, "page_obj": page, "canonical_path": canonical_path} | (context or {})
    return public_page(request, version, lambda: render(request, template, context))


@require_safe
def detail(request, slug):
    article = public_article(slug)
    if article is None:
        return no_public_article(request, slug)
    links = also_read(article)
    version = (article.live_id, article.live.renderer_version, article.edition, article.site_edition, links)
    return public_page(
        request, version, lambda: render(request, "articles/article.html", article_context(article, links))
    )
