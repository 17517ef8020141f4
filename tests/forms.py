"""Filling in the admin's forms as a browser would: everything that stands there, and what a test changes."""


def form_data(response, **changes):
    """The fields of the admin's change form in `response`, as they would be sent back."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        if value is not False:  # an empty checkbox is not sent
            data[bound.html_name] = "" if value is None else value
    if "opened" in response.context:
        data["opened"] = response.context["opened"]
    if hasattr(original := response.context.get("original"), "draft_version"):
        data["draft_version"] = original.draft_version
    return data | {name.replace("__", "-"): value for name, value in changes.items()}
