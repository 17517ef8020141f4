"""The rows of an article in its form."""

from django import forms
from django.contrib import admin
from django.db import models

from articles.models import AlsoRead, Byline, ComparisonRow, Source, Subject
from articles.models.parts import CELLS, LAST, SLOTS


class PartForm(forms.ModelForm):
    """A row whose number is left empty goes to the end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("position", LAST) == LAST:
            self.initial["position"] = None

    def clean_position(self):
        position = self.cleaned_data["position"]
        return LAST if position is None else position


class PartInline:
    form = PartForm
    extra = 1
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 6, "cols": 80})},
        models.URLField: {"assume_scheme": "https"},
    }


class BylineInline(PartInline, admin.TabularInline):
    model = Byline
    fields = ("position", "author")
    verbose_name, verbose_name_plural = "author", "By"

    def has_add_permission(self, request, obj):
        return may_file(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return may_file(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return may_file(request, obj) and super().has_delete_permission(request, obj)


class SubjectInline(PartInline, admin.StackedInline):
    model = Subject
    fields = ("position", "name", "heading", "definition", "attributes_heading", "attributes")
    max_num = len(SLOTS)
    verbose_name_plural = "subjects: the two to four things that are compared"

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **kwargs | {"validate_max": True})

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj else 2


class ComparisonRowInline(PartInline, admin.TabularInline):
    model = ComparisonRow
    verbose_name_plural = "comparison: an aspect in each row, and what it is for each subject"
    formfield_overrides = {models.CharField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 22})}}

    def get_fields(self, request, obj=None):
        return ("position", "aspect", *(open_cells(obj) if obj else CELLS))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        names = cell_names(obj) if obj else {}
        for slot, cell in zip(SLOTS, CELLS, strict=True):
            if cell in formset.form.base_fields:
                formset.form.base_fields[cell].label = names.get(cell, f"Subject {slot}")
        return formset


def cell_names(article):
    return {f"cell_{subject.slot}": subject.name for subject in article.subjects.all()}


def open_cells(article):
    """The boxes of a row: one for each subject, and any other that has words in it."""
    names, rows = cell_names(article), list(article.comparison_rows.all())
    return [cell for cell in CELLS if cell in names or any(getattr(row, cell) for row in rows)]


class AlsoReadInline(PartInline, admin.TabularInline):
    model = AlsoRead
    fk_name = "article"
    fields = ("position", "target", "title", "place")
    verbose_name_plural = "also read"

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the buttons that would change or delete the other article from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "target":
            for act in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        return field


class SourceInline(PartInline, admin.TabularInline):
    model = Source
    fields = ("position", "title", "url", "publisher", "accessed_on")


def may_file(request, article):
    """Slug, topic and authors take effect at once, so on an article that was public they are the publishers'."""
    return article is None or not article.ever_public or request.user.has_perm("articles.publish_article")
