"""Characters that no review may hold, each named in the error."""

import unicodedata

from django.core.exceptions import ValidationError

LINE_AND_TAB = "\t\n\r"
BIDI_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
LINE_SEPARATORS = "\u2028\u2029"


def refuse_unprintable(text: str) -> None:
    """Control characters but tab and line ends, direction overrides, and what is left of broken text."""
    for character in text:
        complaint = _complaint(character)
        if complaint:
            raise ValidationError(complaint, code="character")


def refuse_line_breaks(text: str) -> None:
    for character in text:
        if character == "\t":
            raise ValidationError("This cannot hold a tab. Please use a space instead.", code="character")
        if character in LINE_AND_TAB or character in LINE_SEPARATORS:
            raise ValidationError("This cannot hold a line break. Please use one line.", code="character")


def _complaint(character: str) -> str:
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc" and character not in LINE_AND_TAB:
        return f"This holds a control character ({code}), which cannot be shown. Please remove it."
    if character in BIDI_CONTROLS:
        name = unicodedata.name(character).lower()
        return (
            f"This holds a hidden mark that turns the direction of text ({code}, {name}). Please remove it."
        )
    if character == "\ufffd" or category == "Cs":
        return f"This holds a character that arrived broken ({code}). Please type that place again."
    return ""
