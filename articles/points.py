"""Numbered points, in rows a JSON list of {title, text}, in a text box the writers' own notation:

1. **Visionary Perspective:** Leaders articulate a compelling vision, …
"""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from articles.characters import refuse_unprintable

# A title may hold an escaped star; two bare ones end it.
POINT = re.compile(r"^\d+[.)]\s+\*\*((?:\\.|[^*\\]|\*(?!\*))+)\*\*:?[ \t]*(.*)$")
NUMBER = re.compile(r"\d+")
# Word processors' own line ends: a manuscript would take them for the end of a point's first line.
SEPARATORS = str.maketrans("\u2028\u2029", "  ")
# A point that lost a mark: its stars, its dot, its blank, its number.
ALMOST_A_POINT = re.compile(r"^(\d+[.)]\s|\(?\d+\s*(?:[.):]+\s*)?\*\*|[-*–•]\s+\*\*|\*\*[^*]+(:\*\*|\*\*:))")
HELP = (
    "One point after another, like this: “1. **Adaptability:** Leaders navigate change with resilience.” "
    "Another number moves a point."
)


def parse_points(text):
    """Split `text` into points.

    Returns (points, strays): a list of {title, text}, and the lines that belong to no point, each as (number
    from 1, line). A point's text stands behind its title or on the lines that follow; a blank line ends it.
    """
    points, strays, is_open = [], [], False
    for number, line in enumerate(_lines(text), start=1):
        if not line:
            is_open = is_open and not points[-1]["text"]
        elif match := POINT.match(line):
            points.append(_point(*match.groups()))
            is_open = True
        elif is_open and not _is_almost_a_point(line):
            points[-1]["text"] = f"{points[-1]['text']}\n{_unescape_line(line)}".strip()
        else:
            strays.append((number, line))
    return points, strays


def _lines(text):
    return [line.strip() for line in re.split(r"\r\n|\r|\n", text.translate(SEPARATORS))]


def in_typed_order(points, text):
    """The `points` of `text` in the order of the numbers typed there, where these all differ, else as they stand.

    So another number moves a point, and two lists pasted one after the other stay apart.
    """
    # Decimal reads any digits, and any number of them.
    numbers = [Decimal(NUMBER.match(line)[0]) for line in _lines(text) if POINT.match(line)]
    if len(set(numbers)) < len(numbers):
        return points
    return [points[index] for index in sorted(range(len(points)), key=numbers.__getitem__)]


def format_points(points):
    return "\n\n".join(
        f"{number}. **{_escape_title(point['title'])}:** {escape_lines(point['text'])}".rstrip()
        for number, point in enumerate(points, start=1)
    )


def escape_lines(text):
    """Put a backslash before each line that would read as a point, or almost, or begins with a backslash."""
    return "\n".join(f"\\{line}" if _needs_escape(line) else line for line in text.split("\n"))


def _needs_escape(line):
    return line.startswith("\\") or bool(POINT.match(line)) or _is_almost_a_point(line)


def _is_almost_a_point(line):
    """Whether a line lost a mark; one that a backslash makes text has lost none."""
    return not line.startswith("\\") and (bool(ALMOST_A_POINT.match(line)) or line.count("**") % 2 == 1)


def _point(title, text):
    title = re.sub(r"\\(.)", r"\1", title).strip()
    return {"title": title.removesuffix(":").rstrip(), "text": _unescape_line(text.strip())}


def _escape_title(title):
    return title.replace("\\", "\\\\").replace("*", "\\*")


def _unescape_line(line):
    return line.removeprefix("\\")


class PointsFormField(forms.CharField):
    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 10, "cols": 80, "data-points": True}))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return format_points(value) if isinstance(value, list) else value

    def to_python(self, value):
        text = super().to_python(value)
        refuse_unprintable(text)  # the field's own validators are given the list
        points, strays = parse_points(text)
        if strays:
            raise ValidationError([_misfit(number, line) for number, line in strays[:5]])
        return in_typed_order(points, text)

    def has_changed(self, initial, data):
        points, strays = parse_points(data or "")
        return bool(strays) or in_typed_order(points, data or "") != (initial or [])


def _misfit(number, line):
    return f"Line {number}, “{line[:60]}”, is not part of a point. A point begins like this: “1. **Title:** text”."


class PointsField(models.JSONField):
    """A list of {title, text}, edited as text."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"default": list, "blank": True, "help_text": HELP} | kwargs)

    def formfield(self, **kwargs):
        # A callable default would make Django add a hidden copy of the initial value.
        return models.Field.formfield(
            self, **kwargs | {"form_class": PointsFormField, "show_hidden_initial": False}
        )
