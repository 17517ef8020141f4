import pytest
from playwright.sync_api import expect

from tests.browser.axe import expect_accessible
from tests.cast import make_article, make_review

ARTICLE = "/articles/tea-and-coffee/"


def test_a_script_speaks_the_language_of_the_page(visit, settings):
    settings.LANGUAGE_CODE = "de"
    review = make_review(make_article(), "approved")
    page = visit(ARTICLE)
    page.get_by_label("Ihre Rezension").fill("a" * 1234)
    expect(page.locator(".count")).to_have_text("1.234 von 5.000 Zeichen")
    vote = page.locator(f"#review-{review.uid} form")
    vote.get_by_role("button", name="Hilfreich").click()
    expect(vote.get_by_role("button")).to_have_text("Rückgängig")
    expect(vote.locator("output")).to_have_text("1 Person fand dies hilfreich")
    expect(page.get_by_role("button", name="Link kopieren")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_page_that_reads_from_the_right_fits_and_breaks_no_rule_of_axe(visit, settings, language):
    """With an article of its own language, and with one that reads from the left."""
    settings.LANGUAGE_CODE = "ar"
    article = make_article("Tea and Coffee", language=language)
    for stars in (5, 1):
        make_review(article, "approved", rating=stars)
    for path in ("/", ARTICLE, f"{ARTICLE}reviews/", "/about/reviews/"):
        page = visit(path)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            expect(page.locator("html")).to_have_js_property("scrollWidth", width)
        page.set_viewport_size({"width": 390, "height": 800})
        expect_accessible(page)


def test_a_count_writes_both_its_numbers_as_the_page_does(visit, settings):
    settings.LANGUAGE_CODE = "de-at"
    make_article()
    page = visit(ARTICLE)
    page.get_by_label("Ihre Rezension").fill("a" * 1234)
    # Browsers would group them otherwise in Austria.
    expect(page.locator(".count")).to_have_text("1.234 von 5.000 Zeichen")


def test_sharing_stands_where_the_lines_of_an_arabic_article_begin(visit, live_server):
    make_article(language="ar")
    page = visit(ARTICLE)
    button, text = (page.locator(name).bounding_box() for name in (".share button", "#conclusion"))
    assert button["x"] + button["width"] == text["x"] + text["width"]
    expect(page.locator(".share button")).to_have_attribute("dir", "ltr")
