"""A subject that is added, moved or removed takes its column of the comparison along."""

import re

import pytest

from articles.models import Article, Author, Topic
from tests.articles.desk import change_url, save
from tests.cast import make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db

FOUR = ("Tea", "Coffee", "Cocoa", "Maté")


def heads(page):
    html = page.content.decode().split('id="comparison_rows-heading"')[1].split("</thead>")[0]
    return re.findall(r'<th scope="col" class="column-(cell_\d)[^>]*>([^<]*)', html)


def cells(article):
    """What each row says of each subject, by name."""
    slots = {subject.name: subject.slot for subject in article.subjects.all()}
    return [
        {name: getattr(row, f"cell_{slot}") for name, slot in slots.items()}
        for row in article.comparison_rows.all()
    ]


def test_columns_stand_in_the_order_of_the_subjects_with_the_free_ones_last(editor):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    save(editor, article, subjects__2__position="0")
    assert heads(editor.get(change_url(article))) == [
        ("cell_3", "Cocoa"),
        ("cell_1", "Tea"),
        ("cell_2", "Coffee"),
        ("cell_4", "Subject 4"),
    ]


def test_four_subjects_are_written_from_nothing_in_one_save(editor):
    data = form_data(
        editor.get("/admin/articles/article/add/"),
        title="Four hot drinks",
        slug="four",
        topic=Topic.objects.create(name="Food", slug="food").pk,
        bylines__0__author=Author.objects.create(name="Ada", slug="ada").pk,
        comparison_rows__0__aspect="Origin",
        **{f"subjects__{n}__name": name for n, name in enumerate(FOUR)},
        **{f"comparison_rows__0__cell_{n}": f"Of {name}" for n, name in enumerate(FOUR, start=1)},
    )
    editor.post("/admin/articles/article/add/", data | {"_continue": "1"})
    assert cells(Article.objects.get()) == [{name: f"Of {name}" for name in FOUR}]


def test_words_stay_with_the_subject_beside_whose_number_they_were_typed(editor):
    article = make_draft()
    save(editor, article, subjects__3__name="Maté", comparison_rows__0__cell_4="Of Maté")
    assert article.subjects.get(name="Maté").slot == 4
    assert cells(article)[0]["Maté"] == "Of Maté"


def test_a_new_subject_takes_a_column_that_was_free_rather_than_one_that_becomes_free(editor):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    save(editor, article, subjects__0__DELETE="on", subjects__3__name="Maté", subjects__3__column="")
    assert article.subjects.get(name="Maté").slot == 4
    assert cells(article)[0] == {"Coffee": "Coffee, aspect 1", "Cocoa": "Cocoa, aspect 1", "Maté": ""}


def replace_coffee(editor, article, **changes):
    data = form_data(
        editor.get(change_url(article)), **changes, subjects__1__DELETE="on", subjects__TOTAL_FORMS="5"
    )
    data |= {"subjects-4-name": "Milk", "subjects-4-attributes": "", "subjects-4-column": "2"}
    return editor.post(change_url(article), data | {"_continue": "1"}, follow=True)


def test_of_four_one_is_replaced_in_one_save_and_only_words_typed_for_the_new_one_stay(editor):
    article = make_draft(subjects=FOUR)
    replace_coffee(
        editor, article, comparison_rows__0__cell_2="Of milk", comparison_rows__1__aspect="Changed as well"
    )
    assert article.subjects.get(name="Milk").slot == 2
    assert [row["Milk"] for row in cells(article)] == ["Of milk", ""]
    assert cells(article)[0]["Cocoa"] == "Cocoa, aspect 1"


def test_a_row_added_beside_a_replaced_subject_keeps_its_words(editor):
    article = make_draft(subjects=FOUR)
    replace_coffee(
        editor, article, comparison_rows__2__aspect="New", comparison_rows__2__cell_2="Of milk, new"
    )
    assert [row["Milk"] for row in cells(article)] == ["", "", "Of milk, new"]


def test_a_column_that_is_another_subjects_is_not_given_away(editor):
    article = make_draft()
    save(editor, article, subjects__2__name="Milk", subjects__2__column="1")
    assert list(article.subjects.values_list("name", "slot")) == [("Tea", 1), ("Coffee", 2), ("Milk", 3)]


@pytest.mark.parametrize("column", ["5", "x", "9" * 5000, "\x00"])
def test_a_column_that_there_is_not_is_an_error(editor, column):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), subjects__2__name="Milk", subjects__2__column=column)
    assert editor.post(change_url(article), data | {"_continue": "1"}).status_code == 422
    assert article.subjects.count() == 2


def test_subjects_that_the_browser_left_out_keep_their_columns(editor):
    article = make_draft()
    save(editor, article, subjects__INITIAL_FORMS="0")
    assert sorted(article.subjects.values_list("slot", "name")) == [
        *((1, "Tea"), (2, "Coffee"), (3, "Tea"), (4, "Coffee")),
    ]


def test_subjects_that_the_browser_left_out_are_counted(editor):
    article = make_draft(subjects=FOUR[:3])
    html = save(editor, article, subjects__INITIAL_FORMS="0").content.decode()
    assert "A comparison has at most 4 subjects." in html
    assert article.subjects.count() == 3
