"""An article written on one page, with its scripts and without."""

import re

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.article_form import ADD, aspects, expect_heads, fill_head, names, part, save
from tests.cast import make_draft

FOUR = ("Tea", "Coffee", "Cocoa", "Maté")
WITHOUT_SCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)


def expect_four_saved():
    article = Article.objects.get()
    row = article.comparison_rows.get()
    assert names(article) == list(FOUR)
    assert [getattr(row, f"cell_{subject.slot}") for subject in article.subjects.all()] == [
        f"Of {name}" for name in FOUR
    ]


def test_four_subjects_are_written_from_nothing_and_bring_their_columns(write):
    page = write()
    fill_head(page)
    expect_heads(page, "Subject 1", "Subject 2")
    for number, name in enumerate(FOUR):
        if number > 1:
            page.get_by_role("button", name="Add another Subject").click()
        part(page, f"subjects-{number}-name").fill(name)
    expect_heads(page, *FOUR)
    expect(page.get_by_role("button", name="Add another Subject")).to_be_hidden()
    part(page, "comparison_rows-0-aspect").fill("Origin")
    for name in FOUR:
        page.locator("#comparison_rows-0").get_by_label(f"{name}:").fill(f"Of {name}")
    save(page)
    expect_four_saved()


@WITHOUT_SCRIPT
def test_four_subjects_are_written_from_nothing_without_a_script(desk, visit):
    page = visit(ADD)
    fill_head(page)
    part(page, "comparison_rows-0-aspect").fill("Origin")
    for number, name in enumerate(FOUR):
        part(page, f"subjects-{number}-name").fill(name)
        page.locator("#comparison_rows-0").get_by_label(f"Subject {number + 1}:").fill(f"Of {name}")
    save(page)
    expect_four_saved()


@WITHOUT_SCRIPT
def test_numbers_put_rows_in_order_without_a_script(desk, visit):
    article = make_draft(rows=3)
    page = visit(f"/admin/articles/article/{article.pk}/change/")
    part(page, "comparison_rows-2-position").fill("0")
    save(page)
    assert aspects(article) == ["Aspect 3", "Aspect 1", "Aspect 2"]


def test_rows_are_put_in_order_with_keys_and_buttons(write):
    article = make_draft(rows=3)
    page = write(article)
    handle = page.locator("#comparison_rows-0 .handle")
    handle.press("ArrowDown")
    expect(page.get_by_role("status")).to_have_text("Aspect 1 is now 2 of 4.")
    expect(handle).to_be_focused()
    page.locator("#comparison_rows-2").get_by_role("button", name="Move up").click()
    save(page)
    assert aspects(article) == ["Aspect 2", "Aspect 3", "Aspect 1"]


def test_the_first_row_moves_no_further(write):
    article = make_draft(rows=2)
    page = write(article)
    page.locator("#comparison_rows-0 .handle").press("ArrowUp")
    expect(page.get_by_role("status")).to_have_text("Aspect 1 is already first.")


def drag(page, handle, target):
    """By the mouse, until the pointer is past the middle of `target`."""
    handle.scroll_into_view_if_needed()
    start = handle.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 20)
    end = target.bounding_box()
    page.mouse.move(start["x"] + 8, end["y"] + end["height"] - 4, steps=5)
    page.mouse.up()


def test_a_row_is_dragged_with_the_mouse(write):
    article = make_draft(rows=3)
    page = write(article)
    drag(page, page.locator("#comparison_rows-0 .handle"), page.locator("#comparison_rows-1"))
    expect(page.get_by_role("status")).to_have_text("Aspect 1 is now 2 of 4.")
    save(page)
    assert aspects(article) == ["Aspect 2", "Aspect 1", "Aspect 3"]


def test_a_subject_that_is_dragged_takes_its_column_along(write):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    page = write(article)
    expect_heads(page, "Tea", "Coffee", "Cocoa")
    drag(page, page.locator("#subjects-0 h3 .handle"), page.locator("#subjects-2"))
    expect_heads(page, "Coffee", "Cocoa", "Tea")
    save(page)
    assert names(article) == ["Coffee", "Cocoa", "Tea"]
    expect_heads(page, "Coffee", "Cocoa", "Tea")
    expect(page.locator("#comparison_rows-0").get_by_label("Tea:")).to_have_value("Tea, aspect 1")


