"""An article written on one page, with its scripts and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.drafts import settle
from articles.models import Article, Author, Topic
from tests.browser.steps import log_in, overflow
from tests.cast import make_draft, make_user

ADD = "/admin/articles/article/add/"
FOUR = ("Tea", "Coffee", "Cocoa", "Maté")
WITHOUT_SCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def desk(visit, live_server):
    make_user("ed", "Editors")
    Topic.objects.create(name="Drinks", slug="drinks")
    Author.objects.create(name="Ada", slug="ada")
    return log_in(visit, "ed")


@pytest.fixture
def write(desk, visit):
    """Opens the form of an article."""

    def write(article=None):
        page = visit(f"/admin/articles/article/{article.pk}/change/" if article else ADD)
        expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
        return page

    return write


def part(page, name):
    return page.locator(f"#id_{name}")


def save(page):
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def expect_heads(page, *names):
    expect(page.locator("#comparison_rows-group th[class*=cell_]:visible")).to_have_text(list(names))


def names(article):
    return list(article.subjects.values_list("name", flat=True))


def aspects(article):
    return list(article.comparison_rows.values_list("aspect", flat=True))


def fill_head(page):
    part(page, "slug").fill("four")
    part(page, "title").fill("Four hot drinks")
    part(page, "topic").select_option(label="Drinks")
    part(page, "bylines-0-author").select_option(label="Ada")


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


def reopen(page):
    """Closes the tab as a crash would, and opens another."""
    context = page.context
    address = page.url
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
    return page


def bring_back(page):
    expect(page.get_by_role("region", name="Unsaved text")).to_contain_text("You have unsaved text of")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)


KEPT = """([number, part]) => {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("typed:"))
  return keys.length === number && keys.every((key) => localStorage[key].includes(part))
}"""


def expect_kept(page, number=1, containing=""):
    """Waits until the browser keeps so many copies."""
    page.wait_for_function(KEPT, arg=[number, containing])


def test_what_was_typed_is_offered_after_a_crash_and_gone_after_saving(write):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"), rows=2)
    page = write(article)
    part(page, "summary").fill("Typed before the crash, and never saved until it was brought back.")
    page.locator("#subjects-1 h3").get_by_role("checkbox").check()
    page.get_by_role("button", name="Add another Subject").click()
    part(page, "subjects-3-name").fill("Milk")
    page.locator("#comparison_rows-0").get_by_label("Milk:").fill("White")
    page.get_by_role("button", name="Add another Comparison row").click()
    part(page, "comparison_rows-2-aspect").fill("Third")
    part(page, "comparison_rows-3-aspect").fill("Fourth")
    page.locator("#comparison_rows-3 .handle").press("ArrowUp")
    expect_kept(page, containing='"position":"4"')
    page = reopen(page)
    expect(part(page, "summary")).not_to_have_value(re.compile("Typed before"))
    bring_back(page)
    expect_heads(page, "Tea", "Cocoa", "Milk")
    save(page)
    article.refresh_from_db()
    assert article.summary.startswith("Typed before the crash")
    assert names(article) == ["Tea", "Cocoa", "Milk"]
    assert aspects(article) == ["Aspect 1", "Aspect 2", "Fourth", "Third"]
    slot = article.subjects.get(name="Milk").slot
    assert getattr(article.comparison_rows.first(), f"cell_{slot}") == "White"
    expect_kept(page, 0)


def test_what_was_typed_for_a_new_article_is_offered_and_gone_after_saving(write):
    page = write()
    fill_head(page)
    part(page, "subjects-0-name").fill("Tea")
    expect_kept(page)
    page = reopen(page)
    bring_back(page)
    expect(part(page, "slug")).to_have_value("four")
    save(page)
    assert names(Article.objects.get()) == ["Tea"]
    expect_kept(page, 0)
    page.goto(ADD)
    expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)


def test_what_is_discarded_is_not_offered_again(write):
    page = write(make_draft())
    part(page, "summary").fill("Not worth keeping.")
    expect_kept(page)
    page = reopen(page)
    page.get_by_role("button", name="Discard").click()
    expect_kept(page, 0)


def test_the_offer_says_that_the_article_was_saved_since(write):
    article = make_draft()
    page = write(article)
    part(page, "summary").fill("Typed while somebody else saved.")
    expect_kept(page)
    settle(article)
    page = reopen(page)
    expect(page.get_by_role("region", name="Unsaved text")).to_contain_text("The article was saved since")


def test_a_row_deleted_meanwhile_comes_back_as_a_new_one(write):
    article = make_draft(rows=3)
    page = write(article)
    part(page, "comparison_rows-0-cell_1").fill("Typed in the first row")
    part(page, "comparison_rows-2-cell_1").fill("Typed in the third row")
    expect_kept(page)
    article.comparison_rows.first().delete()
    settle(article)
    page = reopen(page)
    bring_back(page)
    save(page)
    rows = article.comparison_rows.values_list("aspect", "cell_1")
    assert list(rows) == [
        ("Aspect 1", "Typed in the first row"),
        ("Aspect 2", "Tea, aspect 2"),
        ("Aspect 3", "Typed in the third row"),
    ]


def test_a_refused_form_is_kept_and_not_offered_over_itself(write):
    page = write(make_draft())
    part(page, "title").fill("")
    part(page, "summary").fill("Typed, and refused for the title.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)
    expect_kept(page)
    page = reopen(page)
    bring_back(page)
    expect(part(page, "summary")).to_have_value("Typed, and refused for the title.")


def test_what_was_typed_is_kept_when_the_connection_is_lost(write):
    page = write(make_draft())
    part(page, "summary").fill("Typed, and never arrived.")
    address = page.url
    page.route(
        "**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(300)
    page.goto(address)
    bring_back(page)
    expect(part(page, "summary")).to_have_value("Typed, and never arrived.")


def test_leaving_with_unsaved_changes_is_asked_about(write):
    page = write(make_draft())
    part(page, "summary").click()
    page.keyboard.type("Typed. ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Editing and moderating")).to_be_visible()
    assert asked == ["beforeunload"]


def test_leaving_without_changes_is_not_asked_about(write):
    page = write(make_draft())
    part(page, "summary").click()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Editing and moderating")).to_be_visible()
    assert asked == []


FULL = """{
  const set = Storage.prototype.setItem
  Storage.prototype.setItem = function (key, text) {
    if (key.startsWith("typed:")) throw new DOMException("full", "QuotaExceededError")
    set.call(this, key, text)
  }
}"""


def test_an_article_is_written_where_the_browsers_storage_is_full(write):
    article = make_draft()
    write(article).context.add_init_script(FULL)
    page = write(article)
    part(page, "summary").fill("Typed where nothing is kept.")
    save(page)
    article.refresh_from_db()
    assert article.summary == "Typed where nothing is kept."


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_breaks_no_rule_of_axe_and_fits_the_window(write, width, scheme):
    page = write(make_draft(subjects=FOUR))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    part(page, "title").fill("x" * 111)
    page.locator(".show-prose").first.click()
    page.get_by_text("How to write Markdown").first.click()
    expect_kept(page)
    page = reopen(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(page.get_by_role("region", name="Unsaved text")).to_be_visible()
    found = Axe().run(page, context={"exclude": [[".breadcrumbs"]]})
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
    assert overflow(page) == 0
