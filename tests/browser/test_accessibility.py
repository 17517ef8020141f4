from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import whole_site
from tests.browser.axe import expect_accessible, faults
from tests.browser.steps import expect_waiting, fill_review, send, send_unchecked
from tests.cast import make_article

LOOKS = {
    "en": {320: [], 390: ["dark"], 1280: ["light"]},
    "ar": {320: [], 390: ["light"], 1280: []},
}


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_fits_the_window_and_breaks_no_rule_of_axe(page, live_server, settings, language):
    settings.LANGUAGE_CODE = language
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == language
    visits = whole_site.fill()
    found = [fault for visit in visits for fault in faults(page, visit, LOOKS[language])]
    assert not found, "\n".join(found)


def test_the_pages_of_a_review_being_sent_break_no_rule_of_axe(coloured):
    make_article()
    page = coloured("/articles/tea-and-coffee/")
    send_unchecked(page)
    expect_accessible(page)
    fill_review(page)
    send(page)
    expect_waiting(page)
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
    """Whether the table is darker or lighter near its left and its right edge than the paper is; by its first line.

    Not at the edge itself: scrolled by keys to a fraction of a pixel, Chromium leaves a hairline there.
    """
    picture = Image.open(BytesIO(table.screenshot())).convert("RGB")
    paper = picture.getpixel((picture.width - 60, 1))
    return tuple(picture.getpixel((x, 1)) != paper for x in (5, picture.width - 6))
