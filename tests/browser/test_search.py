from playwright.sync_api import expect

from articles.models import Identity
from tests.browser.steps import overflow
from tests.cast import make_article

LONGEST_NAME = "The Comparative Gazette of Confusable Concepts and Practices"


def search_box(page):
    return page.get_by_role("search").get_by_role("searchbox", name="Search all articles")


def test_a_reader_searches_by_keyboard_and_opens_what_was_found(visit, live_server):
    make_article()
    page = visit("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(search_box(page)).to_be_focused()
    page.keyboard.type("coff")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search for “coff”")
    expect(search_box(page)).to_have_value("coff")
    expect(page.locator("mark").first).to_have_text("Coffee")
    page.get_by_role("link", name="Tea and Coffee").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/articles/tea-and-coffee/")


def test_the_button_searches_and_what_was_meant_is_one_click_away(visit, live_server):
    make_article()
    page = visit("/articles/tea-and-coffee/")
    search_box(page).fill("Cofee & milk")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing was found.")).to_be_visible()
    search_box(page).fill("Cofee")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Coffee", exact=True).click()
    expect(search_box(page)).to_have_value("Coffee")
    expect(page.get_by_role("link", name="Tea and Coffee")).to_be_visible()


def test_on_a_phone_the_box_stands_beside_the_name_of_the_site(visit, live_server):
    page = visit("/")
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 800})
        name, box = page.locator(".brand").bounding_box(), page.get_by_role("search").bounding_box()
        assert name["y"] < box["y"] + box["height"] / 2 < name["y"] + name["height"]
        assert search_box(page).bounding_box()["width"] > 70
        for control in (search_box(page), page.get_by_role("button", name="Search")):
            assert min(control.bounding_box()[side] for side in ("width", "height")) >= 24


def test_below_a_long_name_the_box_has_a_line_of_its_own(visit, live_server):
    Identity(pk=Identity.ROW, name=LONGEST_NAME).save()
    page = visit("/")
    page.set_viewport_size({"width": 320, "height": 800})
    name, box = page.locator(".brand").bounding_box(), page.get_by_role("search").bounding_box()
    assert box["y"] >= name["y"] + name["height"]
    assert overflow(page) <= 0
