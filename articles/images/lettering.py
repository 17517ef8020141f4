"""Text in the two fonts that ship in `fonts/`: what they can draw, and how it is broken into lines."""

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont, features

REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
FONTS = Path(__file__).parent / "fonts"

# Alone, Pillow sets letter after letter from the left, as no right-to-left script is read.
SHAPES = features.check("raqm") and features.check("fribidi")
RIGHT_TO_LEFT = {"R", "AL", "AN"}

NO_CHARACTER = "\U0010ffff"
# The invisible characters that change how their neighbours look.
JOINERS = "\u200c\u200d\u200e\u200f"
INVISIBLE = {"Cc", "Cf", "Cs"}
VARIATIONS = re.compile("[\ufe00-\ufe0f]")
# A title is read without its emoji, but not without its letters.
ORNAMENTS = {"So", "Sk", "Me"}
# Enough for Vietnamese, Arabic and Hebrew; a tower of marks would leave its line.
MOST_MARKS = 3
BETWEEN_WORDS = re.compile(r" (?![-–—] )")
ELLIPSIS = "…"


class Style(NamedTuple):
    """A face in one size, and the direction of its lines: "ltr", "rtl", or None for that of the first letter."""

    font: ImageFont.FreeTypeFont
    direction: str | None

    def extent(self, text):
        """(left, right) of `text` that is set at 0, with the marks that reach over its letters."""
        left, _, right, _ = self.font.getbbox(text, anchor="ls", direction=self.direction)
        return min(0, left), max(right, self.font.getlength(text, direction=self.direction))

    def length(self, text):
        left, right = self.extent(text)
        return right - left


def style(face, size, direction=None):
    return Style(_font(face, size), direction if SHAPES else None)


@cache
def _font(face, size):
    engine = ImageFont.Layout.RAQM if SHAPES else ImageFont.Layout.BASIC
    return ImageFont.truetype(FONTS / face, size, layout_engine=engine)


def tidy(text, face):
    """`text` on one line, without what nobody sees and without the ornaments that `face` lacks."""
    text = unicodedata.normalize("NFC", VARIATIONS.sub("", " ".join(text.split())))
    return " ".join("".join(_few_marks(char for char in text if _is_kept(char, face))).split())


def can_draw(text, face):
    """Whether a tidy `text` has something to show, and `face` a glyph for all of it."""
    if not SHAPES and any(unicodedata.bidirectional(char) in RIGHT_TO_LEFT for char in text):
        return False
    shown = [char for char in text if char not in JOINERS]
    return bool(shown) and all(_has_glyph(char, face) for char in shown)


def fill(units, measure, width):
    """Lists of `units`, each as long as `width` allows; `measure` takes such a list."""
    lines = []
    for unit in units:
        if lines and measure([*lines[-1], unit]) <= width:
            lines[-1].append(unit)
        else:
            lines.append([unit])
    return lines


def balance(units, measure, width):
    """As few lists as those of `fill`, and of much the same length."""
    fewest = len(fill(units, measure, width))
    narrowest = bisect_left(range(width), True, key=lambda width: len(fill(units, measure, width)) <= fewest)
    return fill(units, measure, narrowest)


def words(text, style, width):
    """The words of `text`, with the dash that follows; one that is longer than `width` comes in parts."""
    return [part for word in BETWEEN_WORDS.split(text) for part in _parts(word, style, width)]


def shorten(text, style, width):
    """As much of the beginning of `text` as fits, with an ellipsis if that is not all."""
    if style.length(text) <= width:
        return text
    clusters = _clusters(text)
    while clusters and style.length("".join(clusters).rstrip() + ELLIPSIS) > width:
        clusters.pop()
    return "".join(clusters).rstrip() + ELLIPSIS


def _is_kept(char, face):
    category = unicodedata.category(char)
    if category in INVISIBLE:
        return char in JOINERS and SHAPES
    return category not in ORNAMENTS or _has_glyph(char, face)


def _few_marks(text):
    marks = 0
    for char in text:
        if _is_mark(char):
            marks += 1
        elif char not in JOINERS:
            marks = 0
        if marks <= MOST_MARKS:
            yield char


def _is_mark(char):
    return unicodedata.category(char).startswith("M")


@lru_cache(maxsize=4096)
def _has_glyph(char, face):
    return char == " " or _glyph(char, face) != _glyph(NO_CHARACTER, face)


def _glyph(char, face):
    """What `face` draws for one character, whatever stands beside it."""
    alone = ImageFont.truetype(FONTS / face, 24, layout_engine=ImageFont.Layout.BASIC)
    mask, offset = alone.getmask2(char)
    return mask.size, offset, bytes(mask)


def _parts(word, style, width):
    part = ""
    for cluster in _clusters(word):
        if part and style.length(part + cluster) > width:
            yield part
            part = ""
        part += cluster
    yield part


def _clusters(text):
    """The characters of `text`, each with the marks and joiners that follow it."""
    clusters = []
    for char in text:
        if clusters and (_is_mark(char) or char in JOINERS):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters
