"""Text as it is compared: folded, without invisible characters, in whole words, by its script."""

import hashlib
import unicodedata
from collections import Counter

# Japanese mixes three scripts, and Chinese shares one of them: they are one group.
ONE_GROUP = dict.fromkeys(["CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "BOPOMOFO"], "CJK")


def fold(text):
    """NFKC and casefolded; wide, styled and capital letters become plain small ones."""
    # Casefolding can undo the normal form and the other way round; twice is stable.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    return text


def comment_key(comment):
    """64 hexadecimal digits, the same for texts that differ in case, width and spaces only."""
    folded = " ".join(fold(comment).split())
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()


def words(text):
    """The words of a text in small letters, one space between them and at both ends."""
    # A soft hyphen or a joiner inside a word is not seen, and must not hide it.
    seen = (c for c in fold(text) if unicodedata.category(c) != "Cf")
    return f" {' '.join(''.join(c if _is_in_word(c) else ' ' for c in seen).split())} "


def script(text):
    """The script of more than half of the letters, such as LATIN or ARABIC; "" where there is none."""
    counted = Counter(_script_of(c) for c in unicodedata.normalize("NFKC", text) if c.isalpha())
    if not counted:
        return ""
    name, number = counted.most_common(1)[0]
    return name if number * 2 > counted.total() else ""


def _is_in_word(character):
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _script_of(letter):
    name = unicodedata.name(letter, "").replace("-", " ").partition(" ")[0]
    return ONE_GROUP.get(name, name)
