"""The preview among the editors' pages: the draft in a frame, as wide as a phone or a desk, and the link to it."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone

from articles import previewing
from articles.languages import in_readers_language

SELF = "'self'"


class Frame(NamedTuple):
    """A window for the preview; width and height in CSS pixels."""

    label: str
    width: int
    height: int


FRAMES = {"phone": Frame("Phone", 390, 844), "desktop": Frame("Desktop", 1280, 800)}
WITHDRAWN = "The links that were given away before no longer work. The new one stands below."


class PreviewMixin:
    """Addresses of the ModelAdmin of articles: the preview, the page in its frame, and withdrawing its links."""

    def get_urls(self):
        # The two others are no `preview/…/`: logs mask what follows that.
        return [
            self.page_of_article("preview", self.preview_view, self.has_view_permission),
            self.page_of_article("preview-page", self.preview_page_view, self.has_view_permission),
            self.page_of_article("preview-link", self.preview_link_view, self.has_change_permission),
            *super().get_urls(),
        ]

    def preview_view(self, request, article):
        chosen = request.GET.get("width") if request.GET.get("width") in FRAMES else "phone"
        context = {
            "title": "Preview",
            "subtitle": str(article),
            "original": article,
            "frames": FRAMES,
            "chosen": chosen,
            "frame": FRAMES[chosen],
            "link": previewing.url(article),
            "works_until": timezone.now() + previewing.LIFETIME,
            # The frame needs the room.
            "is_nav_sidebar_enabled": False,
        }
        return _with_policy(self.show(request, "preview", **context), {"frame-src": [SELF]})

    def preview_page_view(self, request, article):
        """The draft as its page, which this site alone may show in a frame."""
        with in_readers_language():
            response = render(request, "articles/article.html", previewing.preview_context(article))
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return _with_policy(response, {"frame-ancestors": [SELF]})

    def preview_link_view(self, request, article):
        # A GET comes from the login page, when the session ended meanwhile.
        if request.method == "POST":
            previewing.withdraw_links(article)
            self.log_change(request, article, "Made a new link to the preview.")
            self.message_user(request, WITHDRAWN, messages.SUCCESS)
        return self.lead_to(article, "preview")


def _with_policy(response, directives):
    # Where Django 6's csp_override puts it, for its middleware and for ours.
    response._csp_config = settings.SECURE_CSP | directives
    return response
