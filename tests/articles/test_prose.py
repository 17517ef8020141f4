"""Prose is shown as readers will see it, by the renderer of the public pages."""

import pytest

from articles.admin.prose import MOST_BYTES
from tests.articles.desk import change_url
from tests.cast import make_draft, make_user

pytestmark = pytest.mark.django_db

SHOW = "/admin/articles/article/prose/"


def test_markdown_is_shown_with_its_headings_below_the_pages_own(editor):
    html = editor.post(SHOW, {"text": "# Origin\n\n*Tea* <script>alert(1)</script>"}).content.decode()
    assert "<h3>Origin</h3>" in html
    assert "<em>Tea</em>" in html
    assert "<script" not in html


def test_nobody_else_has_prose_shown(client):
    assert client.post(SHOW, {"text": "*Tea*"}).status_code == 302
    client.force_login(make_user("mo", group="Moderators"))
    assert client.post(SHOW, {"text": "*Tea*"}).status_code == 403


def test_it_is_only_for_posting(editor):
    assert editor.get(SHOW).status_code == 405


def test_a_text_too_long_to_show_is_refused_in_words(editor):
    response = editor.post(SHOW, {"text": "é" * (MOST_BYTES // 2 + 1)})
    assert response.status_code == 413
    assert "200,000 bytes" in response.content.decode()
    assert editor.post(SHOW, {"text": "é" * (MOST_BYTES // 2)}).status_code == 200


@pytest.mark.parametrize("data", [{}, {"text": "a\x00b"}, {"text": "[x](javascript:alert(1))"}])
def test_whatever_is_sent_the_answer_is_safe(editor, data):
    response = editor.post(SHOW, data)
    assert response.status_code == 200
    assert "href" not in response.content.decode()


def test_each_box_of_prose_has_its_help(editor):
    html = editor.get(change_url(make_draft(subjects=("Tea", "Coffee", "Cocoa")))).content.decode()
    boxes = 2 + 4 + 1  # introduction and conclusion, four subjects, and the one that a script clones
    assert html.count("How to write Markdown") == boxes
