"""What the public pages are made of; other apps that show an article's page use these."""

from urllib.parse import urljoin

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.dateparse import parse_date, parse_datetime

from articles import rendering
from articles.models import AlsoRead, Article, Author, Revision, SlugRedirect, Topic

# What an article's own page reads of its live revision, and what lists do.
WHOLE, CARD = ("content",), ("content", "html")


def public_article(slug, unread=WHOLE):
    """The article that is public at `slug` now, with its topic and its live revision without `unread`, or None."""
    found = Article.objects.published().select_related("topic").filter(slug=slug)
    return next(iter(with_live(list(found), unread)), None)


def no_public_article(request, slug, address=None):
    """The answer where `public_article` found none: moved, gone, or (Http404) never there.

    `address(article)` says where an article that moved has what was asked for, unless that is its own page.
    """
    articles = Article.objects.select_related("ended_target")
    article = articles.filter(slug=slug).first()
    if article is None:
        old = SlugRedirect.objects.filter(slug=slug).first()
        if old is None:
            raise Http404
        article = articles.filter(pk=old.article_id).first()
        if article and article.is_published:
            return _moved(request, (address or Article.get_absolute_url)(article))
    if article and not article.ever_public:
        raise Http404
    target = article and _successor(article)
    if target is None:
        return _gone(request, article)
    if address is None:
        return HttpResponsePermanentRedirect(target.get_absolute_url())
    # Only a text takes the place of a text: the reviews, the feed and the source of the one are not the other's.
    return _gone(request, article, target)


def _successor(article):
    """The article that is read now in the place of one that ended, or None; what took its place may have ended too."""
    seen = {article.pk}
    while (article := article.ended_target) and article.pk not in seen:
        if article.is_published:
            return article
        seen.add(article.pk)
    return None


def no_filed(request, model, slug):
    """The answer where no topic, or no author, is at `slug`: moved, or (Http404) not there."""
    return _moved(request, get_object_or_404(model, old_slugs__slug=slug).get_absolute_url())


def _gone(request, article, target=None):
    sentence = article.ended_note if article else ""
    return render(request, "410.html", {"sentence": sentence, "target": target}, status=410)


def _moved(request, address):
    query = request.META["QUERY_STRING"]
    # What was sent to the old address is sent again to the new one.
    return HttpResponsePermanentRedirect(
        f"{address}?{query}" if query else address, preserve_request=request.method == "POST"
    )


def with_live(articles, unread=CARD):
    """Those of `articles`, a list from `published()`, that are still there, each with its live revision.

    One query, which reads nothing that is `unread`.
    """
    revisions = Revision.objects.defer(*unread).in_bulk([article.live_id for article in articles])
    for revision in revisions.values():
        _renew(revision)
    there = [article for article in articles if article.live_id in revisions]
    for article in there:
        article.live = revisions[article.live_id]
    return there


def _renew(revision):
    """A new release serves already while `manage.py rerender` is still to come."""
    if revision.renderer_version != rendering.RENDERER_VERSION:
        vars(revision).update(rendering.derived(revision.content))


def public_topics():
    """The topics that have something to read, the first made first: databases order names in different ways."""
    articles = Article.objects.published().filter(topic=OuterRef("pk"))
    return list(Topic.objects.filter(Exists(articles)).order_by("pk"))


def also_read(article):
    """{place: [{title, url}]} for the live revision; the url is empty where the target is not public now."""
    return also_reads([article])[article.pk]


def also_reads(articles):
    """The same by article's id, for a list with their live revisions. One query at most."""
    rows = {article.pk: article.live.html["also_read"] for article in articles}
    targets = {row["article"] for part in rows.values() for row in part if row["article"]}
    public = Article.objects.published().in_bulk(targets) if targets else {}
    return {pk: _links(part, public) for pk, part in rows.items()}


def _links(rows, public):
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
        "updated_at": updated_at(page),
        "sources": sources_of(page),
        "changes": changes_of(page),
        "canonical_path": article.get_absolute_url(),
        "social_card": social_card(article.live),
    }


def updated_at(page):
    """When a page was last changed for its readers, or None."""
    return parse_datetime(page["updated"]) if page["updated"] else None


def changes_of(page):
    """What readers are told of changes, {at, kind, note} each, the newest first."""
    return [change | {"at": parse_datetime(change["at"])} for change in reversed(page.get("changes", []))]


def sources_of(page):
    """The sources of a page, the day on which each was read as a date, or None."""
    return [source | {"accessed_on": parse_date(source["accessed_on"])} for source in page["sources"]]


def social_card(revision):
    """The absolute address of what social networks show of `revision`; "" until it is drawn."""
    name = revision.social_card
    return absolute(default_storage.url(name)) if name else ""


def absolute(address):
    """`address` as it is reached from anywhere."""
    return urljoin(settings.SITE_URL, address)
