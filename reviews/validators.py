"""Characters that no review may hold, each named in the error."""

import re
import unicodedata

from django.core.exceptions import ValidationError

LINE_AND_TAB = "\t\n\r"
BIDI_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
LINE_SEPARATORS = "\u2028\u2029"
# Letters and marks that are drawn as nothing: Hangul fillers, the empty Braille pattern, the grapheme joiner.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f"
# No script needs as many on one letter; a pile of dozens is drawn across other people's words.
MOST_MARKS = 8
PILE = re.compile(f"M{{{MOST_MARKS + 1}}}")


def shown_length(text):
    """How many letters, digits, signs and spaces a reader sees of `text`; 0 where there are only spaces."""
    shown = [character for character in text if _is_drawn(character)]
    return len(shown) if "".join(shown).strip() else 0


def _is_drawn(character):
    return (character not in FILLERS and unicodedata.category(character)[0] in "LNPSZ") or character in "\t\n"


def _has_pile(text):
    """Invisible characters between the marks do not hold a pile apart."""
    categories = (unicodedata.category(character) for character in text)
    return bool(PILE.search("".join(category[0] for category in categories if category != "Cf")))


def refuse_unprintable(text):
    """Control characters but tab and line ends, direction overrides, and what is left of broken text."""
    for character in text:
        complaint = _complaint(character)
        if complaint:
            raise ValidationError(complaint, code="character")
    if _has_pile(text):
        complaint = f"More than {MOST_MARKS} marks are piled up on one letter. Please use fewer."
        raise ValidationError(complaint, code="character")


def refuse_line_breaks(text):
    for character in text:
        if character == "\t":
            raise ValidationError("This cannot hold a tab. Please use a space instead.", code="character")
        if character in LINE_AND_TAB or character in LINE_SEPARATORS:
            raise ValidationError("This cannot hold a line break. Please use one line.", code="character")


def _complaint(character):
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc" and character not in LINE_AND_TAB:
        return f"This holds a control character ({code}), which cannot be shown. Please remove it."
    if ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        return f"This holds {code}, which stands for no character. Please remove it."
    if character in BIDI_CONTROLS:
        name = unicodedata.name(character).lower()
        return (
            f"This holds a hidden mark that turns the direction of text ({code}, {name}). Please remove it."
        )
    if character == "\ufffd" or category == "Cs":
        return f"This holds a character that arrived broken ({code}). Please type that place again."
    return ""
