"""Which language answers: the readers' on every page of theirs, English at the editors' and moderators' desk."""

from django.conf import settings
from django.core import checks
from django.utils.translation import get_language_info, override

from articles.languages import ENGLISH, interface_language, primary

DESK = "/admin/"
# Nobody who grew up with them has read the words of these.
UNREAD = {"ar", "de"}


class LanguageMiddleware:
    """What a reader's browser prefers has no say: every reader gets the same bytes."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = ENGLISH if request.path_info.startswith(DESK) else interface_language()
        with override(language):
            return self.get_response(request)


def check_language(app_configs, **kwargs):
    """An Info, since the site works: see the catalogs in config/locale."""
    language = primary(interface_language())
    if language in UNREAD:
        name = get_language_info(language)["name"]
        texts = f"config/locale/{language}/LC_MESSAGES/django.po and config/pages/{language}"
        return [
            checks.Info(
                f"The site's words in {name} are not yet read by a native speaker.",
                hint=f"Read {texts} before you rely on them.",
                id="counterpoint.I001",
            )
        ]
    if primary(settings.LANGUAGE_CODE) != language:
        return [
            checks.Info(
                f"The site's words are not translated into LANGUAGE_CODE, {settings.LANGUAGE_CODE}: they are English.",
                hint="Articles and the search are in that language all the same.",
                id="counterpoint.I002",
            )
        ]
    return []
