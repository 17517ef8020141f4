"""An editor at the admin's addresses."""

from tests.forms import form_data

# With it a summary is one that the gate lets through.
LONG = " The rest is here so that the gate lets it through: words, and some more."


def url(article, name):
    return f"/admin/articles/article/{article.pk}/{name}/"


def change_url(article):
    return url(article, "change")


def save(client, article, button="_continue", **changes):
    data = form_data(client.get(change_url(article)), **changes)
    return client.post(change_url(article), data | {button: "1"}, follow=True)
