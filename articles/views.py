from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.caching import public_page
from articles.models import Article, SiteEdition
from articles.pages import also_read, article_context, no_public_article, public_article, with_live

PER_PAGE = 12


@require_safe
def home(request):
    articles = Article.objects.published().select_related("topic").order_by("-public_from", "-id")
    try:
        page = Paginator(articles, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    listed = with_live(list(page.object_list))
    shown = tuple((article.pk, article.live_id, article.edition) for article in listed)
    version = (page.number, page.paginator.num_pages, shown, SiteEdition.current())
    context = {"articles": listed, "page_obj": page, "canonical_path": _home_path(page.number)}
    return public_page(request, version, lambda: render(request, "articles/home.html", context))


def _home_path(number):
    home = reverse("articles:home")
    return home if number == 1 else f"{home}?page={number}"


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
