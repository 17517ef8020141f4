from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from articles.publishing import unpublish
from tests.browser.steps import expect_waiting, fill_review, send, send_unchecked
from tests.cast import make_article, make_review


def expect_accessible(page):
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"


@pytest.fixture(params=["light", "dark"])
def coloured(request, visit):
    def coloured(path):
        page = visit(path)
        page.emulate_media(color_scheme=request.param, reduced_motion="reduce")
        return page

    return coloured


def test_pages_without_reviews_break_no_rule_of_axe(coloured):
    expect_accessible(coloured("/"))
    make_article(subjects=("Tea", "Coffee", "Cocoa", "Maté"))
    unpublish(make_article("Milk"))
    for path in (
        "/",
        "/articles/tea-and-coffee/",
        "/articles/tea-and-coffee/reviews/",
        "/articles/milk/",
        "/about/reviews/",
        "/authors/the-editors/",
        "/topics/food/",
        "/privacy/",
        "/nowhere/",
    ):
        expect_accessible(coloured(path))


def test_pages_with_reviews_break_no_rule_of_axe(coloured):
    article = make_article()
    for stars in (5, 3, 1):
        make_review(article, rating=stars, status="approved")
    for path in ("/", "/articles/tea-and-coffee/", "/articles/tea-and-coffee/reviews/?stars=3"):
        expect_accessible(coloured(path))


def test_the_pages_of_a_review_being_sent_break_no_rule_of_axe(coloured):
    make_article()
    page = coloured("/articles/tea-and-coffee/")
    send_unchecked(page)
    expect_accessible(page)
    fill_review(page)
    send(page)
    expect_waiting(page)
    expect_accessible(page)


def test_a_phone_breaks_no_rule_of_axe(coloured):
    make_article(subjects=("Tea", "Coffee", "Cocoa"))
    page = coloured("/articles/tea-and-coffee/")
    page.set_viewport_size({"width": 390, "height": 800})
    expect_accessible(page)


def test_a_table_wider_than_a_phone_shows_where_it_goes_on_and_is_scrolled_by_keyboard(coloured, live_server):
    page = coloured("/about/reviews/")
    page.set_viewport_size({"width": 390, "height": 800})
    table = page.get_by_role("region", name="What became of them")
    assert has_shadows(table) == (False, True)
    table.focus()
    page.keyboard.press("ArrowRight")
    expect(table).to_have_js_property("scrollLeft", 40)
    assert has_shadows(table) == (True, True)
    table.evaluate("table => table.scrollTo(table.scrollWidth, 0)")
    assert has_shadows(table) == (True, False)
    assert has_shadows(page.get_by_role("region", name="Rejected, by reason and stars")) == (False, False)
    expect_accessible(page)


def has_shadows(table):
    """Whether the table is darker or lighter at its left and its right edge than the paper is; by its first line."""
    picture = Image.open(BytesIO(table.screenshot())).convert("RGB")
    paper = picture.getpixel((picture.width - 60, 1))
    return tuple(picture.getpixel((x, 1)) != paper for x in (1, picture.width - 2))
