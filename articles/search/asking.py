"""What somebody typed, as a question: any text at all is one."""

import re
from dataclasses import dataclass

from articles.characters import printable
from articles.search.words import words

# What is more is cut: each part is looked for in the index by itself, and again in all that is shown.
LONGEST = 200  # characters
MOST = 20  # parts
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″", '"'))
# In quotation marks, the last of which may be missing; or in none.
PIECE = re.compile(r'"([^"]*)"?|([^"\s]+)')


@dataclass(frozen=True)
class Part:
    """One word or, of several, a phrase; with `prefix` also every word that begins so.

    `forms` are the stems of its words one after the other, with accents or without: one form, or two that differ.
    """

    forms: tuple
    prefix: str = ""

    @classmethod
    def of(cls, found, prefix=""):
        return cls(forms_of(found), prefix)


@dataclass(frozen=True)
class Question:
    text: str
    was_cut: bool
    parts: tuple


def forms_of(found):
    """The stems of the Words `found`, and their bare ones where these are others."""
    stems, bare = tuple(word.stem for word in found), tuple(word.bare for word in found)
    return (stems,) if stems == bare else (stems, bare)


def read(typed):
    text = " ".join(typed.split())
    kept = _beginning(" ".join(printable(text[:LONGEST]).split()))
    was_cut = len(text) > LONGEST or len(kept) < len(" ".join(printable(text).split()))
    return Question(kept, was_cut, tuple(dict.fromkeys(part for part, _ in _parts(kept))))


def _beginning(text):
    """`text` up to the end of its last part that is asked for."""
    different, kept = set(), 0
    for part, end in _parts(text):
        different.add(part.forms)
        if len(different) > MOST:
            return text[:kept]
        kept = end
    return text


def _parts(text):
    """(Part, where it ends in `text`)"""
    pieces = [*PIECE.finditer(text.translate(QUOTES))]
    for number, piece in enumerate(pieces, start=1):
        quoted, bare = piece.groups()
        found = list(words(quoted or bare or ""))
        if quoted and found:
            yield Part.of(found), piece.end()
        elif found:
            yield from ((Part.of([word]), piece.start() + word.end) for word in found[:-1])
            yield Part.of(found[-1:], found[-1].plain if number == len(pieces) else ""), piece.end()
