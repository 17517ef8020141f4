"""The newest articles, whole, for feed readers."""

from datetime import UTC, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from articles.atom import Feed, plain
from articles.identity import identity
from articles.models import Byline
from articles.pages import absolute, changes_of, sources_of, updated_at
from articles.prose import for_elsewhere

# Of a feed in which nothing stands yet: Atom wants a time even so.
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def of_articles(articles, links):
    """The feed of `articles`, a list with their topics and live revisions; `links` are what also_reads gives."""
    shown = identity()
    feed = Feed(
        plain(shown.name),
        absolute(reverse("articles:home")),
        "",
        language=settings.LANGUAGE_CODE,
        author_name=plain(shown.name),
        subtitle=plain(shown.tagline) or None,
        feed_url=absolute(reverse("articles:feed")),
        feed_guid=shown.tag_uri("articles"),
        updated=NEVER,
    )
    people = _people(articles)
    for article in articles:
        name = shown.tag_uri("article", article.pk)
        _add(feed, article, name, links[article.pk], people.get(article.pk, []))
    return feed


def _add(feed, article, name, links, people):
    page = article.live.html
    address = absolute(article.get_absolute_url())
    context = {"page": page, "also_read": links, "sources": sources_of(page), "changes": changes_of(page)}
    feed.add_item(
        plain(page["title"]),
        address,
        None,
        unique_id=name,
        pubdate=article.public_from,
        updateddate=updated_at(page) or article.public_from,
        categories=[plain(article.topic.name)],
        people=people,
        language=page["language"],
        content=plain(for_elsewhere(render_to_string("articles/feed_entry.html", context), address)),
    )


def _people(articles):
    """{article's id: its authors in their order}, in one query."""
    rows = Byline.objects.filter(article__in=[article.pk for article in articles]).select_related("author")
    people = {}
    for row in rows:
        author = {"name": plain(row.author.name), "uri": absolute(row.author.get_absolute_url())}
        people.setdefault(row.article_id, []).append(author)
    return people
