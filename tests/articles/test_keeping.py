"""The browser learns which of its copies were saved, and keeps all others."""

import pytest

from tests.articles.desk import change_url
from tests.cast import make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db

COPY = "0123456789abcdef" * 2


def send(client, article, copy=COPY, **changes):
    data = form_data(client.get(change_url(article)), **changes)
    return client.post(change_url(article), data | {"_continue": "1", "_copy": copy})


def test_a_saved_form_names_its_copy_to_the_browser(editor):
    cookie = send(editor, make_draft(), summary="Saved.").cookies[f"saved-{COPY}"]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/admin/", "Strict", "")


def test_a_new_article_does_so_too(editor):
    topic = make_draft().topic
    data = form_data(editor.get("/admin/articles/article/add/"), title="Milk", slug="milk", topic=topic.pk)
    response = editor.post("/admin/articles/article/add/", data | {"_copy": COPY})
    assert f"saved-{COPY}" in response.cookies


def test_a_refused_form_does_not(editor):
    article = make_draft()
    assert f"saved-{COPY}" not in send(editor, article, title="").cookies
    assert f"saved-{COPY}" not in send(editor, article, draft_version="99").cookies


@pytest.mark.parametrize("copy", ["", "x", COPY + "0", COPY + "\n", "a;b=c", "\x00" * 32])
def test_what_names_no_copy_sets_no_cookie(editor, copy):
    response = send(editor, make_draft(), copy)
    assert response.status_code == 302
    assert not [name for name in response.cookies if name.startswith("saved-")]


def test_a_refused_form_comes_back_with_the_name_of_its_copy(editor):
    article = make_draft()
    for response in (send(editor, article, title=""), send(editor, article, draft_version="99")):
        assert f'name="_copy" value="{COPY}"' in response.content.decode()
    response = editor.post("/admin/articles/article/from-text/", {"text": "", "_copy": COPY})
    assert f'name="_copy" value="{COPY}"' in response.content.decode()


@pytest.mark.parametrize("copy", ["", "x", COPY + "0", '"><script>'])
def test_what_names_no_copy_does_not_come_back(editor, copy):
    article = make_draft()
    assert 'name="_copy"' not in send(editor, article, copy, title="").content.decode()
    assert 'name="_copy"' not in editor.get(change_url(article)).content.decode()
