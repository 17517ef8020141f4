"""The boxes that editors write in: how long a text should be, and Markdown with its help and its rendered view."""

import re

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.characters import refuse_invisible, refuse_unprintable
from articles.figures import Figures
from articles.gate import SUMMARY_LENGTH
from articles.models.parts import CELLS
from articles.points import PointsField
from articles.prose import pictures, strange_images, to_html

# The level at which the headings of each begin where readers see it.
OF_ARTICLES = 3
PROSE = {
    **dict.fromkeys(("article.introduction", "article.conclusion", "subject.definition"), OF_ARTICLES),
    "author.bio": 2,
}
WITHOUT_PICTURES = {"author.bio", "identity.footer"}
# Whoever may do one of these writes prose.
WRITES = [f"articles.{verb}_{model}" for verb in ("add", "change") for model in ("article", "author")]
# (fewest, most) characters: what search engines and the comparison show whole. They advise, the columns hold more.
LENGTHS = {
    "article.title": (0, 110),
    "article.summary": SUMMARY_LENGTH,
    "article.description": (50, 160),
    **{f"comparisonrow.{cell}": (0, 160) for cell in CELLS},
}
MOST_BYTES = 200_000


def refuse_pictures(text):
    if pictures(text) or strange_images(text):
        raise ValidationError("Pictures are shown in the texts of articles only. Please take it out here.")


class ProseTextarea(forms.Textarea):
    """A box for Markdown, with a short help below; its headings begin at level `top`."""

    def __init__(self, top):
        super().__init__({"rows": 6, "cols": 80})
        self.top = top

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        context = {"box": box, "url": reverse("admin:articles_article_prose"), "top": self.top}
        return render_to_string("admin/articles/article/_prose.html", context)


class WritingFields:
    """For any admin of articles: gives each text the box that it is written in."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        name = f"{db_field.model._meta.model_name}.{db_field.name}"
        if name in PROSE:
            field.widget = ProseTextarea(PROSE[name])
        if name in WITHOUT_PICTURES:
            field.validators.append(refuse_pictures)
        if isinstance(field, forms.CharField) and not isinstance(
            db_field, models.SlugField | models.URLField
        ):
            field.widget.attrs["dir"] = "auto"
            if not isinstance(db_field, PointsField):  # it looks at the text itself, before that is a list
                field.validators += [refuse_unprintable, refuse_invisible]
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
        if not any(map(request.user.has_perm, WRITES)):
            raise PermissionDenied
        levels = {str(top): top for top in PROSE.values()}
        if (top := request.GET.get("top", "3")) not in levels:
            raise BadRequest("This is no level at which headings begin.")
        text = request.POST.get("text", "")
        if len(text.encode()) > MOST_BYTES:
            message = f"This text is longer than the {MOST_BYTES:,} bytes that can be shown at once."
            return HttpResponse(message, status=413, content_type="text/plain; charset=utf-8")
        figure = Figures.of_text(text).html if levels[top] == OF_ARTICLES else None
        return HttpResponse(to_html(text, levels[top], figure, cite=_cite(request)))


def _cite(request):
    """Shows the number of a source that the form has, without a link: its list stands elsewhere."""
    count = request.POST.get("sources", "0")
    if not re.fullmatch("[0-9]{1,4}", count):
        raise BadRequest("This is no number of sources.")
    return lambda number: {} if 1 <= number <= int(count) else None
