"""An article in the admin: its form, and the list of all."""

from django import forms
from django.contrib import admin
from django.db import models, transaction

from articles.admin.conflicts import ConflictMixin
from articles.admin.gone import GoneMixin
from articles.admin.history import HistoryMixin
from articles.admin.inlines import (
    AlsoReadInline,
    BylineInline,
    ComparisonRowInline,
    SourceInline,
    SubjectInline,
    empty_freed_cells,
    may_file,
)
from articles.admin.keeping import KeepingMixin
from articles.admin.listing import ListMixin
from articles.admin.pages import PagesMixin
from articles.admin.pictures import PictureFields
from articles.admin.previews import PreviewMixin
from articles.admin.prose import ProseMixin, WritingFields
from articles.admin.publication import PublicationMixin
from articles.admin.texts import TextMixin
from articles.drafts import settle
from articles.models import Article, SiteEdition

AT_ONCE = (
    "This article has been public: its address, topic and authors change for readers as soon as they are saved, "
    "all else when it is published."
)


@admin.register(Article)
class ArticleAdmin(
    ConflictMixin,
    PublicationMixin,
    PreviewMixin,
    HistoryMixin,
    TextMixin,
    ListMixin,
    ProseMixin,
    KeepingMixin,
    GoneMixin,
    PictureFields,
    WritingFields,
    PagesMixin,
    admin.ModelAdmin,
):
    inlines = (BylineInline, SubjectInline, ComparisonRowInline, AlsoReadInline, SourceInline)
    raw_id_fields = ("cover",)
    fieldsets = (
        (None, {"fields": ("title", "slug", "topic", "language", "summary", "description", "cover")}),
        (
            "Text",
            {"fields": ("headline", "introduction", "relationship_heading", "relationship", "conclusion")},
        ),
    )
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 6, "cols": 80})}}

    class Media:
        css = {"all": ["articles/admin.css"]}
        js = [forms.Script("articles/writing.js", type="module")]

    def get_readonly_fields(self, request, obj=None):
        return () if may_file(request, obj) else ("slug", "topic")

    def get_fieldsets(self, request, obj=None):
        (name, head), *others = super().get_fieldsets(request, obj)
        if obj and obj.ever_public:
            head = head | {"description": AT_ONCE}
        return [(name, head), *others]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def view_on_site(self, article):
        return article.get_absolute_url() if article.is_published else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if getattr(response, "context_data", {}).get("errors"):
            response.status_code = 422
        return response

    def _changeform_view(self, *args):
        with SiteEdition.last():
            return super()._changeform_view(*args)

    def save_model(self, request, obj, form, change):
        """Only what was changed: the rest may have moved since the form was opened."""
        obj.save(update_fields=form.changed_data if change else None)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        empty_freed_cells(form.instance, formsets)
        settle(form.instance, by=request.user)

    def get_deleted_objects(self, objs, request):
        """What goes with an article asks for no permission of its own; only what keeps it from being deleted does."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, lacking if protected else lacking & {self.opts.verbose_name}, protected

    def delete_model(self, request, obj):
        self.delete_queryset(request, Article.objects.filter(pk=obj.pk))

    @transaction.atomic
    @SiteEdition.last()
    def delete_queryset(self, request, queryset):
        """Locked first: a revision made after Django has looked for what hangs on an article would stay behind."""
        chosen = Article.objects.filter(pk__in=[article.pk for article in queryset])
        locked = chosen.select_for_update().order_by("pk")
        super().delete_queryset(request, chosen.filter(pk__in=[article.pk for article in locked]))
