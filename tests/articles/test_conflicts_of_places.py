"""What was typed where the form has no box any more, since another editor saved or published meanwhile."""

import pytest

from articles.models import Article, Author, Topic
from articles.publishing import publish
from tests.articles.colliding import opened, send, told
from tests.articles.desk import save
from tests.cast import make_draft, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(stranger):
    stranger.force_login(make_user("wanda", group="Writers"))
    return stranger


def test_words_of_a_box_that_the_other_one_emptied_are_shown(editor):
    article = make_draft(unread_lines="A stray line.")
    mine = opened(editor, article, unread_lines="A stray line, which I was placing.")
    save(editor, article, unread_lines="")
    response = send(editor, article, mine)
    assert told(response, "dropped") == {
        "Lines that were not understood": "A stray line, which I was placing."
    }
    html = response.content.decode()
    assert "no place any more for what you wrote here" in html
    assert "A stray line, which I was placing." in html
    assert "You did not change the same places" not in html


def test_a_writer_reads_what_became_the_publishers_when_another_one_published(editor, writer):
    article, other = make_draft(), Author.objects.create(name="Ada", slug="ada")
    topic = Topic.objects.create(name="Drinks", slug="drinks")
    mine = opened(writer, article, slug="mine", topic=topic.pk, bylines__1__author=other.pk, summary="Mine.")
    save(editor, article, "_publish", conclusion="Theirs.")
    response = send(writer, article, mine)
    assert response.status_code == 409
    assert told(response, "dropped") == {"Slug": "mine", "Topic": "Drinks", "By": "the editors, Ada"}
    send(writer, article, form_data(response))
    article.refresh_from_db()
    assert (article.slug, article.summary, article.conclusion) == ("tea-and-coffee", "Mine.", "Theirs.")


def test_a_writer_reads_what_became_the_publishers_when_nothing_else_changed(writer):
    article = make_draft()
    mine = opened(writer, article, slug="mine", conclusion="Mine.")
    publish(article)
    response = send(writer, article, mine)
    assert response.status_code == 409
    assert "This article became public while you wrote" in response.content.decode()
    assert told(response, "dropped") == {"Slug": "mine"}
    assert send(writer, article, form_data(response)).status_code == 302
    assert Article.objects.get().conclusion == "Mine."


def test_a_writer_who_refiled_nothing_saves_after_a_publication_unasked(writer):
    article = make_draft()
    mine = opened(writer, article, conclusion="Mine.")
    publish(article)
    assert send(writer, article, mine).status_code == 302
    assert Article.objects.get().conclusion == "Mine."


def test_a_writer_is_told_of_a_removed_author_too(writer):
    article = make_draft()
    mine = opened(writer, article, bylines__0__DELETE="on")
    publish(article)
    assert told(send(writer, article, mine), "dropped") == {"By": "(emptied)"}
    assert article.bylines.count() == 1


def test_authors_that_a_writer_may_not_change_are_not_told_as_added(editor, writer):
    article = make_draft()
    publish(article)
    mine = {
        name: text
        for name, text in opened(writer, article, summary="Mine.").items()
        if not name.startswith("bylines-0")  # a page shows them as text
    }
    save(editor, article, conclusion="Theirs.")
    assert told(send(writer, article, mine), "taken") == {"Conclusion": "Theirs."}


def test_words_for_a_subject_that_was_removed_are_shown_where_a_new_one_takes_its_column(editor):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    new = {"subjects__3__name": "Maté", "comparison_rows__0__cell_4": "Of maté"}
    mine = opened(editor, article, comparison_rows__0__cell_1="Typed of tea", **new)
    save(editor, article, subjects__0__DELETE="on", subjects__3__name="Milk")
    response = send(editor, article, mine)
    assert told(response, "dropped") == {"Aspect 1 · Tea": "Typed of tea"}
    send(editor, article, form_data(response))
    row = article.comparison_rows.get(aspect="Aspect 1")
    assert getattr(row, f"cell_{article.subjects.get(name='Maté').slot}") == "Of maté"
