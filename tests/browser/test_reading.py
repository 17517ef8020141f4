import pytest
from playwright.sync_api import expect

from tests.browser.steps import overflow
from tests.cast import make_article, make_review, points

LONG_TITLE = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and Tea"
FOUR = ("Tea", "Coffee", "Cocoa", "Incomprehensibilities")


@pytest.fixture
def article(live_server):
    article = make_article(LONG_TITLE, slug="long", subjects=FOUR)
    make_review(article, status="approved", comment="W" * 400, name="N" * 80)
    return article


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("path", ["/", "/articles/long/", "/articles/long/reviews/"])
def test_nothing_is_wider_than_the_window(visit, article, path, width):
    page = visit(path)
    page.set_viewport_size({"width": width, "height": 800})
    assert overflow(page) <= 0


def test_text_of_twice_the_size_still_fits_on_a_phone(visit, article):
    page = visit("/articles/long/")
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0


@pytest.mark.parametrize("subjects", [2, 3, 4])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_cell_of_the_comparison_is_hidden(visit, live_server, subjects, width):
    make_article("Drinks", subjects=FOUR[:subjects])
    page = visit("/articles/drinks/")
    page.set_viewport_size({"width": width, "height": 800})
    table = page.get_by_role("table", name="At a glance")
    expect(table.get_by_role("cell")).to_have_count(3 * subjects)
    for name in FOUR[:subjects]:
        expect(table.get_by_text(f"{name}, aspect 2")).to_be_visible()
    expect(table.get_by_role("rowheader", name="Aspect 1")).to_be_visible()


def test_on_a_phone_two_subjects_stay_side_by_side_and_four_stack_with_their_names(visit, live_server):
    make_article("Two")
    make_article("Four", subjects=FOUR)
    page = visit("/articles/two/")
    page.set_viewport_size({"width": 390, "height": 800})
    tea, coffee = (page.get_by_text(f"{name}, aspect 1").bounding_box() for name in ("Tea", "Coffee"))
    assert tea["y"] == coffee["y"]
    visit("/articles/four/")
    tea, coffee = (page.get_by_text(f"{name}, aspect 1").bounding_box() for name in ("Tea", "Coffee"))
    assert tea["y"] < coffee["y"]
    expect(page.locator("tbody tr:first-child td b")).to_have_text(FOUR)
    expect(page.locator("tbody tr:first-child td b").first).to_be_visible()


def test_the_contents_fold_above_the_text_on_a_phone_and_stand_beside_it_on_a_desk(visit, live_server):
    make_article()
    page = visit("/articles/tea-and-coffee/")
    contents = page.get_by_role("navigation", name="On this page")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(contents).to_have_count(1)
    assert contents.bounding_box()["x"] > page.locator("#subject-1").bounding_box()["x"]
    page.set_viewport_size({"width": 390, "height": 800})
    expect(contents.get_by_role("link", name="Coffee")).to_be_hidden()
    contents.get_by_text("On this page").click()
    contents.get_by_role("link", name="Coffee").click()
    expect(page.get_by_role("heading", name="Defining Coffee")).to_be_in_viewport()


def test_the_first_key_leads_past_the_header(visit, live_server):
    make_article()
    page = visit("/articles/tea-and-coffee/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_right_to_left_review_runs_from_the_right(visit, live_server):
    article = make_article(relationship=points("Both"))
    make_review(article, status="approved", comment="هذا مقال مفيد جدا وواضح.")
    page = visit("/articles/tea-and-coffee/")
    text = page.get_by_text("هذا مقال")
    assert text.evaluate("element => getComputedStyle(element.parentElement).direction") == "rtl"


def test_paper_gets_the_table_and_the_text_without_navigation_and_form(visit, article):
    page = visit("/articles/long/")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.get_by_role("table", name="At a glance")).to_be_visible()
    expect(page.get_by_text("Drink both.")).to_be_visible()
    for gone in (".site-header", ".site-footer", "nav", "form", ".skip"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    colour = page.evaluate("getComputedStyle(document.body).color")
    assert colour == "rgb(28, 27, 25)"
