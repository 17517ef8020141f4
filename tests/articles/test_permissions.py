"""What writers, editors and others may not do."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from articles.models import Byline, Revision
from tests.articles.desk import change_url
from tests.cast import make_article, make_draft, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    client.force_login(make_user("wanda", group="Writers"))
    return client


def test_a_writer_saves_drafts_and_sees_no_publish_button(writer):
    article = make_draft()
    page = writer.get(change_url(article))
    assert "Save draft" in page.content.decode()
    assert 'name="_publish"' not in page.content.decode()
    writer.post(change_url(article), form_data(page, summary="By Wanda.") | {"_continue": "1"})
    article.refresh_from_db()
    assert article.summary == "By Wanda."


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_writer_who_forges_a_button_of_publishing_is_refused(writer, button):
    article = make_draft()
    data = form_data(writer.get(change_url(article)), summary="Forged.", kind="correction")
    assert writer.post(change_url(article), data | {button: "1"}).status_code == 403
    assert not Revision.objects.exists()


def test_a_writer_cannot_refile_an_article_that_was_public(writer):
    article = make_article()
    page = writer.get(change_url(article))
    assert 'name="slug"' not in page.content.decode()
    assert 'name="bylines-0-author"' not in page.content.decode()
    data = form_data(page, summary="By Wanda.") | {"slug": "mine", "bylines-0-DELETE": "on", "_continue": "1"}
    assert writer.post(change_url(article), data).status_code == 302
    article.refresh_from_db()
    assert (article.summary, article.slug) == ("By Wanda.", "tea-and-coffee")
    assert Byline.objects.count() == 1


def test_a_writer_may_file_a_draft_that_was_never_public(writer):
    article = make_draft()
    writer.post(
        change_url(article), form_data(writer.get(change_url(article)), slug="mine") | {"_continue": "1"}
    )
    article.refresh_from_db()
    assert article.slug == "mine"


@pytest.mark.parametrize(
    "path", ["articles/article/{pk}/delete/", "articles/topic/add/", "articles/author/add/"]
)
def test_a_writer_deletes_no_article_and_makes_no_topic_or_author(writer, path):
    article = make_draft()
    assert writer.get(f"/admin/{path.format(pk=article.pk)}").status_code == 403


@pytest.mark.parametrize("path", ["auth/user/", "auth/group/"])
def test_an_editor_manages_no_accounts(client, path):
    client.force_login(make_user("ed", group="Editors"))
    assert client.get(f"/admin/{path}").status_code == 403


def test_an_editor_may_change_the_slug_of_a_public_article(client):
    client.force_login(make_user("ed", group="Editors"))
    article = make_article()
    client.post(
        change_url(article), form_data(client.get(change_url(article)), slug="moved") | {"_continue": "1"}
    )
    assert client.get("/articles/tea-and-coffee/")["Location"] == "/articles/moved/"


def test_migrating_again_gives_back_what_is_missing_and_keeps_what_was_added():
    group = Group.objects.get(name="Writers")
    wanted = set(group.permissions.all())
    group.permissions.clear()
    call_command("migrate", verbosity=0)
    assert set(group.permissions.all()) == wanted


def test_a_writer_takes_no_article_down(writer):
    article = make_article()
    action = {"action": "unpublish", "_selected_action": [article.pk]}
    writer.post("/admin/articles/article/", action, follow=True)
    assert writer.get(article.get_absolute_url()).status_code == 200


def test_who_may_publish_but_not_change_publishes_and_ends_nothing_from_the_list(client):
    user = make_user("vera")
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_article", "publish_article"]))
    client.force_login(user)
    article, draft = make_article(), make_draft("Water")
    assert 'name="action"' not in client.get("/admin/articles/article/").content.decode()
    for action in ("publish", "unpublish"):
        sent = {"action": action, ACTION_CHECKBOX_NAME: [article.pk, draft.pk]}
        client.post("/admin/articles/article/", sent)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
