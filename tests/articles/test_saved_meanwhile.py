"""Two people who have the same author, topic, page or name of the site open."""

import pytest
from django.contrib.flatpages.models import FlatPage

from articles.models import Author, Identity, Topic
from tests.cast import make_article
from tests.forms import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def author():
    return Author.objects.create(name="Ada", slug="ada", role="Editor", bio="Of tea.")


def topic():
    return Topic.objects.create(name="Drinks", slug="drinks", description="What one drinks.")


def page():
    return FlatPage.objects.get(url="/about/")


def identity():
    return Identity.objects.get_or_create(pk=Identity.ROW)[0]


def form_of(row):
    return f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def send(client, row, data):
    return client.post(form_of(row), data | {"_continue": "1"})


def opened(client, row, **changes):
    return form_data(client.get(form_of(row)), **changes)


KINDS = [
    (author, "bio", "role"),
    (topic, "description", "name"),
    (page, "content", "title"),
    (identity, "footer", "tagline"),
]


@pytest.mark.parametrize(("make", "theirs", "mine"), KINDS)
def test_what_the_other_one_wrote_stays_where_i_changed_something_else(editor, make, theirs, mine):
    row = make()
    first, second = opened(editor, row, **{theirs: "A long text."}), opened(editor, row, **{mine: "Mine"})
    assert send(editor, row, first).status_code == 302
    assert send(editor, row, second).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, theirs), getattr(row, mine)) == ("A long text.", "Mine")


@pytest.mark.parametrize(("make", "name", "other"), KINDS)
def test_what_both_changed_is_asked_for_and_saved_over_it(editor, make, name, other):
    row = make()
    first = opened(editor, row, **{name: "Theirs, which is long."})
    second = opened(editor, row, **{name: "Mine, which is long.", other: "Other"})
    send(editor, row, first)
    response = send(editor, row, second)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Somebody saved this while you wrote" in html
    assert "<dd>Theirs, which is long.</dd>" in html
    assert "Mine, which is long.</textarea>" in html
    assert list(response.context["adminform"].form.errors) == [name]
    row.refresh_from_db()
    assert getattr(row, name) == "Theirs, which is long."
    assert send(editor, row, form_data(response)).status_code == 302
    row.refresh_from_db()
    assert (getattr(row, name), getattr(row, other)) == ("Mine, which is long.", "Other")


def test_the_same_words_of_both_are_no_conflict(editor):
    row = author()
    first, second = opened(editor, row, bio="The same."), opened(editor, row, bio="The same.")
    send(editor, row, first)
    assert send(editor, row, second).status_code == 302


def test_after_an_error_what_the_other_one_saved_is_asked_for_still(editor):
    row = author()
    refused = send(editor, row, opened(editor, row, name="", bio="Mine."))
    send(editor, row, opened(editor, row, bio="Theirs."))
    assert send(editor, row, form_data(refused, name="Ada")).status_code == 409


def test_an_author_who_is_deleted_meanwhile_is_told_to_be_gone(editor):
    row = author()
    mine = opened(editor, row, bio="Mine.")
    Author.objects.all().delete()
    response = editor.post(form_of(row), mine, follow=True)
    assert "Perhaps it was deleted?" in response.content.decode()


def test_what_both_wrote_is_read_by_readers(editor):
    make_article()
    row = Author.objects.get(slug="the-editors")
    first, second = opened(editor, row, bio="They like tea."), opened(editor, row, role="Editors of tea")
    send(editor, row, first)
    send(editor, row, second)
    html = editor.get("/authors/the-editors/").content.decode()
    assert "They like tea." in html
    assert "Editors of tea" in html
