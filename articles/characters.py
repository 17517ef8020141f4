"""Characters that no text may hold, each named in words."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINE_AND_TAB = "\t\n\r"
BIDI_CONTROLS = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def refuse_unprintable(text):
    """Control characters but tab and line ends, direction overrides, and what is left of broken text."""
    if found := next(complaints(text, _("This")), None):
        raise ValidationError(found, code="character")


def complaints(text, place):
    """A sentence about each such character in `text`; `place` is where it stands, as its subject."""
    return filter(None, (_complaint(character, place) for character in text))


def printable(text):
    """`text` with a blank in the place of each such character."""
    return "".join(" " if _complaint(character, "") else character for character in text)


def _complaint(character, place):
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc" and character not in LINE_AND_TAB:
        sentence = _(
            "%(place)s holds a control character (%(code)s), which cannot be shown. Please remove it."
        )
    elif ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF:
        sentence = _("%(place)s holds %(code)s, which stands for no character. Please remove it.")
    elif character in BIDI_CONTROLS:
        sentence = _(
            "%(place)s holds a hidden mark that turns the direction of text (%(code)s). Please remove it."
        )
        code = f"{code}, {unicodedata.name(character).lower()}"
    elif character == "\ufffd" or category == "Cs":
        sentence = _(
            "%(place)s holds a character that arrived broken (%(code)s). Please type that place again."
        )
    else:
        return ""
    return sentence % {"place": place, "code": code}
