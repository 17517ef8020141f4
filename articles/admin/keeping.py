"""What static/articles/keeping.js has to know: which of the forms that a browser sent were saved."""

import re

COPY = re.compile(r"[0-9a-f]{32}\Z")
AN_HOUR = 60 * 60


def copy_of(request):
    """The name of the browser's copy of the form in `request`; "" where it bears none."""
    copy = request.POST.get("_copy", "")
    return copy if COPY.match(copy) else ""


def tell_saved(request, response):
    """Let the browser's copy of the form in `request` go with the next page that has the script."""
    if copy := copy_of(request):
        # A script reads it, and it says nothing but that this form arrived.
        cookie = {"max_age": AN_HOUR, "path": "/admin/", "samesite": "Strict", "secure": request.is_secure()}
        response.set_cookie(f"saved-{copy}", "1", **cookie)
    return response


class KeepingMixin:
    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.was_saved = True

    def render_change_form(self, request, context, **kwargs):
        """A form that was refused goes on with its copy, however much of it was merged meanwhile."""
        context["copy"] = copy_of(request)
        return super().render_change_form(request, context, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return tell_saved(request, response) if hasattr(request, "was_saved") else response
