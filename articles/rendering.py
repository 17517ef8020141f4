"""A document as the page prints it: the same shape with its prose as HTML, and what is derived from it.

Beside the document's keys (see articles.document) a page has: a `description` in any case, `direction` ("ltr" or
"rtl"), `minutes` (reading time, whole, at least 1), for each subject an `anchor`, and for each comparison row `cells`
as a list of {slot, name, text} in the subjects' order.
"""

import math
import re

from django.conf import settings
from django.utils.text import Truncator

from articles.document import upgrade
from articles.models.parts import is_web_address
from articles.prose import to_html

RENDERER_VERSION = 2
WORDS_PER_MINUTE = 238  # silent reading of English non-fiction: Brysbaert 2019, doi:10.1016/j.jml.2019.104047
DESCRIPTION_LENGTH = 160


def page(content):
    content = upgrade(content)
    return content | {
        "description": content["description"] or first_sentence(content["summary"]),
        "direction": direction(content["language"]),
        "minutes": max(1, math.ceil(_words(content) / WORDS_PER_MINUTE)),
        "introduction": to_html(content["introduction"]),
        "subjects": [_subject(subject) for subject in content["subjects"]],
        "comparison": [_row(row, content["subjects"]) for row in content["comparison"]],
        "relationship": _points(content["relationship"]),
        "conclusion": to_html(content["conclusion"]),
        "sources": [_source(source) for source in content["sources"]],
    }


def first_sentence(text):
    """The beginning of `text` up to its first full stop, as long as a search engine shows it."""
    return Truncator(re.split(r"(?<=[.!?…؟。])\s", text, maxsplit=1)[0]).chars(DESCRIPTION_LENGTH)


def card(content):
    """What lists show of a document."""
    subjects = [{"slot": subject["slot"], "name": subject["name"]} for subject in content["subjects"]]
    return {
        **{name: content[name] for name in ("title", "summary", "language")},
        "direction": direction(content["language"]),
        "subjects": subjects,
    }


def direction(language):
    return "rtl" if language.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def _subject(subject):
    return subject | {
        "anchor": f"subject-{subject['slot']}",
        "definition": to_html(subject["definition"]),
        "attributes": _points(subject["attributes"]),
    }


def _row(row, subjects):
    cells = [
        {"slot": subject["slot"], "name": subject["name"], "text": row["cells"].get(str(subject["slot"]), "")}
        for subject in subjects
    ]
    return row | {"cells": cells}


def _source(source):
    """Without an address that a browser would run: a preview passes no gate."""
    return source | {"url": source["url"] if is_web_address(source["url"]) else ""}


def _points(points):
    return [point | {"text": to_html(point["text"])} for point in points]


def _words(value):
    """Count the words of every text in `value`; uids and addresses weigh one word each and do not matter."""
    if isinstance(value, dict):
        return sum(_words(part) for part in value.values())
    if isinstance(value, list):
        return sum(_words(part) for part in value)
    return len(value.split()) if isinstance(value, str) else 0
