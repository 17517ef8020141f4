"""Characters that nothing shows, or that turn what stands after them, come into no text of an editor."""

import pytest
from django import forms
from django.contrib.flatpages.models import FlatPage

from articles.models import AlsoRead, Article, Author, Source, Topic
from articles.points import PointsFormField
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft, make_picture
from tests.forms import form_data

pytestmark = pytest.mark.django_db

# Their own rule takes letters, digits and signs alone.
BY_A_RULE = (forms.SlugField, forms.URLField)
REFUSED = [
    ("\x07", "This holds a control character (U+0007), which cannot be shown."),
    ("\x85", "This holds a control character (U+0085), which cannot be shown."),
    (
        "\u202a",
        "This holds a hidden mark that turns the direction of text (U+202A, left-to-right embedding).",
    ),
    ("\u202e", "This holds a hidden mark that turns the direction of text (U+202E, right-to-left override)."),
    ("\u2066", "This holds a hidden mark that turns the direction of text (U+2066, left-to-right isolate)."),
    (
        "\u2069",
        "This holds a hidden mark that turns the direction of text (U+2069, pop directional isolate).",
    ),
    ("\ufffd", "This holds a character that arrived broken (U+FFFD)."),
]


def boxes(response):
    """All boxes for text in the admin's form in `response`."""
    rows = [form for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms]
    return [
        bound
        for form in (response.context["adminform"].form, *rows)
        for bound in form
        if isinstance(bound.field, forms.CharField) and not isinstance(bound.field, BY_A_RULE)
    ]


def post_everywhere(client, url, text):
    """The boxes of the answer when `text` was typed into each."""
    page = client.get(url)
    typed = {
        bound.html_name: f"1. **{text}:** {text}" if isinstance(bound.field, PointsFormField) else text
        for bound in boxes(page)
    }
    # What is said of publishing has to be right when that is what was asked for.
    response = client.post(url, form_data(page) | typed | {"_publish": "1"})
    return boxes(response)


def draft_url():
    article = make_draft(unread_lines="A line")
    AlsoRead.objects.create(article=article, title="Water")
    Source.objects.create(article=article, title="On Tea")
    return change_url(article)


def author_url():
    make_draft()
    return f"/admin/articles/author/{Author.objects.get().pk}/change/"


def topic_url():
    make_draft()
    return f"/admin/articles/topic/{Topic.objects.get().pk}/change/"


def picture_url():
    return make_picture().get_absolute_url()


@pytest.mark.parametrize(("character", "complaint"), REFUSED)
@pytest.mark.parametrize(
    ("form", "number"),
    [
        (draft_url, 25),
        (author_url, 3),
        (topic_url, 2),
        (lambda: "/admin/articles/identity/1/change/", 3),
        (picture_url, 3),
    ],
)
def test_they_are_an_error_beside_each_box(editor, form, number, character, complaint):
    found = post_everywhere(editor, form(), f"a{character}b")
    assert len(found) >= number
    for bound in found:
        assert any(error.startswith(complaint) for error in bound.errors), bound.html_name


@pytest.mark.parametrize("text", ["\u202eImprint", "Im\u0007print", "\u200b"])
def test_they_are_in_no_page_of_the_sites_own(editor, text):
    number = FlatPage.objects.count()
    page = editor.post("/admin/flatpages/flatpage/add/", {"url": "/imprint/", "title": text, "content": text})
    assert {*page.context["adminform"].form.errors} == {"title", "content"}
    assert FlatPage.objects.count() == number


def test_line_ends_tabs_and_marks_that_scripts_need_are_welcome(editor):
    article = make_draft()
    save(editor, article, conclusion="one\r\ntwo\tthree\u200d\u200e\u200f", title="a\u200db")
    article.refresh_from_db()
    assert article.conclusion == "one\r\ntwo\tthree\u200d\u200e\u200f"
    assert article.title == "a\u200db"


def test_they_are_in_no_sentence_for_readers_of_an_article_that_ends(editor):
    article = make_article()
    url = f"/admin/articles/article/{article.pk}/unpublish/"
    html = editor.post(url, {"note": "a\u202eb"}).content.decode()
    assert REFUSED[3][1] in html
    assert Article.objects.get().is_published


INVISIBLE = pytest.mark.parametrize("text", ["\u200b", "\ufeff", "\u00ad \u200f", "\u3164"])


@INVISIBLE
@pytest.mark.parametrize("form", [draft_url, author_url, topic_url])
def test_words_that_nobody_sees_are_an_error_beside_each_box(editor, form, text):
    for bound in post_everywhere(editor, form(), text):
        if not isinstance(bound.field, PointsFormField):
            assert any(error.startswith("Nothing can be seen of this.") for error in bound.errors), (
                bound.html_name
            )


@INVISIBLE
def test_the_gate_takes_what_nobody_sees_for_nothing(editor, text):
    article = make_draft(title=text)
    article.subjects.filter(slot=1).update(name=text, definition=text)
    article.subjects.filter(slot=2).update(attributes=[{"title": text, "text": text}])
    article.comparison_rows.filter(position=1).update(aspect=text, cell_2=text)
    html = editor.get(change_url(article)).content.decode()
    for message in (
        "The title is missing.",
        "Subject 1 has no name.",
        "Subject 1 has no definition.",
        "Coffee, key attributes: point 1 has no title.",
        "Coffee, key attributes: point 1 has no text.",
        "Row 1 of the comparison has no aspect.",
        "says nothing of Coffee.",
    ):
        assert message in html


def test_a_pasted_text_says_which_names_nobody_sees(editor):
    sent = {"text": "Topic: \u200b\nAuthors: \u200f\n\n\u200b\n"}
    html = editor.post("/admin/articles/article/from-text/", sent).content.decode()
    assert "The topic holds nothing that can be seen." in html
    assert "The author&#x27;s name holds nothing that can be seen." in html
    assert "There is no title." in html
