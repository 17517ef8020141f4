"""An article that is deleted while somebody writes it: what was sent is shown as a text that makes a new one."""

from django.db import transaction
from django.forms import ModelChoiceField
from django.forms.formsets import all_valid

from articles.admin.forms import NEEDED, PUBLISHING
from articles.admin.keeping import copy_of
from articles.admin.merging import NO_TEXT
from articles.manuscript import filing
from articles.models import SiteEdition


class GoneMixin:
    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Where Django leads whoever asks for a row that is not there; it has no public place to change that."""
        if "opened" not in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        texts = [self._as_text(request), request.POST.get("unread_lines", "").strip()]
        text = "\n\n".join(filter(None, texts))
        may_add = self.has_add_permission(request)
        context = {"title": "Deleted meanwhile", "text": text, "may_add": may_add, "copy": copy_of(request)}
        return self.show(request, "gone", status=410, **context)

    def _as_text(self, request):
        """The manuscript of what was sent; where a box holds what no article may, their words one after the other."""
        data = _as_new(request.POST)
        with transaction.atomic(), SiteEdition.last():
            form, *formsets = self._forms(request, data)
            if gone := _chosen_and_gone(_all(form, formsets)):
                for name in gone:
                    data[name] = ""
                form, *formsets = self._forms(request, data)
            # Django passes over the rows of those who may add none.
            may_add = all(
                inline.has_add_permission(request, None) for inline in self.get_inline_instances(request)
            )
            if not (may_add and form.is_valid() and all_valid(formsets)):
                return _words(_all(form, formsets))
            for each in (form, *formsets):
                each.save()
            text = filing.of_draft(form.instance)
            # It existed for its text to be written.
            transaction.set_rollback(True)
            return text

    def _forms(self, request, data):
        """The form of a new article, and those of its rows."""
        form = self.get_form(request, None)(data)
        formsets = self.get_formsets_with_inlines(request, None)
        return form, *(
            formset(
                data,
                instance=form.instance,
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in formsets
        )


def _all(form, formsets):
    return [form, *(row for formset in formsets for row in formset.forms)]


def _chosen_and_gone(forms):
    """The names of the boxes in which something was chosen that is not there any more either."""
    return [
        form.add_prefix(name)
        for form in forms
        for name in form.errors
        if isinstance(form.fields.get(name), ModelChoiceField)
    ]


def _as_new(sent):
    """The fields that were `sent` of an article, as those of a new one would be."""
    data = sent.copy()
    for name in {*PUBLISHING, *NEEDED} & set(data):
        del data[name]
    for name in data:
        if name.endswith("-INITIAL_FORMS"):
            data[name] = "0"
        elif name.endswith(("-id", "-article")):
            data[name] = ""
    # Of one that was public the address is taken for good.
    data["slug"] = filing.free_address(data.get("slug") or data.get("title", ""))
    return data


def _words(forms):
    """All that was typed, but for address and language; what was chosen says little as text."""
    boxes = [bound for form in forms for bound in form if bound.name not in NO_TEXT | {"slug", "language"}]
    texts = [bound.data for bound in boxes if not hasattr(bound.field, "choices")]
    return "\n\n".join(text.strip() for text in texts if text and text.strip())
