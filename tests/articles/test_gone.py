"""An article that is deleted while somebody writes it."""

import pytest
from django.contrib.auth.models import Permission

from articles.models import Article, SiteEdition
from tests.articles.colliding import opened, send
from tests.articles.desk import change_url, url
from tests.cast import make_article, make_draft, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FROM_TEXT = "/admin/articles/article/from-text/"
COPY = "0123456789abcdef" * 2


def text_of(response):
    return response.context["text"]


def test_what_was_sent_is_shown_and_makes_a_new_article(editor):
    article = make_article()
    article.sources.create(title="A book")
    data = opened(editor, article, conclusion="Typed for an hour.", comparison_rows__0__cell_2="Typed too.")
    Article.objects.all().delete()
    response = send(editor, article, data | {"_copy": COPY})
    assert response.status_code == 410
    html = response.content.decode()
    assert "This article was deleted while you wrote. Nothing is saved." in html
    assert "Typed for an hour." in html
    assert not Article.objects.exists()
    made = editor.post(FROM_TEXT, {"text": text_of(response), "topic": "", "_copy": COPY})
    assert f"saved-{COPY}" in made.cookies
    again = Article.objects.get()
    assert (again.title, again.conclusion, again.topic.name) == (article.title, "Typed for an hour.", "Food")
    assert [subject.name for subject in again.subjects.all()] == ["Tea", "Coffee"]
    assert again.comparison_rows.get(aspect="Aspect 1").cell_2 == "Typed too."
    assert again.bylines.count() == 1
    assert again.unread_lines == ""


def test_showing_it_writes_nothing(editor):
    article = make_draft()
    data = opened(editor, article, title="Another title")
    Article.objects.all().delete()
    edition = SiteEdition.objects.get().number
    assert send(editor, article, data).status_code == 410
    assert SiteEdition.objects.get().number == edition


@pytest.mark.parametrize("version", ["99", "None"])
def test_one_that_is_deleted_in_the_same_moment_is_told_to_be_gone(editor, deleted_meanwhile, version):
    article = make_draft()
    mine = opened(editor, article, draft_version=version, summary="Mine.")
    deleted_meanwhile()
    response = send(editor, article, mine)
    assert response.status_code == 410
    assert "Mine." in text_of(response)


@pytest.mark.parametrize("button", ["_continue", "_publish", "_schedule"])
@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"subjects__0__attributes": "No point."}, {"subjects-TOTAL_FORMS": "x"}]
)
def test_boxes_that_hold_what_no_article_may_are_shown_as_words(editor, wrong, button):
    article = make_draft()
    data = opened(editor, article, conclusion="Typed for an hour.", **wrong)
    Article.objects.all().delete()
    response = send(editor, article, data, button)
    assert response.status_code == 410
    assert "Typed for an hour." in text_of(response)
    assert ("No point." in text_of(response)) == ("No point." in wrong.values())
    assert str(article.topic_id) not in text_of(response).splitlines()


def test_lines_that_were_not_placed_yet_are_there_too(editor):
    article = make_draft(unread_lines="A stray line.")
    data = opened(editor, article)
    Article.objects.all().delete()
    assert text_of(send(editor, article, data)).endswith("\n\nA stray line.")


def test_what_was_chosen_and_is_gone_too_takes_nothing_along(editor):
    article, other = make_draft(), make_draft("Milk and Honey", subjects=("Milk", "Honey"))
    article.also_reads.create(target=other, title="Milk and Honey")
    data = opened(editor, article, introduction="Typed for an hour.")
    Article.objects.all().delete()
    response = send(editor, article, data)
    assert response.status_code == 410
    editor.post(FROM_TEXT, {"text": text_of(response), "topic": ""})
    made = Article.objects.get()
    assert made.introduction == "Typed for an hour."
    assert [subject.name for subject in made.subjects.all()] == ["Tea", "Coffee"]
    assert made.also_reads.get().title == "Milk and Honey"


def test_the_words_of_who_may_add_no_rows_are_there(client):
    user = make_user("ed", group="Editors")
    user.groups.get().permissions.remove(Permission.objects.get(codename="add_subject"))
    client.force_login(user)
    article = make_draft()
    data = opened(client, article, subjects__0__definition="Typed for an hour.")
    Article.objects.all().delete()
    text = text_of(send(client, article, data))
    assert "Typed for an hour." in text
    assert "Aspect 1" in text
    assert article.language not in text.splitlines()


def test_rows_that_were_removed_here_are_not_there(editor):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    data = opened(editor, article, subjects__2__DELETE="on")
    Article.objects.all().delete()
    assert "Cocoa" not in text_of(send(editor, article, data))


def test_who_may_make_no_article_is_offered_no_button(client):
    user = make_user("ed", group="Editors")
    group = user.groups.get()
    group.permissions.remove(Permission.objects.get(codename="add_article"))
    client.force_login(user)
    article = make_draft()
    data = opened(client, article, conclusion="Typed for an hour.")
    Article.objects.all().delete()
    html = send(client, article, data).content.decode()
    assert "Typed for an hour." in html
    assert "ask an editor" in html
    assert 'type="submit" value="New article from text"' not in html


def test_other_ways_to_an_article_that_is_gone_lead_away(editor):
    article = make_draft()
    Article.objects.all().delete()
    assert "Perhaps it was deleted?" in editor.get(change_url(article), follow=True).content.decode()
    response = editor.post(url(article, "delete"), {"post": "yes"}, follow=True)
    assert "Perhaps it was deleted?" in response.content.decode()
