"""The words that are marked for translation, and the catalogs in config/locale: `python -m tests.catalogs`.

Babel reads and writes them, so that nobody needs gettext's own programs: makemessages would.
"""

from datetime import UTC, datetime
from io import BytesIO

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog
from django.utils.translation.template import templatize

from config.environment import BASE_DIR

FOLDER = BASE_DIR / "config/locale"
PYTHON = ("articles", "reviews", "config")
KEYWORDS = extract.DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
HEADER = """\
# The words of Counterpoint in {language}.
# NOT YET READ BY A NATIVE SPEAKER: `manage.py check` says so on a site in this language, until
# config/languages.py names it no more.
"""
LANGUAGES = {"ar": "Arabic", "de": "German"}
# A catalog that nothing was added to is the same bytes again.
NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def marked():
    """(file, messages, context) for each place; `messages` is a text, or a tuple of singular and plural."""
    for path in python_files():
        yield from _in_python(path, path.read_bytes())
    for path in sorted((BASE_DIR / "templates").rglob("*.*")):
        if "templates/admin/" not in str(path):
            # The rest of a template is crossed out, and its lines would be no lines of Python.
            yield from _in_python(path, templatize(path.read_text()).replace("\n", " ").encode())


def python_files():
    return [path for folder in PYTHON for path in sorted((BASE_DIR / folder).rglob("*.py"))]


def _in_python(path, source):
    for _, messages, _, context in extract.extract("python", BytesIO(source), KEYWORDS):
        yield path.relative_to(BASE_DIR).as_posix(), messages, context


def template():
    """All marked messages, as a catalog without a language."""
    catalog = Catalog(creation_date=NO_DATE, revision_date=NO_DATE)
    for file, messages, context in marked():
        catalog.add(messages, locations=[(file, None)], context=context)
    return catalog


def files(language):
    folder = FOLDER / language / "LC_MESSAGES"
    return folder / "django.po", folder / "django.mo"


def read(language):
    po, _ = files(language)
    with po.open("rb") as stream:
        return pofile.read_po(stream, locale=language)


def write(catalog, language):
    for path, data in zip(files(language), (as_po(catalog), as_mo(catalog)), strict=True):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def as_po(catalog):
    stream = BytesIO()
    pofile.write_po(stream, catalog, width=100, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    return stream.getvalue()


def as_mo(catalog):
    stream = BytesIO()
    mofile.write_mo(stream, catalog)
    return stream.getvalue()


def update(language):
    """What is new stands there untranslated, what resembles an old message as fuzzy, what is gone not at all."""
    po, _ = files(language)
    catalog = read(language) if po.exists() else Catalog(locale=language)
    catalog.update(template(), update_creation_date=False)
    catalog.header_comment = HEADER.format(language=LANGUAGES[language]).rstrip()
    catalog.project, catalog.version = "Counterpoint", ""
    catalog.msgid_bugs_address = catalog.last_translator = ""
    catalog.language_team = LANGUAGES[language]
    catalog.creation_date = catalog.revision_date = NO_DATE
    catalog.fuzzy = False
    write(catalog, language)
    return catalog


def is_translated(message):
    """In all its forms, and not by guessing."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


if __name__ == "__main__":
    for code, language in LANGUAGES.items():
        left = [message for message in update(code) if message.id and not is_translated(message)]
        print(f"{language}: {len(left)} messages to translate in {files(code)[0].relative_to(BASE_DIR)}")
