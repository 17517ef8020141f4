"""Two people in one form of a few boxes: what only one of them changed is saved, and what both changed is asked for."""

import json

from django.contrib.admin.utils import unquote
from django.db import transaction

from articles.admin.merging import Merge, digests, opened

ASKED = (
    "Somebody else changed this while you wrote: theirs stands above. Save again to put yours in its place."
)


class MeanwhileMixin:
    """For any admin without inlines."""

    change_form_template = "admin/meanwhile.html"

    class Media:
        css = {"all": ["articles/admin.css"]}

    def change_view(self, request, object_id, form_url="", extra_context=None):
        view = super().change_view
        if request.method != "POST" or "opened" not in request.POST:
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            self._take_over(request, self.get_object(request, unquote(object_id)))
            response = view(request, object_id, form_url, extra_context)
        if _contested(request):
            response.status_code = 409
        return response

    def _take_over(self, request, row):
        """Put into `request.POST` what somebody else changed since the form was opened."""
        if row and self.has_change_permission(request, row) and (saved := self._saved(row)):
            merge = Merge({"": [self._form_of(request, saved)]}, opened(request), request.POST)
            request.POST, request.conflict = merge.data(), merge.conflict

    def _saved(self, row):
        """The row as it is stored, locked; None where it never was, or is not any more."""
        return self.model._default_manager.select_for_update(no_key=True).filter(pk=row.pk).first()

    def _form_of(self, request, row):
        return super().get_form(request, row, change=True)(instance=row)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return asking(form, _contested(request)) if _contested(request) else form

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            # A form that was sent has written into `obj`.
            saved = self.model._default_manager.filter(pk=obj.pk).first() or obj
            context["opened"] = json.dumps(digests({"": [self._form_of(request, saved)]}))
            context["conflict"] = request.conflict if _contested(request) else None
        return super().render_change_form(request, context, obj=obj, **kwargs)


def _contested(request):
    return dict(request.conflict.contested) if hasattr(request, "conflict") else {}


def asking(form_class, contested):
    """The same form with an error beside each field whose label is in `contested`."""

    class AskingForm(form_class):
        def clean(self):
            cleaned = super().clean()
            for bound in self:
                if bound.label in contested:
                    self.add_error(bound.name, ASKED)
            return cleaned

    return AskingForm
