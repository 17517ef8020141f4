"""The form of an article that somebody else saves meanwhile."""

from tests.articles.desk import change_url
from tests.forms import form_data


def opened(client, article, **changes):
    return form_data(client.get(change_url(article)), **changes)


def send(client, article, data, button="_continue"):
    return client.post(change_url(article), data | {button: "1"})


def value(response, name):
    """What stands in a box of the form that came back."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += inline.formset.forms
    return next(bound.value() for form in forms for bound in form if bound.html_name == name)


def told(response, kind):
    return dict(getattr(response.context["conflict"], kind))


def order(article):
    return [subject.name for subject in article.subjects.all()]


def aspects(article):
    return list(article.comparison_rows.values_list("aspect", flat=True))
