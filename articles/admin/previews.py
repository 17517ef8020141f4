"""The preview among the editors' pages: the draft in a frame, as wide as a phone or a desk, and the link to it."""

from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from articles import previewing

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
        views = {
            "preview": self.preview_view,
            "preview-page": self.preview_page_view,
            "preview-link": self.preview_link_view,
        }
        ours = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(view),
                name=f"articles_article_{name.replace('-', '_')}",
            )
            for name, view in views.items()
        ]
        return [*ours, *super().get_urls()]

    def preview_view(self, request, object_id):
        article = self._find(request, object_id, self.has_view_permission)
        chosen = request.GET.get("width") if request.GET.get("width") in FRAMES else "phone"
        context = {
            **self.admin_site.each_context(request),
            "title": f"Preview of “{article}”",
            "opts": self.opts,
            "article": article,
            "frames": FRAMES,
            "chosen": chosen,
            "frame": FRAMES[chosen],
            "link": previewing.url(article),
            "works_until": timezone.now() + previewing.LIFETIME,
            "may_change": self.has_change_permission(request, article),
            # The frame needs the room.
            "is_nav_sidebar_enabled": False,
        }
        response = TemplateResponse(request, "admin/articles/article/preview.html", context)
        return _with_policy(response, {"frame-src": [SELF]})

    def preview_page_view(self, request, object_id):
        """The draft as its page, which this site alone may show in a frame."""
        article = self._find(request, object_id, self.has_view_permission)
        response = render(request, "articles/article.html", previewing.preview_context(article))
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return _with_policy(response, {"frame-ancestors": [SELF]})

    def preview_link_view(self, request, object_id):
        article = self._find(request, object_id, self.has_change_permission)
        # A GET comes from the login page, when the session ended meanwhile.
        if request.method == "POST":
            previewing.withdraw_links(article)
            self.log_change(request, article, "Made a new link to the preview.")
            self.message_user(request, WITHDRAWN, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:articles_article_preview", args=[article.pk]))

    def _find(self, request, object_id, may):
        article = self.get_object(request, unquote(object_id))
        if not may(request, article):
            raise PermissionDenied
        if article is None:
            raise Http404("There is no such article.")
        return article


def _with_policy(response, directives):
    # Where Django 6's csp_override puts it, for its middleware and for ours.
    response._csp_config = settings.SECURE_CSP | directives
    return response
