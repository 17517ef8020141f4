"""How the site calls itself: what the editors set, and the operator's settings where they set nothing."""

from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.contrib.flatpages.models import FlatPage

from articles.models import Identity, SiteEdition
from articles.prose import to_html


@dataclass(frozen=True)
class Shown:
    """The identity as pages print it; `footer` is HTML, `pages` a list of {title, url}."""

    name: str
    tagline: str
    accent: str
    footer: str
    pages: list
    tag: str

    def tag_uri(self, *parts):
        """The name of a thing of the site's for all times: it has no address in it that could change."""
        return "/".join([self.tag, *map(str, parts)])


def identity():
    """What holds now, in every process, for one query: the edition moves with each change.

    Not to be called inside a transaction that may yet be rolled back: the next one would count the same edition.
    """
    return _shown(SiteEdition.current())


@lru_cache(maxsize=1)
def _shown(edition):
    row = Identity.objects.filter(pk=Identity.ROW).first() or Identity()
    pages = [{"title": page.title, "url": page.get_absolute_url()} for page in site_pages()]
    return Shown(
        name=row.name or settings.SITE_NAME,
        tagline=row.tagline,
        accent=row.accent,
        footer=to_html(row.footer, top=2),
        pages=pages,
        tag=row.tag,
    )


forget = _shown.cache_clear


def site_pages():
    """The pages of the site's own that everyone may read; by age, since databases differ in how they order texts."""
    return FlatPage.objects.filter(sites=settings.SITE_ID, registration_required=False).order_by("pk")


def sender():
    """The sender of our mails, by the site's name unless the operator gave MAIL_FROM another."""
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if formataddr((settings.SITE_NAME, address)) != settings.DEFAULT_FROM_EMAIL:
        return settings.DEFAULT_FROM_EMAIL
    return formataddr((identity().name, address))
