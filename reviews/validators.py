"""Characters that no review may hold, each named in the error."""

import re
import unicodedata

from django.core.exceptions import ValidationError

LINE_AND_TAB = "\t\n\r"
BIDI_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
LINE_SEPARATORS = "\u2028\u2029"
# Letters and marks that are drawn as nothing: Hangul fillers, the empty Braille pattern, the grapheme joiner.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f"
# Vietnamese, Hebrew and Arabic need three at the most; a pile of dozens is drawn across other people's words.
MOST_MARKS = 5
MARKS = re.compile(f"M{{{MOST_MARKS + 1}}}")


def shown_length(text):
    """How many characters of `text` a reader could see or would notice as a space."""
    return sum(unicodedata.category(character) != "Cf" and character not in FILLERS for character in text)


def refuse_unprintable(text):
    """Control characters but tab and line ends, direction overrides, and what is left of broken text."""
    for character in text:
        complaint = _complaint(character)
        if complaint:
            raise ValidationError(complaint, code="character")
    if MARKS.search("".join(unicodedata.category(character)[0] for character in text)):
        raise ValidationError(f"More than {MOST_MARKS} marks are piled up on one letter. Please use fewer.")


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
