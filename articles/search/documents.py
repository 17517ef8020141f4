"""What of a document is searched: all that its page says of the matter in words, and nothing that it does not show.

So the texts that stand in for a picture are not searched: whoever followed such a result would not see why.
"""

from typing import NamedTuple

from articles.document import one_line, upgrade
from articles.prose import blocks
from articles.search.words import words

FIELDS = ("title", "summary", "body")
LAST = 16_000  # place of a word; PostgreSQL counts to 16,383
BYTES = 800_000  # of all words of a document; PostgreSQL takes a million, places included


class Text(NamedTuple):
    """One line in which no phrase runs on into the next; `place` is that of the first of its `words`."""

    field: str
    line: str
    place: int
    words: list


def texts(content):
    """Each Text of a document as far as it is searched. Between two of them one place is left free."""
    place = size = 0
    for field, line in _lines(upgrade(content)):
        place += 1
        found = []
        for word in words(line):
            size += sum(len(form.encode()) for form in {word.plain, word.stem, word.bare})
            if place + len(found) >= LAST or size > BYTES:
                yield Text(field, line[: found[-1].end] if found else "", place + 1, found)
                return
            found.append(word)
        yield Text(field, line, place + 1, found)
        place += len(found)


def _lines(content):
    """(field, line) of each text that says something."""
    parts = {
        "title": [content["title"], *(subject["name"] for subject in content["subjects"])],
        "summary": [content["summary"], content["headline"]],
        "body": _body(content),
    }
    return ((field, line) for field in FIELDS for line in map(one_line, parts[field]) if line)


def _body(content):
    for row in content["comparison"]:
        yield row["aspect"]
        # In the order of the page: PostgreSQL keeps the keys of an object in one of its own.
        yield from (row["cells"].get(str(subject["slot"]), "") for subject in content["subjects"])
    yield from blocks(content["introduction"])
    for subject in content["subjects"]:
        yield subject["heading"]
        yield from blocks(subject["definition"])
        yield subject["attributes_heading"]
        yield from _points(subject["attributes"])
    yield content["relationship_heading"]
    yield from _points(content["relationship"])
    yield from blocks(content["conclusion"])
    yield from (source["title"] for source in content["sources"])


def _points(points):
    for point in points:
        yield point["title"]
        yield from blocks(point["text"])


def shown(found):
    """All that a result may quote of `found`, Texts: one to a line, the summary first."""
    return "\n".join(text.line for text in found if text.field != "title" and text.line)
