"""No template for readers holds words that are not marked for translation, in whatever branch they stand."""

import re

import pytest

from config.environment import BASE_DIR
from tests.unmarked import unmarked_in_html

# To moderators and at the desk, which is in English.
ENGLISH = {"reviews/mail/waiting.txt", "403_csrf.html"}
# What type a page is of says a word of Open Graph's; the words of the script are in a template of their own.
TRANSLATED = re.compile(
    r"{% blocktranslate\b.*?{% endblocktranslate %}|{% block (?:og_type|script_words) %}.*?{% endblock %}",
    re.DOTALL,
)
# One tag may stand in another's attribute, so that nothing but its place is left of it.
MARKUP = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def templates():
    folder = BASE_DIR / "templates"
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    return sorted(name for name in names if not name.startswith("admin/") and name not in ENGLISH)


@pytest.mark.parametrize("name", templates())
def test_a_template_has_no_words_of_its_own(name):
    source = (BASE_DIR / "templates" / name).read_text()
    page = MARKUP.sub("", TRANSLATED.sub("", source))
    assert unmarked_in_html(page) == []
