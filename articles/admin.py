"""The editors' desk. What is saved here is always the draft; “Publish” freezes it for the public."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from articles import document
from articles.models import AlsoRead, Article, Author, Byline, ComparisonRow, Source, Subject, Topic
from articles.models.parts import CELLS, LAST, SLOTS, empty_cells, settle
from articles.publishing import NotPublishable, publish, unpublish


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


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    list_display = ("title", "topic", "public", "public_from")
    list_filter = ("topic",)
    list_select_related = ("topic",)
    search_fields = ("title", "slug", "summary")
    actions = ("unpublish",)
    inlines = (BylineInline, SubjectInline, ComparisonRowInline, AlsoReadInline, SourceInline)
    fieldsets = (
        (None, {"fields": ("title", "slug", "topic", "language", "summary", "description")}),
        (
            "Text",
            {"fields": ("headline", "introduction", "relationship_heading", "relationship", "conclusion")},
        ),
    )
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 6, "cols": 80})}}

    class Media:
        css = {"all": ["articles/admin.css"]}

    def get_queryset(self, request):
        published = Article.objects.published().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(public_now=Exists(published))

    @admin.display(boolean=True, description="public")
    def public(self, article):
        return article.public_now

    @admin.action(permissions=["publish"], description="Unpublish the selected articles")
    def unpublish(self, request, queryset):
        public = list(queryset.filter(public_now=True))
        for article in public:
            unpublish(article)
            self.log_change(request, article, "Unpublished.")
        words = "1 article is" if len(public) == 1 else f"{len(public)} articles are"
        self.message_user(request, f"{words} no longer public. Publishing brings an article back.")

    def get_readonly_fields(self, request, obj=None):
        return () if may_file(request, obj) else ("slug", "topic")

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_published else None

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_publish"] = self.has_publish_permission(request)
        if obj:
            context["problems"] = [
                {"anchor": _form_id(problem.field), "message": problem.message}
                for problem in document.problems(document.from_rows(obj))
            ]
            context["live"] = obj.live
            context["is_published"] = obj.is_published
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One save at a time, and none from a form that was opened before the last one."""
        if request.method != "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            article = self.get_object(request, unquote(object_id))
            if article and self.has_change_permission(request, article) and is_stale(request, article):
                return self._refuse_stale(request, article)
            return super().change_view(request, object_id, form_url, extra_context)

    def _refuse_stale(self, request, article):
        context = {
            **self.admin_site.each_context(request),
            "title": "Somebody saved this article while you wrote",
            "opts": self.opts,
            "original": article,
            "typed": typed_texts(request.POST),
        }
        return TemplateResponse(request, "admin/articles/article/stale.html", context, status=409)

    def save_model(self, request, obj, form, change):
        """Only what was changed: the rest may have moved since the form was opened."""
        obj.save(update_fields=form.changed_data if change else None)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if formset.model is Subject:
                # A row of the same form may have written the old words back after the slot was emptied.
                for subject in formset.deleted_objects:
                    empty_cells(form.instance.pk, subject.slot)
        settle(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        return self._response(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._response(request, obj) or super().response_change(request, obj)

    def _response(self, request, article):
        if "_publish" not in request.POST:
            return None
        if not self.has_publish_permission(request):
            raise PermissionDenied
        self._publish(request, article)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[article.pk]))

    def _publish(self, request, article):
        before = article.live if article.is_published else None
        try:
            revision = publish(article, by=request.user)
        except NotPublishable as error:
            count = len(error.problems)
            things = "one thing stands" if count == 1 else f"{count} things stand"
            self.message_user(
                request, f"The draft is saved. It is not published: {things} in the way.", messages.WARNING
            )
            return
        if revision == before:
            message = f"Nothing was changed since revision {revision.number}, which readers see."
            self.message_user(request, message, messages.INFO)
        else:
            self.log_change(request, article, f"Published revision {revision.number}.")
            link = format_html('<a href="{}">Read it on the site</a>', article.get_absolute_url())
            message = format_html("Published: readers see revision {}. {}", revision.number, link)
            self.message_user(request, message, messages.SUCCESS)


def is_stale(request, article):
    """Lock the draft, and say whether it was saved since the form was opened."""
    version = Article.objects.select_for_update().values_list("draft_version", flat=True).get(pk=article.pk)
    return request.POST.get("draft_version") != str(version)


def typed_texts(data):
    """[(name, text)] of what was typed into a form, without its numbers, choices and marks."""
    return [
        (name.removeprefix("_").replace("_", " ").replace("-", " · "), text)
        for name, text in data.items()
        if name not in ("csrfmiddlewaretoken", "draft_version") and any(c.isalpha() for c in text)
    ]


FORM_NAMES = {"comparison": "comparison_rows", "also_read": "also_reads"}


def _form_id(field):
    """Where a field of the document stands in the form, as an HTML id."""
    name, *rest = field
    name = FORM_NAMES.get(name, name)
    if rest:
        return "-".join(["id_" + name, *map(str, rest)])
    return f"{name}-group" if name == "subjects" else f"id_{name}"


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ("name", "role")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
