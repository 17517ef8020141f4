"""An editor at the admin's addresses."""

from tests.forms import form_data


def change_url(article):
    return f"/admin/articles/article/{article.pk}/change/"


def save(client, article, button="_continue", **changes):
    data = form_data(client.get(change_url(article)), **changes)
    return client.post(change_url(article), data | {button: "1"}, follow=True)
