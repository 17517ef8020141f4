"""Finds words that nobody marked for translation: Latin letters on a page whose content is Greek, outside ⟦marks⟧.

With `pseudo` every translation stands in such marks, so what stands outside is content or was forgotten.
"""

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from django.utils import translation

# Addresses are no words, nor is the name of a zone of time.
NO_WORDS = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|\bUTC\b")
LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
# What is read out, or shown, beside the text, and what a script makes of it.
SPOKEN = {"alt", "aria-label", "title", "placeholder", "aria-description", "label"} | {
    f"data-{name}" for name in ("words",)
}
TOLD = {"description", "og:title", "og:description", "og:image:alt", "og:site_name"}
UNSEEN = {"script", "style"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Of a feed, the names of XML without their space, and what holds no words.
NAME, NO_TEXT = re.compile(r"{.*}"), {"id", "updated", "published"}
# Of JSON-LD, the properties whose values are words.
WORDS_OF_DATA = {"name", "headline", "description", "text", "articleSection", "jobTitle", "reviewBody"}


def pseudo(monkeypatch):
    """Let each translation of this process be its English in ⟦⟧."""
    functions = translation._trans
    marks = {
        "gettext": lambda message: f"⟦{message}⟧",
        "ngettext": lambda one, many, number: f"⟦{one if number == 1 else many}⟧",
        "pgettext": lambda context, message: f"⟦{message}⟧",
        "npgettext": lambda context, one, many, number: f"⟦{one if number == 1 else many}⟧",
    }
    for name, function in marks.items():
        monkeypatch.setattr(functions, name, function, raising=False)


def unmarked(text):
    """The runs of text with Latin letters outside of marks, of a text without markup."""
    found, depth, run = [], 0, ""
    for character in f"{NO_WORDS.sub('', text)}⟦":
        if character == "⟦":
            found += [" ".join(run.split())] if LATIN.search(run) else []
            depth, run = depth + 1, ""
        elif character == "⟧":
            depth, run = depth - 1, ""
        elif not depth:
            run += character
    return found


def unmarked_in_html(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    return unmarked(reader.text) + [text for part in reader.parts for text in unmarked(part)]


def unmarked_in_xml(feed):
    """Of a feed, whose texts may be HTML."""
    found = []
    for element in ET.fromstring(feed).iter():  # noqa: S314 - the site's own
        if NAME.sub("", element.tag) not in NO_TEXT:
            read = unmarked_in_html if element.get("type") == "html" else unmarked
            found += read(element.text or "")
    return found


def unmarked_in_json(data):
    return [words for value in data.values() if isinstance(value, str) for words in unmarked(value)]


class Reader(HTMLParser):
    """`text` is all that is shown, `parts` what else is said."""

    def __init__(self):
        super().__init__()
        self.text, self.parts, self.open = "", [], []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.parts += [attributes[name] for name in SPOKEN & set(attributes) if attributes[name]]
        if tag == "meta" and {attributes.get("name"), attributes.get("property")} & TOLD:
            self.parts.append(attributes["content"])
        if tag not in VOID:
            self.open.append((tag, attributes.get("type")))
        self.text += " "

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, kind = self.open[-1] if self.open else ("", "")
        if kind == "application/ld+json":
            self.parts += _words_of(json.loads(data))
        elif tag not in UNSEEN:
            self.text += data


def _words_of(data):
    if isinstance(data, list):
        return [word for part in data for word in _words_of(part)]
    if not isinstance(data, dict):
        return []
    words = [value for name, value in data.items() if name in WORDS_OF_DATA and isinstance(value, str)]
    return words + [word for value in data.values() for word in _words_of(value)]
