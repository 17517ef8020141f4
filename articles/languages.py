"""The language of the interface, the site's own words, beside that of each article."""

from django.conf import settings
from django.utils.formats import number_format
from django.utils.functional import keep_lazy_text, lazystr
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, override, pgettext

ENGLISH = "en"
# By the first part of a tag: those that have a catalog in LOCALE_PATHS, and the one that the code is written in.
TRANSLATED = {ENGLISH, "ar", "de"}

# Django's list of its own, LANGUAGES_BIDI, has only those that it is translated into.
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
# ISO 15924, which has four letters in a tag.
SCRIPT = 4
RIGHT_TO_LEFT_SCRIPTS = {"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"}


def interface_language():
    """The site's own language where its words are translated into it, else English."""
    return settings.LANGUAGE_CODE if primary(settings.LANGUAGE_CODE) in TRANSLATED else ENGLISH


def in_readers_language():
    """A context in which words are for readers, wherever they are written: see docs/decisions/languages.md."""
    return override(interface_language())


def in_words_of(language):
    """A context in which words are in the language of an article where they are translated into it, else in English."""
    return override(language if primary(language) in TRANSLATED else ENGLISH)


def direction(language):
    """In which direction `language` is written, as its script says, or else its first part."""
    script = next((part for part in language.lower().split("-")[1:] if len(part) == SCRIPT), None)
    is_rtl = script in RIGHT_TO_LEFT_SCRIPTS if script else primary(language) in RIGHT_TO_LEFT
    return "rtl" if is_rtl else "ltr"


def is_interface_language(language):
    """Whether `language` is the one that the interface is written in now, be it as another country has it."""
    return primary(language) == primary(get_language() or ENGLISH)


def primary(language):
    return language.lower().partition("-")[0]


@keep_lazy_text
def filled_in(sentence, **values):
    """A translatable `sentence` with its %(name)s filled in; whole numbers as its language groups their digits."""
    return sentence % {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in values.items()
    }


def grouped(number):
    """A whole number as the language groups its digits when it is shown."""
    return filled_in(lazystr("%(number)s"), number=number)


def listed(parts):
    """“A, B and C” as HTML, of a list of texts or pieces of HTML that is not empty."""
    *most, last = parts
    if not most:
        return format_html("{}", last)
    most = format_html_join(pgettext("between the parts of a list", ", "), "{}", ((part,) for part in most))
    return format_html(pgettext("the end of a list", "{most} and {last}"), most=most, last=last)
