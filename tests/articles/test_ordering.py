"""The order of rows and points, by their numbers."""

import pytest

from tests.articles.desk import save
from tests.cast import make_draft

pytestmark = pytest.mark.django_db


def titles(article):
    article.refresh_from_db()
    return [point["title"] for point in article.relationship]


def test_another_number_moves_a_point(editor):
    article = make_draft()
    save(editor, article, relationship="3. **Three:** c\n1. **One:** a\n2. **Two:** b")
    assert titles(article) == ["One", "Two", "Three"]


def test_a_point_alone_moved_by_its_number_is_a_change(editor):
    article = make_draft(relationship=[{"title": title, "text": title} for title in ("One", "Two")])
    save(editor, article, relationship="2. **One:** One\n\n1. **Two:** Two")
    assert titles(article) == ["Two", "One"]


def test_two_lists_pasted_one_after_the_other_stay_as_they_stand(editor):
    article = make_draft()
    save(editor, article, relationship="1. **A:** a\n2. **B:** b\n1. **C:** c\n2. **D:** d")
    assert titles(article) == ["A", "B", "C", "D"]


def test_numbers_of_any_length_and_script_are_read(editor):
    article = make_draft()
    save(editor, article, relationship=f"{'9' * 5000}. **Last:** c\n٢. **Second:** b\n1. **First:** a")
    assert titles(article) == ["First", "Second", "Last"]


def test_a_number_alone_makes_no_row(editor):
    article = make_draft()
    page = save(editor, article, comparison_rows__2__position="1", subjects__2__position="3")
    assert "Please correct" not in page.content.decode()
    assert article.comparison_rows.count() == 2
    assert article.subjects.count() == 2
