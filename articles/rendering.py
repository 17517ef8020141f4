"""A document as the page prints it: the same shape with its prose as HTML, and what is derived from it.

Beside the document's keys (see articles.document) a page has: a `description` in any case, `direction` ("ltr" or
"rtl"), `minutes` (reading time, whole, at least 1), for each subject an `anchor`, for each source the places that cite
it as `cited` (see articles.anchors), and for each comparison row `cells` as a list of {slot, name, text} in the
subjects' order. A picture is what articles.figures.shown gives, the cover's
under `cover`, a subject's as `head` for the table and as `picture` for its text; None where there is none to show.
"""

import math
import re
from functools import partial

from django.utils.text import Truncator

from articles.anchors import Citations, Headings
from articles.document import upgrade
from articles.figures import Figures
from articles.languages import direction
from articles.models.parts import is_web_address
from articles.prose import count_words, to_html

RENDERER_VERSION = 7
WORDS_PER_MINUTE = 238  # silent reading of English non-fiction: Brysbaert 2019, doi:10.1016/j.jml.2019.104047
DESCRIPTION_LENGTH = 160
ROWS_OF_A_CARD = 3


def derived(content):
    """What a revision keeps beside its document, by field."""
    return {"html": page(content), "renderer_version": RENDERER_VERSION, "card": card(content)}


def page(content):
    content = upgrade(content)
    figures, citations = Figures(content), Citations(content)
    prose = partial(_prose, figures, Headings(), citations)
    # In the order of the page, by which places are counted.
    return content | {
        "cover": figures.get(content["cover"], "cover"),
        "description": content["description"] or first_sentence(content["summary"]),
        "direction": direction(content["language"]),
        "minutes": max(1, math.ceil(_words(content) / WORDS_PER_MINUTE)),
        "introduction": prose("introduction", content["introduction"]),
        "subjects": [_subject(subject, figures, prose) for subject in content["subjects"]],
        "comparison": [_row(row, content["subjects"]) for row in content["comparison"]],
        "relationship": _points("relationship", content["relationship"], prose),
        "conclusion": prose("conclusion", content["conclusion"]),
        "sources": [
            _source(source) | {"cited": citations.back(number)}
            for number, source in enumerate(content["sources"], start=1)
        ],
    }


def first_sentence(text):
    """The beginning of `text` up to its first full stop, as long as a search engine shows it."""
    return Truncator(re.split(r"(?<=[.!?…؟。])\s", text, maxsplit=1)[0]).chars(DESCRIPTION_LENGTH)


def card(content):
    """What lists show of a document; `rows` are the first of the comparison, {aspect, cells} as a page has them."""
    content = upgrade(content)
    subjects = [{"slot": subject["slot"], "name": subject["name"]} for subject in content["subjects"]]
    return {
        **{name: content[name] for name in ("title", "summary", "language")},
        "direction": direction(content["language"]),
        "subjects": subjects,
        "rows": [
            {"aspect": row["aspect"], "cells": _cells(row, content["subjects"])}
            for row in content["comparison"][:ROWS_OF_A_CARD]
        ],
        "cover": Figures(content).get(content["cover"], "card"),
    }


def _prose(figures, headings, citations, part, text):
    anchor = partial(headings.anchor, part)
    return to_html(text, figure=figures.html, anchor=anchor, cite=citations.link)


def _subject(subject, figures, prose):
    slot = subject["slot"]
    return subject | {
        "anchor": f"subject-{slot}",
        "head": figures.get(subject["picture"], "head"),
        "picture": figures.get(subject["picture"], "figure", "whole"),
        "definition": prose(f"definition-{slot}", subject["definition"]),
        "attributes": _points(f"attributes-{slot}", subject["attributes"], prose),
    }


def _row(row, subjects):
    return row | {"cells": _cells(row, subjects)}


def _cells(row, subjects):
    return [
        {"slot": subject["slot"], "name": subject["name"], "text": row["cells"].get(str(subject["slot"]), "")}
        for subject in subjects
    ]


def _source(source):
    """Without an address that a browser would run: a preview passes no gate."""
    return source | {"url": source["url"] if is_web_address(source["url"]) else ""}


def _points(part, points, prose):
    return [point | {"text": prose(part, point["text"])} for point in points]


def _words(value):
    """Count the words of every text in `value`; uids and addresses weigh one word each and do not matter."""
    if isinstance(value, dict):
        return sum(_words(part) for part in value.values())
    if isinstance(value, list):
        return sum(_words(part) for part in value)
    return count_words(value) if isinstance(value, str) else 0
