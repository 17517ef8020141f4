"""Pages of our own beside those of Django's admin; each names the permission that it needs."""

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse


class PagesMixin:
    def page_of_article(self, address, view, may):
        """The URL pattern of `view(request, article, …)`, for those of whom `may(request, article)` is true."""

        def checked(request, object_id, **kwargs):
            article = self.get_object(request, unquote(object_id))
            if not may(request, article):
                raise PermissionDenied
            if article is None:
                raise Http404("There is no such article.")
            try:
                return view(request, article, **kwargs)
            except article.DoesNotExist as error:
                raise Http404("The article was deleted in this moment.") from error

        name = view.__name__.removesuffix("_view")
        return path(
            f"<path:object_id>/{address}/",
            self.admin_site.admin_view(checked),
            name=f"articles_article_{name}",
        )

    def show(self, request, name, *, status=200, **context):
        """The page `name`, a template; `original` in the context is its article."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "may_change": self.has_change_permission(request, context.get("original")),
            **context,
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context, status=status)

    def lead_to(self, article, name="change"):
        return HttpResponseRedirect(reverse(f"admin:articles_article_{name}", args=[article.pk]))
