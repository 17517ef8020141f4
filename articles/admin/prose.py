"""The boxes that editors write in: how long a text should be, and Markdown with its help and its rendered view."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.gate import SUMMARY_LENGTH
from articles.models.parts import CELLS
from articles.prose import to_html

PROSE = {"article.introduction", "article.conclusion", "subject.definition", "author.bio"}
# (fewest, most) characters: what search engines and the comparison show whole. They advise, the columns hold more.
LENGTHS = {
    "article.title": (0, 110),
    "article.summary": SUMMARY_LENGTH,
    "article.description": (50, 160),
    **{f"comparisonrow.{cell}": (0, 160) for cell in CELLS},
}
MOST_BYTES = 200_000


class ProseTextarea(forms.Textarea):
    """A box for Markdown, with a short help below."""

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        context = {"box": box, "url": reverse("admin:articles_article_prose")}
        return render_to_string("admin/articles/article/_prose.html", context)


class WritingFields:
    """For any admin of articles: gives each text the box that it is written in."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        name = f"{db_field.model._meta.model_name}.{db_field.name}"
        if name in PROSE:
            field.widget = ProseTextarea({"rows": 6, "cols": 80})
        if isinstance(field, forms.CharField) and not isinstance(
            db_field, models.SlugField | models.URLField
        ):
            field.widget.attrs["dir"] = "auto"
        if name in LENGTHS:
            fewest, most = LENGTHS[name]
            field.widget.attrs |= {"data-fewest": fewest, "data-most": most}
        return field


class ProseMixin:
    """Shows Markdown as readers will see it, by the one renderer."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.prose_view)
        return [path("prose/", view, name="articles_article_prose"), *super().get_urls()]

    @method_decorator(require_POST)
    def prose_view(self, request):
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        text = request.POST.get("text", "")
        if len(text.encode()) > MOST_BYTES:
            message = f"This text is longer than the {MOST_BYTES:,} bytes that can be shown at once."
            return HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        return HttpResponse(to_html(text))
