"""The pages that a new site begins with. From then on they are the editors' own: nothing here changes them again."""

from pathlib import Path

from django.apps import apps as installed_apps
from django.conf import settings
from django.db import transaction
from django.template import Context, Engine
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.languages import in_readers_language, interface_language, primary
from reviews.forms import COMMENT_LENGTH
from reviews.limits import HOUR
from reviews.mailed_links import LIFETIME
from reviews.retention import MAILS_KEPT
from reviews.senders import PERIOD

FOLDER = Path(__file__).parent
# In the order of the links at the foot of every page.
TITLES = {"about": _("About"), "privacy": _("Privacy"), "contact": _("Contact")}


def make_pages(using, apps=installed_apps, **kwargs):
    """Make the site's identity and its first pages, once: a page that an editor deleted does not come back."""
    try:
        identities, pages = apps.get_model("articles", "Identity"), apps.get_model("flatpages", "FlatPage")
    except LookupError:
        return  # "migrate" was told to stop before their tables
    # "migrate" itself speaks no language.
    with transaction.atomic(using=using), in_readers_language():
        is_new = identities.objects.using(using).get_or_create(pk=1)[1]
        for name, title in TITLES.items() if is_new else ():
            page = pages.objects.using(using).create(
                url=f"/{name}/", title=str(title), content=first_text(name)
            )
            page.sites.add(settings.SITE_ID)


def first_text(name):
    """The Markdown of the page called `name`, in the site's language, with what this site really does and keeps."""
    source = FOLDER / primary(interface_language()) / f"{name}.md"
    template = Engine(autoescape=False).from_string(source.read_text())
    return template.render(Context(facts())).strip() + "\n"


def facts():
    return {
        "site_url": settings.SITE_URL,
        "contact_email": settings.CONTACT_EMAIL,
        "moderated": settings.REVIEWS_MODERATED,
        "about_url": reverse("reviews:about"),
        "link_url": reverse("reviews:link"),
        "shortest": COMMENT_LENGTH[0],
        "longest": f"{COMMENT_LENGTH[1]:,}",
        "hashes_days": PERIOD.days,
        "mails_days": MAILS_KEPT.days,
        "link_days": LIFETIME.days,
        "counts_minutes": HOUR // 60,
        "session_days": settings.SESSION_COOKIE_AGE // (24 * 60 * 60),
    }
