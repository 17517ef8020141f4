"""What search engines may read: all but what is no page for readers.

Neither private pages nor the search are named here: an engine has to see them to be told to leave them out, and a list
of what is private tells where it is.
"""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.caching import public_page

CLOSED = ("/admin/",)


@require_safe
def robots(request):
    return public_page(request, (), lambda: HttpResponse(_text(), content_type="text/plain; charset=utf-8"))


def _text():
    rules = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    return "\n".join([*rules, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""])


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def favicon(request):
    """For those who ask without reading the page's head. Not for good: another file has another name."""
    return HttpResponseRedirect(static("apple-touch-icon.png"))
