"""The site's own pages, such as /privacy/: what editors write in the admin stands where nothing else answers."""

from functools import partial

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render

from articles.anchors import Headings
from articles.caching import public_page
from articles.identity import site_pages
from articles.models import SiteEdition
from articles.prose import to_html
from config.not_found import NotFoundMiddleware


class PagesMiddleware(NotFoundMiddleware):
    def instead(self, request):
        address = request.path_info
        if "\0" in address:  # an error to PostgreSQL, and no page's address
            return None
        edition = SiteEdition.current()
        page = site_pages().filter(url=f"{address.rstrip('/')}/").first()
        if page is None:
            return None
        if page.url != address:
            query = request.META["QUERY_STRING"]
            to = page.get_absolute_url()
            return HttpResponsePermanentRedirect(f"{to}?{query}" if query else to)
        return public_page(request, (edition,), lambda: _render(request, page))


def _render(request, page):
    text = to_html(page.content, top=2, anchor=partial(Headings().anchor, "page"))
    context = {"page": page, "text": text, "canonical_path": page.get_absolute_url()}
    return render(request, "flatpages/page.html", context)
