"""A text cut into its head, its title and its blocks."""

from itertools import takewhile

from articles.characters import shown_length
from articles.manuscript.notation import (
    ANY_KEY,
    HEAD_KEYS,
    HEAD_LINE,
    HEADLINE,
    LITERAL,
    Kind,
    kind,
    one_colon_less,
    plain,
)
from articles.prose import normalise

ALONE = {Kind.HEADLINE, Kind.LINK, Kind.PICTURE, Kind.MARK, Kind.HEADING}
BREAKS = str.maketrans({"\v": "\n", "\u2028": "\n", "\f": "\n\n", "\u2029": "\n\n", "\ufeff": None})


def cut(text):
    """(head by key, lines of the head that say nothing known, title, blocks)."""
    # Word processors break lines and pages with characters of their own, and web pages fill lines with unseen ones.
    lines = (line if shown_length(line) else "" for line in text.translate(BREAKS).split("\n"))
    paragraphs = [block.split("\n") for block in normalise("\n".join(lines)).split("\n\n")]
    # Where no line is empty, each is a paragraph: so they copy what they show apart.
    is_loose = len(paragraphs) == 1
    head, strays, paragraphs = _take_head(paragraphs)
    title, *rest = paragraphs[0] if paragraphs else [""]
    blocks = [block for lines in [rest, *paragraphs[1:]] for block in _blocks(lines, is_loose)]
    return head, strays, title_of(title), blocks


def _take_head(paragraphs):
    head, strays, start = {}, [], 0
    while start < len(paragraphs) and HEAD_LINE.match(paragraphs[start][0]):
        lines = _head_lines(paragraphs[start])
        for line in lines:
            match = HEAD_LINE.match(line)
            key = match and HEAD_KEYS[match[1].lower()]
            if not match or key in head:
                strays.append(line.strip())
            else:
                head[key] = match[2].strip()
        if more := paragraphs[start][len(lines) :]:
            return head, strays, [more, *paragraphs[start + 1 :]]
        start += 1
    return head, strays, paragraphs[start:]


def _head_lines(lines):
    """The lines of a head, and among them those of keys that we do not know."""
    keys = list(takewhile(lambda line: HEAD_LINE.match(line) or ANY_KEY.match(line), lines))
    # What stands behind the last known key may be the title: “Tea: a story”.
    while len(keys) < len(lines) and not HEAD_LINE.match(keys[-1]):
        keys.pop()
    return keys


def _blocks(lines, is_loose):
    """Lines without an empty one among them, as blocks: what stands alone, tables, and the rest."""
    start = 0
    while start < len(lines):
        end = start + _length(lines, start, is_loose)
        yield "\n".join(lines[start:end])
        start = end


def _length(lines, start, is_loose):
    line, following = lines[start], lines[start + 1] if start + 1 < len(lines) else None
    what = kind(line, following)
    if what == Kind.TABLE:
        mark = "|" if line.lstrip().startswith("|") else "\t"
        end = start + 1
        while end < len(lines) and (
            lines[end].lstrip().startswith("|") if mark == "|" else mark in lines[end]
        ):
            end += 1
        return end - start
    return 1 if what in ALONE or is_loose else len(lines) - start


def title_of(line):
    if line.startswith("\\"):
        return line[1:]
    words = plain(line.strip())
    if match := HEADLINE.match(words):
        return match[1]
    return one_colon_less(words.removeprefix(LITERAL)) if words.startswith(LITERAL) else words
