"""Two editors on one draft: whoever saves second is asked, and nothing of either is lost.

A form carries the `draft_version` that it was opened at and a digest of each text that stood in it then. When the
draft has moved since, the two tell apart what each of the two editors changed: what only the other one changed is
taken over, what both changed stays as typed here, beside the other's words, until it is saved over them.
"""

import copy
import json

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import drafts
from articles.admin.inlines import may_file
from articles.admin.merging import Merge, digests, opened
from articles.models import Article

ACTS = ("add", "change", "delete")
SAVED = "Somebody saved this article while you wrote"
OPENED = "This article became public while you wrote"


class ConflictMixin:
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One save at a time, and none unasked from a form that was opened before the last one."""
        if request.method != "POST":
            return super().change_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            article = self.get_object(request, unquote(object_id))
            if article and self.has_change_permission(request, article):
                is_stale = drafts.is_stale(article, request.POST.get("draft_version"))
                # An article that is deleted by now is Django's to tell of.
                if article := self.get_object(request, article.pk):
                    self._find_conflict(request, article, is_stale)
            response = super().change_view(request, object_id, form_url, extra_context)
            if hasattr(request, "conflict"):
                response.status_code = 409
            return response

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return refusing(form) if hasattr(request, "conflict") else form

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            form = context["adminform"].form
            forms = self._as_it_is(request, obj) if form.is_bound else _forms(form, _formsets(context))
            context["opened"] = json.dumps(digests(forms))
            context["conflict"] = getattr(request, "conflict", None)
        context["complaints"] = _complaints(context)
        if not context["complaints"] and context.get("conflict"):
            # There is nothing to correct, whatever Django's own line says.
            context["errors"] = None
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _as_it_is(self, request, article):
        """{prefix: unbound forms} of the draft as it is stored, the form of the article itself under ""."""
        article = Article.objects.get(pk=article.pk)  # a form that was sent has written into the other one
        asked = copy.copy(request)
        asked.method = "GET"
        formsets = [
            formset(
                instance=article, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(asked)
            )
            for formset, inline in self.get_formsets_with_inlines(asked, article)
        ]
        return _forms(super().get_form(asked, article, change=True)(instance=article), formsets)

    def _find_conflict(self, request, article, is_stale):
        """Put both editors' changes into `request.POST`, and what to tell of it into `request.conflict`."""
        digests = opened(request)
        # By a publication, a scheduled one too, slug, topic and authors became the publishers' while a writer wrote.
        if is_stale or ("slug" in digests and not may_file(request, article)):
            merge = Merge(
                self._as_it_is(request, article), digests, request.POST, self._closed(request, article)
            )
            data = merge.data()
            if is_stale or merge.conflict.dropped:
                merge.conflict.heading = SAVED if is_stale else OPENED
                request.POST, request.conflict = data, merge.conflict

    def _closed(self, request, article):
        """{prefix: inline} of rows that this user may see only."""
        return {
            formset.get_default_prefix(): inline
            for formset, inline in self.get_formsets_with_inlines(request, article)
            if not any(getattr(inline, f"has_{act}_permission")(request, article) for act in ACTS)
        }


def refusing(form_class):
    """The same form, which is never valid."""

    class RefusingForm(form_class):
        def clean(self):
            super().clean()
            raise ValidationError("This article was changed while you wrote. Nothing is saved yet.")

    return RefusingForm


def _formsets(context):
    return [inline.formset for inline in context["inline_admin_formsets"]]


def _complaints(context):
    """(HTML id, label, message) of each error beside a field, so that the page can lead to it."""
    forms = [context["adminform"].form, *(form for formset in _formsets(context) for form in formset.forms)]
    return [
        (bound.id_for_label or f"{bound.auto_id}_0", bound.label, bound.errors[0])
        for form in forms
        for bound in form
        if bound.errors
    ]


def _forms(form, formsets):
    return {"": [form]} | {formset.prefix: formset.initial_forms for formset in formsets}
