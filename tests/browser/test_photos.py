"""Photos of reviews: sent with a script and without, opened larger by keys, by touch and as plain links."""

import re

import pytest
from playwright.sync_api import expect

from reviews.models import Photo, Review
from reviews.moderation import SITE, decide
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import box, log_in, overflow
from tests.browser.test_pictures import HEIGHT, SHIFTS
from tests.cast import jpeg, make_article, make_photo, make_review, make_user, publish_photos
from tests.reviews.desk import LIST, change_page

without_script = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def review(live_server):
    return make_review(make_article(), "approved")


@pytest.fixture
def illustrated(review):
    """Three public photos, wide, tall and small."""
    for size, colour, words in (
        ((1600, 1000), "#a44", "A red field"),
        ((900, 1600), "#484", ""),
        ((60, 40), "#46a", "A blue one"),
    ):
        make_photo(review, size=size, colour=colour, alternative=words)
    return publish_photos(review)


def file(name, colour):
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg((800, 600), colour)}


def large(page):
    return page.get_by_role("dialog").get_by_role("img")


def expect_loaded(image):
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0


def send_and_change(page):
    page.get_by_label("Add photos").set_input_files([file("red.jpg", "red"), file("blue.jpg", "blue")])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("img", name="Photo 2")).to_be_visible()
    expect_loaded(page.get_by_role("img", name="Photo 1"))
    box(page, "What is to be seen on it").first.fill("A red cup")
    page.get_by_role("button", name="Save the texts").click()
    expect(page.get_by_role("img", name="A red cup")).to_be_visible()
    page.get_by_role("button", name="Move up photo 2").click()
    expect(page.get_by_role("img").nth(1)).to_have_attribute("alt", "A red cup")
    page.get_by_role("button", name="Remove photo 1").click()
    expect(page.get_by_role("img", name="Photo 1")).to_have_count(0)
    assert Photo.objects.get().alternative == "A red cup"


def test_photos_are_sent_described_moved_and_removed(visit, transactional_db):
    send_and_change(visit(make_review(make_article()).get_absolute_url()))


@without_script
def test_photos_are_sent_described_moved_and_removed_without_javascript(visit, transactional_db):
    send_and_change(visit(make_review(make_article()).get_absolute_url()))


@without_script
def test_a_file_that_is_no_photo_is_said_beside_the_field(visit, transactional_db):
    page = visit(make_review(make_article()).get_absolute_url())
    text = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"Dear diary"}
    field = page.get_by_label("Add photos")
    field.set_input_files([text, file("red.jpg", "red")])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#id_photos_error")).to_contain_text("notes.jpg: This is no JPEG")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("img", name="Photo 1")).to_be_visible()


def test_more_files_than_are_read_are_answered_in_words(visit, transactional_db):
    page = visit(make_review(make_article()).get_absolute_url())
    page.get_by_label("Add photos").set_input_files([file(f"{n}.jpg", "red") for n in range(12)])
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("A review has 4 photos at most.")


def test_a_photo_is_opened_larger_and_closed_by_keys(visit, illustrated):
    page = visit(illustrated.article.get_absolute_url())
    link = page.get_by_role("link", name="A red field")
    link.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Photos of this review")
    expect(dialog).to_contain_text("A red field")
    expect(dialog).to_contain_text("1 of 3")
    expect_loaded(large(page))
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text("Photo 2 of 3 by Rosa Reader")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(dialog).to_contain_text("1 of 3")
    page.keyboard.press("ArrowLeft")
    expect(dialog).to_contain_text("A blue one")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url.endswith(illustrated.article.get_absolute_url())


def test_right_to_left_the_arrows_lead_the_other_way(visit, illustrated):
    page = visit(illustrated.article.get_absolute_url())
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.get_by_role("link", name="A red field").click()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("dialog")).to_contain_text("2 of 3")


def test_its_buttons_do_the_same_and_the_focus_stays_inside(visit, illustrated):
    page = visit(f"{illustrated.article.get_absolute_url()}reviews/")
    page.get_by_role("link", name="A blue one").click()
    dialog = page.get_by_role("dialog")
    page.get_by_role("button", name="Next").click()
    expect(dialog).to_contain_text("1 of 3")
    page.get_by_role("button", name="Previous").click()
    expect(dialog).to_contain_text("3 of 3")
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('main')")
    page.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("link", name="A blue one")).to_be_focused()


