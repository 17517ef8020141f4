"""Two texts beside each other, with the words marked that differ."""

import re
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html, format_html_join

PIECE = re.compile(r"\s+|\w+|[^\w\s]")
# difflib leaves out frequent pieces when it looks for a beginning, which keeps 5,000 signs under half a second. What
# has more pieces than that on both sides is marked as a whole.
MOST_PIECES = 10_000


def word_diff(before, after):
    """(`before` with <del>, `after` with <ins>) as safe HTML; everything in the texts is escaped."""
    pairs = [_marked(old, new) for old, new in _by_line(before, after)]
    return tuple(format_html_join("", "{}", ((part,) for part in side)) for side in zip(*pairs, strict=True))


def _by_line(before, after):
    """Both texts cut into the same number of stretches, each of whole lines, that stand for each other."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    yield "", ""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "replace" and end - start == new_end - new_start:
            yield from zip(old[start:end], new[new_start:new_end], strict=True)
        else:
            yield "".join(old[start:end]), "".join(new[new_start:new_end])


def _marked(before, after):
    old, new = PIECE.findall(before), PIECE.findall(after)
    if before == after:
        changes = [(True, 0, len(old), 0, len(new))]
    elif len(old) + len(new) > MOST_PIECES:
        changes = [(False, 0, len(old), 0, len(new))]
    else:
        changes = list(_stretches(old, new))
    left = [_mark("del", is_same, old[start:end]) for is_same, start, end, _, _ in changes]
    right = [_mark("ins", is_same, new[start:end]) for is_same, _, _, start, end in changes]
    return _joined(left), _joined(right)


def _stretches(old, new):
    """(is the same, start, end, start, end) of what is the same or is not; a blank between two changes is of them."""

    def is_same(change):
        kind, start, end, _, _ = change
        return kind == "equal" and "".join(old[start:end]).strip(" ") != ""

    for same, group in groupby(SequenceMatcher(None, old, new).get_opcodes(), is_same):
        changes = list(group)
        yield same, changes[0][1], changes[-1][2], changes[0][3], changes[-1][4]


def _mark(tag, is_same, pieces):
    if is_same or not pieces:
        return "".join(pieces)
    return format_html("<{0}>{1}</{0}>", tag, "".join(pieces))


def _joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts))
