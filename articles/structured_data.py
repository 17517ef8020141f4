"""What a page says to machines: nodes of one JSON-LD graph, in the words of schema.org.

A node is named by its address: a page by its own, what a page is about by that and a fragment. So it is the same node
on whatever page it stands, and whoever knows more of it adds to it by its name. Never a rating made of many: search
engines know none of an article.
"""

import re

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.models import Revision
from articles.pages import absolute
from articles.prose import count_words

LONGEST_HEADLINE = 110  # characters, of which search engines read no more
CARD = {"width": "1200 px", "height": "630 px"}
# The number of a source that is cited is none of the words.
NO_WORDS = re.compile(r"<sup>.*?</sup>")
TAG = re.compile(r"<[^>]*>")


def of_site(name):
    """The nodes of every graph: who publishes, and where."""
    home = reverse("articles:home")
    publisher = {"@id": absolute(f"{home}#organization")}
    logo = absolute(static("apple-touch-icon.png"))
    site = {"name": name, "url": absolute(home)}
    return [
        {"@type": "Organization", **publisher, **site, "logo": logo},
        {
            "@type": "WebSite",
            **_website(),
            **site,
            "inLanguage": settings.LANGUAGE_CODE,
            "publisher": publisher,
        },
    ]


def of_list(path, articles, first=1, *, topic=None):
    """The nodes of a page with `articles`, of all or of one topic, which have their live revisions.

    They are counted from `first`.
    """
    rows = [
        _step(number, article.live.card["title"], article.get_absolute_url())
        for number, article in enumerate(articles, start=first)
    ]
    items = {"@type": "ItemList", "itemListElement": rows}
    return [_page("CollectionPage", path) | _said(name=topic and topic.name, mainEntity=rows and items)]


def of_author(path, articles, *, author, photo):
    """The nodes of a page with `articles` of an author; `photo` is what articles.figures shows of it, or None."""
    person = _person(author)
    works = [
        {
            "@type": "Article",
            **named_article(article),
            "headline": _headline(article.live.card["title"]),
            "url": absolute(article.get_absolute_url()),
            "author": {"@id": person["@id"]},
        }
        for article in articles
    ]
    page = _page("ProfilePage", path) | {"name": author.name, "mainEntity": {"@id": person["@id"]}}
    return [page | _said(hasPart=works), person | _said(image=photo and absolute(photo["src"]))]


def of_article(context):
    """The nodes of an article's page, of the context of articles.pages.article_context."""
    article, page = context["article"], context["page"]
    trail, this = _trail(article, page["title"]), named_article(article)
    about = {"name": page["title"], "inLanguage": page["language"]}
    return [
        _page("WebPage", article.get_absolute_url())
        | about
        | {"breadcrumb": {"@id": trail["@id"]}, "mainEntity": this},
        trail,
        {"@type": "Article", **this, **_filed(context), **_written(article, page, context["changes"])},
    ]


def named_article(article):
    """The name of an article's node, by which others add to it."""
    return {"@id": absolute(f"{article.get_absolute_url()}#article")}


def day(moment):
    """As pages show it, in the site's time zone."""
    return timezone.localtime(moment).date().isoformat()


def _page(kind, path):
    return {"@type": kind, "@id": absolute(path), "url": absolute(path), "isPartOf": _website()}


def _website():
    return {"@id": absolute(f"{reverse('articles:home')}#website")}


def _filed(context):
    article = context["article"]
    updated = context["updated_at"]
    return _said(
        mainEntityOfPage={"@id": absolute(article.get_absolute_url())},
        datePublished=day(article.public_from),
        dateModified=updated and day(updated),
        author=[_person(author) for author in context["authors"]],
        publisher={"@id": absolute(f"{reverse('articles:home')}#organization")},
        articleSection=article.topic.name,
        image=[*_card(context["social_card"]), *_cover(context["page"]["cover"])],
    )


def _written(article, page, changes):
    return _said(
        headline=_headline(page["title"]),
        description=page["description"],
        inLanguage=page["language"],
        wordCount=sum(count_words(TAG.sub(" ", NO_WORDS.sub("", text))) for text in _texts(page)),
        about=[_subject(article, subject) for subject in page["subjects"]],
        citation=[_source(source) for source in page["sources"]],
        correction=[
            {"@type": "CorrectionComment", "text": change["note"], "datePublished": day(change["at"])}
            for change in changes
            if change["kind"] == Revision.Kind.CORRECTION
        ],
    )


def _headline(title):
    return Truncator(title).chars(LONGEST_HEADLINE)


def _texts(page):
    """All that is to be read of an article, plain or as HTML."""
    yield from (page[name] for name in ("title", "summary", "headline", "introduction", "conclusion"))
    for row in page["comparison"]:
        yield from (row["aspect"], *(cell["text"] for cell in row["cells"]))
    for subject in page["subjects"]:
        yield from (subject[name] for name in ("heading", "definition", "attributes_heading"))
        yield from _of_points(subject["attributes"])
    yield page["relationship_heading"]
    yield from _of_points(page["relationship"])


def _of_points(points):
    for point in points:
        yield from (point["title"], point["text"])


def _person(author):
    address = absolute(author.get_absolute_url())
    person = {"@type": "Person", "@id": f"{address}#person", "name": author.name, "url": address}
    return person | _said(jobTitle=author.role)


def _subject(article, subject):
    address = absolute(f"{article.get_absolute_url()}#{subject['anchor']}")
    return {"@type": "DefinedTerm", "@id": address, "name": subject["name"], "url": address}


def _source(source):
    publisher = source["publisher"] and {"@type": "Organization", "name": source["publisher"]}
    return {"@type": "CreativeWork"} | _said(name=source["title"], url=source["url"], publisher=publisher)


def _card(address):
    return [{"@type": "ImageObject", "url": address, **CARD}] if address else []


def _cover(cover):
    """Each file for a browser to choose from, all of one shape."""
    for file in cover["jpg"].split(", ") if cover else ():
        address, _, width = file.rpartition(" ")
        width = int(width.removesuffix("w"))
        height = round(cover["height"] * width / cover["width"])
        size = {"width": f"{width} px", "height": f"{height} px"}
        yield {"@type": "ImageObject", "url": absolute(address), **size}


def _trail(article, title):
    topic = article.topic
    steps = [
        (_("Home"), reverse("articles:home")),
        (topic.name, topic.get_absolute_url()),
        (title, article.get_absolute_url()),
    ]
    return {
        "@type": "BreadcrumbList",
        "@id": absolute(f"{article.get_absolute_url()}#breadcrumb"),
        "itemListElement": [_step(number, *step) for number, step in enumerate(steps, start=1)],
    }


def _step(position, name, path):
    return {"@type": "ListItem", "position": position, "name": name, "item": {"@id": absolute(path)}}


def _said(**values):
    """What there is to say of `values`."""
    return {name: value for name, value in values.items() if value}
