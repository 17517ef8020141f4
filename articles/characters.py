"""Characters that no text may hold, each named in words, and those that nobody sees."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LINE_AND_TAB = "\t\n\r"
# Letters and marks that are drawn as nothing: Hangul fillers, the empty Braille pattern, the grapheme joiner.
FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f"
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


def shown_length(text):
    """How many letters, digits, signs and spaces a reader sees of `text`; 0 where there are only spaces."""
    shown = [character for character in text if _is_drawn(character)]
    return len(shown) if "".join(shown).strip() else 0


def refuse_invisible(text):
    if text and not shown_length(text):
        raise ValidationError(
            "Nothing can be seen of this. Write something, or empty the box.", code="invisible"
        )


def _is_drawn(character):
    return (character not in FILLERS and unicodedata.category(character)[0] in "LNPSZ") or character in "\t\n"


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
