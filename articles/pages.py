"""What the public pages are made of; other apps that show an article's page use these."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.dateparse import parse_datetime

from articles.models import AlsoRead, Article, Author, Revision, SlugRedirect


def public_article(slug):
    """The article that is public at `slug` now, with its topic, or None."""
    return Article.objects.published().select_related("topic").filter(slug=slug).first()


def no_public_article(request, slug, address=Article.get_absolute_url):
    """The answer where `public_article` found none: moved, gone, or (Http404) never there.

    `address` says where an article that moved has the page that was asked for.
    """
    articles = Article.objects.select_related("ended_target")
    article = articles.filter(slug=slug).first()
    if article is None:
        old = SlugRedirect.objects.filter(slug=slug).first()
        if old is None:
            raise Http404
        article = articles.filter(pk=old.article_id).first()
        if article and article.is_published:
            return _moved(request, address(article))
    if article and not article.ever_public:
        raise Http404
    return _gone(request, article)


def _gone(request, article):
    """The article that stands in for one that ended, else 410 with its sentence."""
    target = article and article.ended_target
    # What was sent to an article that ended was not meant for the other one.
    if target and target.is_published and request.method != "POST":
        return HttpResponsePermanentRedirect(target.get_absolute_url())
    return render(request, "410.html", {"sentence": article.ended_note if article else ""}, status=410)


def _moved(request, address):
    query = request.META["QUERY_STRING"]
    # What was sent to the old address is sent again to the new one.
    return HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, preserve_request=request.method == "POST"
    )


def with_live(articles):
    """Give each of `articles`, a list from `published()`, its live revision, in one query."""
    revisions = Revision.objects.defer("content", "html").in_bulk([article.live_id for article in articles])
    for article in articles:
        article.live = revisions[article.live_id]
    return articles


def also_read(article):
    """{place: [{title, url}]} for the live revision; the url is empty where the target is not public now."""
    rows = article.live.html["also_read"]
    targets = {row["article"] for row in rows if row["article"]}
    public = Article.objects.published().in_bulk(targets) if targets else {}
    links = {place: [] for place in AlsoRead.Place.values}
    for row in rows:
        target = public.get(row["article"])
        links[row["place"]].append(
            {"title": row["title"], "url": target.get_absolute_url() if target else ""}
        )
    return links


def article_context(article, links=None):
    """The context of templates/articles/article.html, for an article from `public_article`."""
    page = article.live.html
    return {
        "article": article,
        "page": page,
        "authors": list(
            Author.objects.filter(byline__article=article).order_by("byline__position", "byline__id")
        ),
        "also_read": also_read(article) if links is None else links,
        "updated_at": parse_datetime(page["updated"]) if page["updated"] else None,
        "changes": [
            change | {"at": parse_datetime(change["at"])} for change in reversed(page.get("changes", []))
        ],
        "canonical_path": article.get_absolute_url(),
    }
