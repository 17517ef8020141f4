"""What RFC 4287 asks of a feed, and what makes one of use: whole links, whole words, names that stay."""

import re
import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit

import html5lib

ATOM = "{http://www.w3.org/2005/Atom}"
# RFC 3339, with an offset; RFC 4287 wants the capital letters.
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w/.-]+")
ONCE = ("id", "title", "updated")
AT_MOST_ONCE = ("content", "published", "summary", "subtitle", "rights")


def parse(response):
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314


def entries(response):
    return parse(response).findall(f"{ATOM}entry")


def text(element, name):
    return element.findtext(f"{ATOM}{name}")


def complaints(response):
    feed = parse(response)
    if feed.tag != f"{ATOM}feed":
        yield f"the root is {feed.tag}"
    found = feed.findall(f"{ATOM}entry")
    for element in [feed, *found]:
        yield from _of_construct(element)
    if not _link(feed, "self"):
        yield "the feed does not say where it is"
    names = [text(element, "id") for element in [feed, *found]]
    if len(set(names)) != len(names):
        yield "two have the same name"
    has_author = feed.find(f"{ATOM}author") is not None
    for entry in found:
        yield from _of_entry(entry, has_author)


def _of_construct(element):
    for name in ONCE:
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"{element.tag} has not exactly one {name}"
    for name in AT_MOST_ONCE:
        if len(element.findall(f"{ATOM}{name}")) > 1:
            yield f"{element.tag} has more than one {name}"
    if not TAG.fullmatch(text(element, "id") or ""):
        yield f"no name for all times: {text(element, 'id')}"
    if not (text(element, "title") or "").strip():
        yield "an empty title"
    for name in ("updated", "published"):
        yield from _of_moment(text(element, name))
    yield from _of_names(element)


def _of_names(element):
    for author in element.findall(f"{ATOM}author"):
        yield from _of_person(author)
    for link in element.findall(f"{ATOM}link"):
        yield from _of_address(link.get("href"))
    for category in element.findall(f"{ATOM}category"):
        if not category.get("term"):
            yield "a category without a term"


def _of_entry(entry, has_author):
    if not (has_author or entry.findall(f"{ATOM}author")):
        yield "nobody wrote it"
    if not _link(entry, "alternate"):
        yield "no link to the page"
    content = entry.find(f"{ATOM}content")
    if content is None or content.get("type") != "html" or not (content.text or "").strip():
        yield "no text"
        return
    page = html5lib.parseFragment(content.text, namespaceHTMLElements=False)
    for element in page.iter():
        for name in ("href", "src"):
            if element.get(name) is not None:
                yield from _of_address(element.get(name))
        if set(element.keys()) & {"class", "id", "style", "srcset"}:
            yield f"what is of our sheet: {element.attrib}"
        if element.tag in ("script", "style", "svg", "form", "nav"):
            yield f"{element.tag} in a text"


def _of_moment(value):
    if value is None:
        return
    if not MOMENT.fullmatch(value):
        yield f"no time of RFC 3339: {value}"
    elif datetime.fromisoformat(value).tzinfo is None:
        yield f"a time without its zone: {value}"


def _of_person(person):
    if not (person.findtext(f"{ATOM}name") or "").strip():
        yield "an author without a name"
    if person.find(f"{ATOM}uri") is not None:
        yield from _of_address(person.findtext(f"{ATOM}uri"))


def _of_address(address):
    parts = urlsplit(address or "")
    if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.scheme == "mailto"):
        yield f"no whole address: {address}"


def _link(element, rel):
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel") == rel]
