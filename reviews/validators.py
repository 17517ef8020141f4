"""Characters that no review may hold, each named in the error."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import characters
from articles.characters import LINE_AND_TAB

LINE_SEPARATORS = "\u2028\u2029"
# No script needs as many on one letter; a pile of dozens is drawn across other people's words.
MOST_MARKS = 8
PILE = re.compile(f"M{{{MOST_MARKS + 1}}}")


def _has_pile(text):
    """Invisible characters between the marks do not hold a pile apart."""
    categories = (unicodedata.category(character) for character in text)
    return bool(PILE.search("".join(category[0] for category in categories if category != "Cf")))


def refuse_unprintable(text):
    """What no text may hold, and letters under piles of marks."""
    characters.refuse_unprintable(text)
    if _has_pile(text):
        complaint = ngettext(
            "More than %(most)s mark is piled up on one letter. Please use fewer.",
            "More than %(most)s marks are piled up on one letter. Please use fewer.",
            MOST_MARKS,
        )
        raise ValidationError(complaint % {"most": MOST_MARKS}, code="character")


def refuse_line_breaks(text):
    for character in text:
        if character == "\t":
            raise ValidationError(_("This cannot hold a tab. Please use a space instead."), code="character")
        if character in LINE_AND_TAB or character in LINE_SEPARATORS:
            raise ValidationError(_("This cannot hold a line break. Please use one line."), code="character")
