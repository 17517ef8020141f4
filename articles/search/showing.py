"""What a result shows: its texts with the words that were asked for marked, and nothing unescaped."""

from collections import Counter

from django.utils.html import format_html, format_html_join

from articles.search.asking import forms_of
from articles.search.words import words

WORDS = 36  # of a snippet
ENOUGH = 20
BEFORE = 6  # of these, before what was found
BETWEEN_TEXTS = " · "


def marked(text, question):
    """`text` as HTML, with <mark> about what was asked for."""
    found = list(words(text))
    hits = [*_hits(text, found, question)]
    return _html(text, (0, len(text)), _spans(found, hits))


def snippet(text, question):
    """Of `text`, lines of text, the first passage with the most of what was asked for, as HTML; else its beginning."""
    found = list(words(text))
    hits = [*_hits(text, found, question)]
    first = _first(hits)
    near = [hit for hit in hits if first <= hit[0] < first + WORDS]
    start, end = _passage(text, found, first, near)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _html(text, (start, end), _spans(found, near)), after)


def _hits(text, found, question):
    """(place, part) for each part of the question that stands at a place of `found`, the words of `text`."""
    begun_by, prefix = _begun_by(question.parts), question.parts[-1:] and question.parts[-1].prefix
    for place, word in enumerate(found):
        parts = begun_by.get(word.stem, ())
        if word.bare != word.stem:
            parts = dict.fromkeys((*parts, *begun_by.get(word.bare, ())))
        yield from ((place, part) for part in parts if _is_at(place, part, text, found))
        if prefix and question.parts[-1] not in parts and word.plain.startswith(prefix):
            yield place, question.parts[-1]


def _begun_by(parts):
    """{stem: the parts that it begins}, so that what a text costs hangs little on how much was asked for."""
    begun_by = {}
    for part in parts:
        for stem in {form[0] for form in part.forms}:
            begun_by.setdefault(stem, []).append(part)
    return begun_by


def _is_at(place, part, text, found):
    """Whether `part`, one of whose forms begins so, stands at `place` of `found`, all of it in one line."""
    if len(part.forms[0]) == 1:
        return True
    here = found[place : place + len(part.forms[0])]
    return not set(forms_of(here)).isdisjoint(part.forms) and "\n" not in text[here[0].start : here[-1].end]


def _span(found, place, part):
    return found[place].start, found[place + len(part.forms[0]) - 1].end


def _spans(found, hits):
    """From left to right, of those that start together the longest first."""
    return sorted((_span(found, *hit) for hit in hits), key=lambda span: (span[0], -span[1]))


def _first(hits):
    """The place where the passage starts."""
    first = max(_best(hits) - BEFORE, 0)
    # A beginning that is left out would be shorter than the sign for it.
    return first if first > BEFORE else 0


def _passage(text, found, first, hits):
    """Where it starts and ends: with a line, if that is long enough and nothing that was found comes behind it."""
    last = first + WORDS
    end = found[last - 1].end if last < len(found) else len(text)
    needed = [word.end for word in found[first:last][:ENOUGH]]
    needed += [_span(found, *hit)[1] for hit in hits]
    line_end = text.find("\n", max(needed, default=0), end)
    return found[first].start if first else 0, end if line_end < 0 else line_end


def _best(hits):
    """The first place from which a passage has the most different parts of the question."""
    best, most, near, end = 0, 0, Counter(), 0
    for place, part in hits:
        while end < len(hits) and hits[end][0] < place + WORDS - BEFORE:
            near[hits[end][1]] += 1
            end += 1
        if len(near) > most:
            best, most = place, len(near)
        near[part] -= 1
        if not near[part]:
            del near[part]
    return best


def _html(text, passage, spans):
    pieces, (at, end) = [], passage
    for start, stop in spans:
        start, stop = max(start, at), min(stop, end)  # noqa: PLW2901 - what of it is inside, and not marked yet
        if start < stop:
            pieces += [("{}", text[at:start]), ("<mark>{}</mark>", text[start:stop])]
            at = stop
    pieces.append(("{}", text[at:end]))
    escaped = (format_html(form, piece.replace("\n", BETWEEN_TEXTS)) for form, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in escaped))
