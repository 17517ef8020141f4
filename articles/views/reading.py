"""The public pages: home, topics, authors, articles."""

from functools import partial

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.caching import public_page
from articles.figures import facts_of, shown
from articles.models import Article, Author, SiteEdition, Topic
from articles.onward import more_to_read
from articles.pages import (
    also_read,
    article_context,
    no_filed,
    no_public_article,
    public_article,
    public_topics,
    with_live,
)
from articles.prose import to_html

PER_PAGE = 12


@require_safe
def home(request):
    edition, address = SiteEdition.current(), reverse("articles:home")
    articles = Article.objects.published()
    return _listed(request, articles, edition, address, "articles/home.html", _of_home)


def _of_home(path, articles, first):
    return {"structured_data": structured_data.of_list(path, articles, first)}


# Of an author or topic without a public article the page says so: links to it may be older than the last one's end.


@require_safe
def author(request, slug):
    edition = SiteEdition.current()
    author = Author.objects.select_related("photo").filter(slug=slug).first()
    if author is None:
        return no_filed(request, Author, slug)
    articles, address = Article.objects.published().filter(authors=author), author.get_absolute_url()
    return _listed(request, articles, edition, address, "articles/author.html", partial(_of_author, author))


def _of_author(author, path, articles, first):
    photo = author.photo and shown(author.photo, facts_of(author.photo), "portrait", "square")
    data = structured_data.of_author(path, articles, author=author, photo=photo)
    return {"author": author, "bio": to_html(author.bio, top=2), "photo": photo, "structured_data": data}


@require_safe
def topic(request, slug):
    edition = SiteEdition.current()
    topic = Topic.objects.filter(slug=slug).first()
    if topic is None:
        return no_filed(request, Topic, slug)
    articles, address = Article.objects.published().filter(topic=topic), topic.get_absolute_url()
    return _listed(request, articles, edition, address, "articles/topic.html", partial(_of_topic, topic))


def _of_topic(topic, path, articles, first):
    return {"topic": topic, "structured_data": structured_data.of_list(path, articles, first, topic=topic)}


def _listed(request, articles, edition, address, template, more):
    """A page of `articles`, the newest first, with what `more(path, articles, first)` says beside them.

    `edition` is the site's, read before all that the page shows.
    """
    articles = articles.select_related("topic").order_by("-public_from", "-id")
    try:
        page = Paginator(articles, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    listed = with_live(list(page.object_list))
    shown = tuple((article.live_id, article.live.renderer_version, article.edition) for article in listed)
    topics = public_topics()
    version = (page.number, page.paginator.num_pages, shown, edition, [topic.pk for topic in topics])
    path = address if page.number == 1 else f"{address}?page={page.number}"
    context = {"articles": listed, "page_obj": page, "topics": topics, "canonical_path": path}
    return public_page(
        request,
        version,
        lambda: render(request, template, context | more(path, listed, page.start_index())),
    )


@require_safe
def detail(request, slug):
    article = public_article(slug)
    if article is None:
        return no_public_article(request, slug)
    links, more = also_read(article), more_to_read(article)
    live = article.live
    version = (live.pk, live.renderer_version, article.edition, article.site_edition, links, more)
    return public_page(request, version, lambda: _article(request, article, links, more))


def _article(request, article, links, more):
    context = article_context(article, links)
    told = {"more": more, "structured_data": structured_data.of_article(context)}
    return render(request, "articles/article.html", context | told)
