"""Markdown to sanitised HTML. Nothing else in the project makes HTML from an editor's text."""

from itertools import pairwise

import nh3
from markdown_it import MarkdownIt

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "strong", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

_markdown = MarkdownIt("commonmark", {"html": False})


def to_html(text, top=3):
    """Render `text`; its headings begin at level `top`, below those of the page."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + top - 1, 6)}"
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None).strip()


def headings(text):
    """[(level from 1, text)] of the headings in `text`."""
    tokens = _markdown.parse(text)
    return [
        (int(token.tag[1]), inline.content)
        for token, inline in pairwise(tokens)
        if token.type == "heading_open"
    ]


def links(text):
    """The words of each link in `text`."""
    return [
        label
        for token in _markdown.parse(text)
        if token.type == "inline"
        for label in _labels(token.children)
    ]


def _labels(tokens):
    label = None
    for token in tokens:
        if token.type == "link_open":
            label = []
        elif token.type == "link_close":
            yield "".join(label)
            label = None
        elif label is not None:
            label.append(token.content)


def normalise(text):
    """One kind of line end, no blanks at line ends, paragraphs apart by one empty line."""
    lines = (line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    paragraphs, current = [], []
    for line in [*lines, ""]:
        if line:
            current.append(line)
        elif current:
            paragraphs.append("\n".join(current))
            current = []
    return "\n\n".join(paragraphs)
