"""Prose is shown as readers will see it, by the renderer of the public pages."""

import re

import pytest
from django.contrib.auth.models import Permission

from articles.admin.prose import MOST_BYTES
from articles.models import Author
from tests.articles.desk import change_url
from tests.cast import make_draft, make_user

pytestmark = pytest.mark.django_db

SHOW = "/admin/articles/article/prose/"


def test_markdown_is_shown_with_its_headings_below_the_pages_own(editor):
    html = editor.post(SHOW, {"text": "# Origin\n\n*Tea* <script>alert(1)</script>"}).content.decode()
    assert "<h3>Origin</h3>" in html
    assert "<em>Tea</em>" in html
    assert "<script" not in html


def test_a_paragraph_that_is_indented_as_in_a_mail_is_a_paragraph(editor):
    html = editor.post(
        SHOW, {"text": "First.\n\n    Second *one*,\n\tand on.\n\n```\n    x = 1\n```"}
    ).content.decode()
    assert "<p>Second <em>one</em>,\nand on.</p>" in html
    assert "<pre><code>    x = 1\n</code></pre>" in html


def test_a_biography_is_shown_with_the_headings_that_its_page_has(client):
    user = make_user("bo")
    user.user_permissions.add(Permission.objects.get(codename="change_author"))
    client.force_login(user)
    author = Author.objects.create(name="Ada", slug="ada", bio="# Life\n\n## Work")
    form = client.get(f"/admin/articles/author/{author.pk}/change/").content.decode()
    assert "<code>#</code> is level 2, <code>##</code> level 3" in form
    address = re.search('data-prose="([^"]*)"', form)[1]
    shown = client.post(address, {"text": author.bio}).content.decode()
    assert "<h2>Life</h2>" in shown
    assert shown in client.get(author.get_absolute_url()).content.decode()


@pytest.mark.parametrize("top", ["1", "7", "x", "²", "", "9" * 40])
def test_a_forged_level_of_headings_is_a_bad_request(editor, top):
    assert editor.post(f"{SHOW}?top={top}", {"text": "# Life"}).status_code == 400


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
