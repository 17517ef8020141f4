"""What search engines are told of: every page that stands for itself, and when what it shows was last published."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from articles.identity import site_pages
from articles.models import Article, Author, Byline, Revision, SiteEdition, Topic
from articles.pages import absolute

LONGEST = 50_000  # entries in one file, as sitemaps.org has it


@dataclass(frozen=True)
class Entry:
    address: str
    changed: datetime | None = None  # None where it is not known
    picture: str = ""


def version():
    """What is another one whenever entries() are: the site's edition, and what time alone changes."""
    edition = SiteEdition.current()
    return edition, tuple(Article.objects.published().order_by("pk").values_list("live_id", flat=True))


def entries(more=()):
    """All of them, the newest article's first, at last the pages called `more`. Five queries, however many."""
    live = _live()
    articles = [
        Entry(
            absolute(Article(slug=row["article__slug"]).get_absolute_url()), row["publish_at"], _picture(row)
        )
        for row in live
    ]
    home = Entry(absolute(reverse("articles:home")), _newest(articles))
    addresses = [*(page.get_absolute_url() for page in site_pages()), *map(reverse, more)]
    return [home, *articles, *_lists(live), *(Entry(absolute(address)) for address in addresses)]


def index(parts, address):
    """An entry for each part, of a paginator, of the sitemap at `address`."""
    return [Entry(f"{address}?part={part.number}", _newest(part.object_list)) for part in parts]


def _live():
    live = Article.objects.published().values("live_id")
    found = Revision.objects.filter(pk__in=live).order_by("-article__public_from", "-article_id")
    return list(
        found.values("article_id", "article__slug", "article__topic_id", "publish_at", "card__cover__src")
    )


def _picture(row):
    return absolute(row["card__cover__src"]) if row["card__cover__src"] else ""


def _newest(entries):
    return max((entry.changed for entry in entries if entry.changed), default=None)


def _lists(live):
    """The topics, and the authors, of what is live."""
    changed = {row["article_id"]: row["publish_at"] for row in live}
    bylines = Byline.objects.values_list("author_id", "article_id")
    yield from _of(Topic, [(row["article__topic_id"], row["publish_at"]) for row in live])
    yield from _of(Author, [(author, changed[article]) for author, article in bylines if article in changed])


def _of(model, pairs):
    """An entry for each row of `model` in `pairs`, (its id, when an article of it was published)."""
    newest = {}
    for pk, moment in pairs:
        newest[pk] = max(moment, newest.get(pk, moment))
    for row in model.objects.order_by("pk"):
        if row.pk in newest:
            yield Entry(absolute(row.get_absolute_url()), newest[row.pk])
