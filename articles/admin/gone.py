"""An article that is deleted while somebody writes it: what was sent is shown as a text that makes a new one."""

from django.db import transaction
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
            form = self.get_form(request, None)(data)
            formsets = [
                formset(
                    data,
                    instance=form.instance,
                    prefix=formset.get_default_prefix(),
                    queryset=inline.get_queryset(request),
                )
                for formset, inline in self.get_formsets_with_inlines(request, None)
            ]
            if not (form.is_valid() and all_valid(formsets)):
                return _words([form, *(row for formset in formsets for row in formset.forms)])
            for each in (form, *formsets):
                each.save()
            text = filing.of_draft(form.instance)
            # It existed for its text to be written.
            transaction.set_rollback(True)
            return text


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
    """All that was typed, but for the address; what was chosen says little as text."""
    boxes = [bound for form in forms for bound in form if bound.name not in NO_TEXT | {"slug"}]
    texts = [bound.data for bound in boxes if not hasattr(bound.field, "choices")]
    return "\n\n".join(text.strip() for text in texts if text and text.strip())