def test_a_column_goes_with_its_subject_and_comes_back_with_it(write):
    page = write(make_draft(subjects=("Tea", "Coffee", "Cocoa")))
    box = page.locator("#subjects-1 h3").get_by_role("checkbox")
    box.check()
    expect_heads(page, "Tea", "Cocoa")
    box.uncheck()
    expect_heads(page, "Tea", "Coffee", "Cocoa")


def test_of_four_subjects_one_is_replaced_and_its_words_go(write):
    article = make_draft(subjects=FOUR)
    page = write(article)
    page.locator("#subjects-1 h3").get_by_role("checkbox").check()
    page.get_by_role("button", name="Add another Subject").click()
    part(page, "subjects-4-name").fill("Milk")
    expect_heads(page, "Tea", "Cocoa", "Maté", "Milk")
    milk = page.locator("#comparison_rows-0").get_by_label("Milk:")
    expect(milk).to_have_value("")
    milk.fill("Of milk")
    save(page)
    assert names(article) == ["Tea", "Cocoa", "Maté", "Milk"]
    assert list(article.comparison_rows.values_list("cell_2", flat=True)) == ["Of milk", ""]


def test_saved_rows_stay_themselves_when_a_new_one_was_above_them_and_another_is_removed(write):
    article = make_draft(rows=2)
    page = write(article)
    for number, aspect in ((2, "New"), (3, "Removed")):
        if number == 3:
            page.get_by_role("button", name="Add another Comparison row").click()
        part(page, f"comparison_rows-{number}-aspect").fill(aspect)
    for _ in range(2):
        page.locator("#comparison_rows-2").get_by_role("button", name="Move up").click()
    page.locator("#comparison_rows-3 .inline-deletelink").click()
    before = set(article.comparison_rows.values_list("pk", flat=True))
    save(page)
    assert aspects(article) == ["New", "Aspect 1", "Aspect 2"]
    assert before < set(article.comparison_rows.values_list("pk", flat=True))


def test_points_are_put_in_order_below_their_box(write):
    article = make_draft(relationship=[{"title": title, "text": title.lower()} for title in ("A", "B", "C")])
    page = write(article)
    points = page.locator(".field-relationship ol.points li")
    expect(points).to_have_count(3)
    points.nth(2).get_by_role("button", name="Move up").click()
    expect(page.get_by_role("status")).to_have_text("C is now 2 of 3.")
    expect(part(page, "relationship")).to_have_value("1. **A:** a\n\n2. **C:** c\n\n3. **B:** b")
    save(page)
    article.refresh_from_db()
    assert [point["title"] for point in article.relationship] == ["A", "C", "B"]


def test_points_of_a_subject_move_without_moving_the_subject(write):
    article = make_draft()
    page = write(article)
    page.locator("#subjects-1 ol.points li").first.locator(".handle").press("ArrowDown")
    expect(part(page, "subjects-1-attributes")).to_have_value(
        "1. **Brown:** Brown, as everyone knows.\n\n2. **Warm:** Warm, as everyone knows."
    )
    expect_heads(page, "Tea", "Coffee")


def test_counters_advise_and_refuse_nothing(write):
    article = make_draft()
    page = write(article)
    part(page, "title").fill("é" * 111)
    expect(page.get_by_text("Too long: 111 of 110 characters.").first).to_be_visible()
    expect(part(page, "title")).to_have_accessible_description(re.compile("Too long: 111 of 110 characters"))
    expect(page.get_by_role("status")).to_have_text("Too long: 111 of 110 characters.")
    part(page, "summary").fill("Short.")
    expect(page.get_by_text("Too short: 6 of at least 50 characters.")).to_be_visible()
    part(page, "comparison_rows-0-cell_1").fill("x" * 161)
    expect(page.locator("#comparison_rows-0").get_by_text("Too long: 161 of 160")).to_be_visible()
    save(page)
    article.refresh_from_db()
    assert article.title == "é" * 111


def test_prose_is_shown_as_readers_see_it_and_hidden_again(write):
    page = write(make_draft(introduction="# Origin\n\n*Two* drinks."))
    row = page.locator(".field-introduction")
    row.get_by_role("button", name="Show as readers see it").click()
    shown = row.get_by_role("region", name="As readers see it")
    expect(shown.get_by_role("heading", name="Origin", level=3)).to_be_visible()
    part(page, "introduction").fill("Other *words*.")
    expect(shown).to_have_text("Other words.")
    row.get_by_role("button", name="Hide what readers see").click()
    expect(shown).to_be_hidden()
