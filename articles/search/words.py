"""Words as they are compared: in small letters, without accents and endings, by one rule for texts and questions."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer
from django.conf import settings
from django.utils.translation import get_language_info

LONGEST = 40  # characters: what is longer is compared by its beginning
# Letters that Unicode takes for letters of their own and many keyboards lack; two that are written for one another in
# Arabic, at the end of a word; the last only makes Arabic words wider.
PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | {"ى": "ي", "ة": "ه", "ـ": None}
)
ARABIC = "arabic"
# “The”, alone or behind “and”, “so”, “by”, “like” and “for”: the stemmer leaves some, and all before a short word.
ARTICLE = re.compile("^(?:وال|فال|بال|كال|لل|ال)(?=..)")
NOT_SEEN = [c for c in map(chr, range(0xAD, 0x10000)) if unicodedata.category(c) == "Cf"]
MARKS = [c for c in map(chr, range(0x300, 0x10000)) if unicodedata.category(c)[0] == "M"]
INSIDE = "".join(NOT_SEEN + MARKS)
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{INSIDE}])*")
UNSEEN = str.maketrans(dict.fromkeys(NOT_SEEN))
# They make a kana another consonant, ガ of カ and パ of ハ, and are no accents.
VOICED = {"\u3099", "\u309a"}
APOSTROPHES = {"'", "’"}


class Word(NamedTuple):
    """A word of a text, at [start:end] of it.

    `plain` is folded; `stem` lost its ending by the rules of its language, which may look at accents, and was folded
    then; `bare` was folded first, as it stands where nobody wrote the accents.
    """

    start: int
    end: int
    plain: str
    stem: str
    bare: str


def words(text):
    """Each Word of `text`. Of two parts that an apostrophe joins, a single letter is none: “reader’s”, “l’eau”."""
    language = stemmed_language(settings.LANGUAGE_CODE)
    before = -1
    for match in WORD.finditer(text):
        start, end = match.span()
        plain, stem, bare = forms(match[0], language)
        if plain and not (end - start == 1 and _is_joined(text, start, end, before)):
            yield Word(start, end, plain, stem, bare)
        before = end


def _is_joined(text, start, end, before):
    """Whether an apostrophe joins [start:end] of `text` to the word that ended at `before`, or to the next one."""
    if before >= 0 and before == start - 1 and text[before] in APOSTROPHES:
        return True
    return text[end : end + 1] in APOSTROPHES and bool(WORD.match(text, end + 1))


@lru_cache(maxsize=65536)
def forms(word, language):
    plain = fold(word)
    bare = stem(plain, language)
    if word.isascii() or language == ARABIC:
        return plain, bare, bare
    return plain, fold(stem(small(word), language)) or bare, bare


def small(word):
    """`word` in small letters with its accents, as stemmers take it."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).lower().translate(UNSEEN))[
        :LONGEST
    ]


def fold(word):
    """`word` in small letters without accents; folding twice changes nothing more."""
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", word).casefold().translate(PLAIN)
    kept = (c for c in unicodedata.normalize("NFKD", plain) if c.isalnum() or _is_letter(c))
    return unicodedata.normalize("NFC", "".join(kept))[:LONGEST]


def _is_letter(mark):
    """Scripts of India write vowels as marks; those that only sit over or under a letter are accents."""
    return unicodedata.category(mark)[0] == "M" and (mark in VOICED or not unicodedata.combining(mark))


def stem(word, language):
    if language == ARABIC:
        word = ARTICLE.sub("", word)
    # A stemmer keeps the word at hand in itself, so that threads must not share one.
    return (snowballstemmer.stemmer(language).stemWord(word) or word) if language else word


@lru_cache
def stemmed_language(code):
    """The stemmer for the language tag `code`, by Django's English name of it; "" where there is none."""
    try:
        name = get_language_info(code.partition("-")[0])["name"]
    except KeyError:
        return ""
    name = name.split()[0].lower()
    return name if name in snowballstemmer.algorithms() else ""