def test_a_photo_alone_has_nothing_before_or_after_it(visit, review):
    make_photo(review, alternative="A cup", size=(640, 480))
    publish_photos(review)
    page = visit(review.article.get_absolute_url())
    page.get_by_role("link", name="A cup").click()
    expect(page.get_by_role("dialog")).to_contain_text("A cup")
    expect(page.get_by_role("button", name="Next")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("dialog").locator("p")).to_have_text("A cup")


def test_with_a_key_held_a_link_is_a_link(visit, illustrated, context):
    page = visit(illustrated.article.get_absolute_url())
    with context.expect_page() as opened:
        page.get_by_role("link", name="A red field").click(modifiers=["Control"])
    expect(opened.value).to_have_url(re.compile("/media/photos/"))
    expect(page.get_by_role("dialog")).to_have_count(0)


@without_script
def test_a_photo_is_a_plain_link_without_javascript(visit, illustrated):
    page = visit(illustrated.article.get_absolute_url())
    with page.expect_navigation() as opened:
        page.get_by_role("link", name="A red field").click()
    assert opened.value.headers["content-type"] == "image/jpeg"
    assert re.search(r"/media/photos/[0-9a-f]{32}-1600-[0-9a-f]{16}\.jpg$", page.url)


@SCREENS
def test_pages_with_photos_break_no_rule_of_axe_and_fit(visit, illustrated, width, scheme):
    make_photo(illustrated, colour="pink", size=(300, 200))
    waiting = make_review(illustrated.article)
    make_photo(waiting, alternative="W" * 300)
    for path in (
        illustrated.get_absolute_url(),
        waiting.get_absolute_url(),
        f"{illustrated.permalink}report/",
        f"{illustrated.article.get_absolute_url()}reviews/?photos=yes",
        illustrated.article.get_absolute_url(),
    ):
        page = visit(path)
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expect_accessible(page)
        assert overflow(page) == 0, path
    page.locator("a[data-photo]").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible(page)
    assert overflow(page) == 0


@SCREENS
def test_a_large_photo_stays_within_the_window(visit, illustrated, width, scheme):
    page = visit(illustrated.article.get_absolute_url())
    page.set_viewport_size({"width": width, "height": 700})
    page.emulate_media(color_scheme=scheme)
    page.get_by_role("link", name="A red field").click()
    for _ in range(3):
        expect_loaded(large(page))
        place = large(page).bounding_box()
        assert place["x"] >= 0 <= place["y"]
        assert place["x"] + place["width"] <= width
        assert place["y"] + place["height"] <= 700
        expect(page.get_by_role("button", name="Close")).to_be_in_viewport(ratio=1)
        page.keyboard.press("ArrowRight")


@SCREENS
def test_the_desk_with_photos_breaks_no_rule_of_axe_and_leads_to_each(visit, illustrated, width, scheme):
    make_photo(illustrated, alternative="W" * 300)
    make_user("moderator", "Moderators")
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in (change_page(illustrated), f"{LIST}queue/"):
        visit(path)
        page.locator(".photos img").last.scroll_into_view_if_needed()
        expect_loaded(page.locator(".photos img").last)
        expect_accessible(page)
        assert overflow(page) == 0, path
    with page.expect_navigation() as opened:
        page.locator(".photos a").last.click()
    assert opened.value.headers["content-type"] == "image/jpeg"


def test_nothing_moves_when_photos_come(visit, illustrated):
    page = visit(illustrated.article.get_absolute_url())
    height = page.evaluate(HEIGHT)
    for image in page.locator("a[data-photo] img").all():
        image.scroll_into_view_if_needed()
        expect_loaded(image)
    assert page.evaluate(HEIGHT) == height
    assert page.evaluate(SHIFTS) == []


def test_a_photo_that_is_decided_on_while_it_is_looked_at(visit, transactional_db):
    review = make_review(make_article())
    make_photo(review)
    page = visit(review.get_absolute_url())
    decide(review.pk, "approved", by=SITE, version=Review.objects.get().version)
    box(page, "What is to be seen on it").fill("A cup")
    page.get_by_role("button", name="Save the texts").click()
    expect(page.get_by_role("alert")).to_contain_text("approved meanwhile")
    expect(page.get_by_role("alert")).to_contain_text("You had written: “A cup”")
