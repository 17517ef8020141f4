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
from articles.admin.prose import ProseMixin, WritingFields
from articles.drafts import settle
from articles.gate import problems
from articles.models import Article
from articles.publishing import NotPublishable, publish, unpublish
from articles.stale import is_stale, typed_texts


@admin.register(Article)
class ArticleAdmin(ProseMixin, KeepingMixin, WritingFields, admin.ModelAdmin):
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
        js = [forms.Script("articles/writing.js", type="module")]

    def get_queryset(self, request):
        published = Article.objects.published().filter(pk=OuterRef("pk"))
        return super().get_queryset(request).annotate(public_now=Exists(published))

    @admin.display(boolean=True, description="public")
    def public(self, article):
        return article.public_now

    @admin.action(permissions=["publish"], description="Unpublish the selected articles")
    def unpublish(self, request, queryset):
        ended = [article for article in queryset if unpublish(article)]
        for article in ended:
            self.log_change(request, article, "Unpublished.")
        words = "1 article is" if len(ended) == 1 else f"{len(ended)} articles are"
        if ended:
            self.message_user(request, f"{words} no longer public. Publishing brings an article back.")
        if others := len(queryset) - len(ended):
            self.message_user(request, f"{others} of those selected had not been public.", messages.WARNING)

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
                for problem in problems(document.from_rows(obj), obj)
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
            "typed": typed_texts(article, request.POST),
        }
        return TemplateResponse(request, "admin/articles/article/stale.html", context, status=409)

    def save_model(self, request, obj, form, change):
        """Only what was changed: the rest may have moved since the form was opened."""
        obj.save(update_fields=form.changed_data if change else None)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        empty_freed_cells(form.instance, formsets)
        settle(form.instance, by=request.user)

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


FORM_NAMES = {"comparison": "comparison_rows", "also_read": "also_reads"}


def _form_id(field):
    """Where a field of the document stands in the form, as an HTML id."""
    name, *rest = field
    name = FORM_NAMES.get(name, name)
    if rest:
        return "-".join(["id_" + name, *map(str, rest)])
    return f"{name}-group" if name == "subjects" else f"id_{name}"
