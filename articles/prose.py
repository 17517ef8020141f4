"""Markdown to sanitised HTML. Nothing else in the project makes HTML from an editor's text."""

import html
import math
import re
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import reference
from markdown_it.token import Token

HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
TAGS = HEADINGS | {
    "a", "blockquote", "br", "code", "em", "hr", "li", "ol", "p", "pre", "strong", "sup", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
# No text can have these: HTML in it is shown as it was typed.
ATTRIBUTES_HERE = ATTRIBUTES | {
    "a": {"href", "title", "id", "aria-label"},
    **{heading: {"id"} for heading in HEADINGS},
}
SCHEMES = {"http", "https", "mailto"}
# A picture of the library as a text names it: ![other words](picture:12 "caption")
PICTURE = re.compile(r"picture:([0-9]{1,9})")
# As nh3 writes it, which escapes the quotation marks inside; in a paragraph of its own or among words.
IMAGE = re.compile(r'<p><img((?: [a-z]+="[^"]*")*)></p>|<img((?: [a-z]+="[^"]*")*)>')
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
# A source of the article by its number: [^2]
CITATION = re.compile(r"\[\^([0-9]{1,9})\]")
# Han and kana, with the punctuation among them.
UNSPACED = re.compile(
    "[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff1f\U00020000-\U0003ffff]"
)
SIGNS_PER_WORD = 1.7
BREAKS = {"softbreak", "hardbreak"}
# What a feed reader is given of a page: its text, tables and pictures.
TAGS_ELSEWHERE = TAGS | {
    "b", "caption", "div", "figcaption", "figure", "img", "small", "span", "table", "tbody", "td", "th", "thead",
    "tr",
}  # fmt: skip
ATTRIBUTES_ELSEWHERE = ATTRIBUTES | {
    "*": {"dir", "lang"},
    "img": {"src", "alt", "width", "height"},
    "th": {"scope"},
}


def _parser():
    # Who indents a paragraph, as mails and word processors do, means no code.
    markdown = MarkdownIt("commonmark", {"html": False}).disable("code")
    markdown.inline.ruler.before("link", "citation", _citation)
    markdown.block.ruler.at("reference", _reference)
    return markdown


def _citation(state, silent):
    """Take `[^2]` for a citation; `[` is looked at here only where it is neither escaped nor in code."""
    match = CITATION.match(state.src, state.pos)
    # What is read in silence is the words of a link, which a link inside would keep from being one.
    if silent or not match:
        return False
    token = state.push("citation", "", 0)
    token.markup, token.meta = match[0], {"number": int(match[1]), "is_in_link": state.linkLevel > 0}
    state.pos = match.end()
    return True


def _reference(state, start, end, silent):
    """Let `[^2]: https://…` be text: as the definition of a link that nothing follows it would vanish."""
    first = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", first) and reference(state, start, end, silent)


_markdown = _parser()


def to_html(text, top=3, figure=None, anchor=None, cite=None):
    """Render `text`; its headings begin at level `top`, below those of the page.

    `figure(number, alternative, caption, is_alone)` gives the HTML of a picture that it names; without `figure` it
    shows none, and never one from elsewhere. `anchor(words)` gives the id of a heading. `cite(number)` gives the
    attributes of the link to a source, {} for a number without a link; where it is None, or gives None, `[^2]` is text.
    """
    dirty = _markdown.renderer.render(_tokens(text, top, anchor, cite), _markdown.options, {})
    if figure is None:
        return nh3.clean(
            dirty, tags=TAGS, attributes=ATTRIBUTES_HERE, url_schemes=SCHEMES, link_rel=None
        ).strip()
    tags, attributes = TAGS | {"img"}, ATTRIBUTES_HERE | {"img": {"src", "alt", "title"}}
    schemes = SCHEMES | {"picture"}
    clean = nh3.clean(
        dirty,
        tags=tags,
        attributes=attributes,
        url_schemes=schemes,
        link_rel=None,
        attribute_filter=_without_links_to_pictures,
    ).strip()
    return IMAGE.sub(lambda match: _figure(match, figure), clean)


def _tokens(text, top, anchor, cite):
    tokens = _markdown.parse(text)
    for token, following in pairwise([*tokens, None]):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + top - 1, 6)}"
        if token.type == "heading_open" and anchor:
            token.attrSet("id", anchor("".join(map(_words, following.children))))
        if token.type == "inline":
            token.children = [part for child in token.children for part in _cited(child, cite)]
    return tokens


def _cited(token, cite):
    """The tokens in the place of one: a citation's link, or its text where it has none or stands in another link."""
    if token.type != "citation":
        return [token]
    attributes = cite(token.meta["number"]) if cite and not token.meta["is_in_link"] else None
    if attributes is None:
        return [Token("text", "", 0, content=token.markup)]
    number = Token("text", "", 0, content=f"[{token.meta['number']}]")
    link = [Token("link_open", "a", 1, attrs=attributes), number, Token("link_close", "a", -1)]
    return [Token("sup_open", "sup", 1), *(link if attributes else [number]), Token("sup_close", "sup", -1)]


def _without_links_to_pictures(tag, attribute, value):
    is_link = (tag, attribute) == ("a", "href")
    return None if is_link and value.lower().startswith("picture:") else value


def _figure(match, figure):
    alone, among = match.groups()
    words = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(alone or among or "")}
    named = PICTURE.fullmatch(words.get("src", ""))
    is_alone = alone is not None
    return figure(int(named[1]), words.get("alt", ""), words.get("title", ""), is_alone) if named else ""


def for_elsewhere(page, address):
    """`page`, HTML of the page at `address`, as others show it: without what needs our sheet, each link a whole one."""
    return nh3.clean(
        page,
        tags=TAGS_ELSEWHERE,
        attributes=ATTRIBUTES_ELSEWHERE,
        clean_content_tags={"svg"},
        url_schemes=SCHEMES,
        url_relative=("rewrite_with_base", address),
        link_rel=None,
    ).strip()


def pictures(text):
    """The numbers of the pictures that `text` names."""
    return [int(named[1]) for named in map(PICTURE.fullmatch, _images(text)) if named]


def strange_images(text):
    """The addresses of what `text` shows and the library cannot have."""
    return [source for source in _images(text) if not PICTURE.fullmatch(source)]


def _images(text):
    return [
        image.attrGet("src")
        for token in _markdown.parse(text)
        if token.type == "inline"
        for image in token.children
        if image.type == "image"
    ]


def citations(text):
    """(number, whether it stands in the words of a link) of each source that `text` cites."""
    return [
        (token.meta["number"], token.meta["is_in_link"])
        for block in _markdown.parse(text)
        if block.type == "inline"
        for token in block.children
        if token.type == "citation"
    ]


def count_words(text):
    """How many words `text`, Markdown or plain, has for its readers; a citation is none.

    Chinese and Japanese have no blanks between words: read at 255 characters or 158 words a minute, and 357 or 193,
    they have 1.7 characters a word (Trauzettel-Klosinski 2012, doi:10.1167/iovs.11-8284).
    """
    spaced, signs = UNSPACED.subn(" ", CITATION.sub("", text))
    return len(spaced.split()) + math.ceil(signs / SIGNS_PER_WORD)


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
            label.append(" " if token.type in BREAKS else token.content)


def blocks(text):
    """The words of each paragraph, heading, item and block of code in `text`, without marks and pictures."""
    for token in _markdown.parse(text):
        if token.type == "inline":
            yield "".join(map(_words, token.children))
        elif token.type == "fence":
            yield token.content


def _words(token):
    if token.type == "image":
        return ""
    return " " if token.type in BREAKS else token.content


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
