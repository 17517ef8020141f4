"""Pictures in the browser: the library as editors use it, and pages that do not jump."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import Article, Author, Picture
from articles.publishing import publish
from tests.browser.article_form import look_up, part, save
from tests.browser.axe import expect_accessible
from tests.cast import jpeg, make_article, make_draft, make_picture, make_review

ADD = "/admin/articles/picture/add/"
ARTICLE = "/articles/tea-and-coffee/"
IMAGES = ":is(.cover, .prose, .entry, .portrait) .picture img"
HEIGHT = "document.documentElement.scrollHeight"
SHIFTS = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().map((entry) => entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => resolve([]), 0));
})"""


def send(page, name="tea.jpg", sent=None):
    file = {"name": name, "mimeType": "image/jpeg", "buffer": sent or jpeg((900, 600))}
    page.get_by_label("Picture:").set_input_files(file)


def add(page):
    send(page)
    page.get_by_label("Alternative text").fill("Two cups of tea")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("![](picture:")


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without"])
def test_a_picture_comes_into_the_library(desk, browser, live_server, script):
    context = browser.new_context(
        java_script_enabled=script, storage_state=desk.context.storage_state(), base_url=live_server.url
    )
    page = context.new_page()
    page.goto(ADD)
    add(page)
    expect(page.locator("#result_list img")).to_have_js_property("complete", True)
    assert Picture.objects.get().is_ready
    context.close()


def test_what_is_no_picture_is_told_beside_its_field(desk, visit):
    page = visit(ADD)
    send(page, "picture.jpg", b"GIF89a, or so it says")
    page.get_by_label("Alternative text").fill("Two cups of tea")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-upload .errorlist")).to_contain_text("This is no JPEG, PNG, WebP or AVIF")
    expect(page.get_by_label("Alternative text")).to_have_value("Two cups of tea")


def test_the_focal_point_is_set_by_a_click(desk, visit):
    picture = make_picture(sent=jpeg((400, 400)))
    page = visit(f"/admin/articles/picture/{picture.pk}/change/")
    box = page.locator(".focus")
    expect(box).to_have_class("focus can-click")
    size = box.bounding_box()
    box.click(position={"x": size["width"] * 0.25, "y": size["height"] * 0.75})
    expect(page.get_by_label("from the left")).to_have_value("25")
    expect(page.get_by_label("from the top")).to_have_value("75")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    mark = page.locator(".focus-mark").bounding_box()
    box = page.locator(".focus").bounding_box()
    assert abs(mark["x"] + mark["width"] / 2 - box["x"] - box["width"] / 4) < 2
    picture.refresh_from_db()
    assert (picture.focus_x, picture.focus_y) == (25, 75)


def test_the_cover_is_chosen_from_the_library_in_a_window_or_added_there(write):
    make_picture("Two cups")
    article = make_draft()
    page = write(article)
    look_up(page, "cover").get_by_role("link", name="Two cups").click()
    expect(part(page, "cover")).to_have_value(str(Picture.objects.get().pk))
    window = look_up(page, "subjects-0-picture")
    window.get_by_role("link", name="Add picture").click()
    send(window)
    window.get_by_label("Alternative text").fill("A tea bush")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(part(page, "subjects-0-picture")).not_to_have_value("")
    save(page)
    article.refresh_from_db()
    bush = Picture.objects.get(alternative="A tea bush")
    assert (article.cover.alternative, article.subjects.first().picture) == ("Two cups", bush)
    expect(page.locator(".field-cover img")).to_be_visible()


@pytest.fixture
def covered(live_server):
    """An article with pictures in every place, as tall and as wide as they come."""
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    wide = make_picture("Two cups", caption="In March", credit="Photo: Ada", sent=jpeg((1000, 300)))
    tall = make_picture("A tall bush", sent=jpeg((300, 900), "green"))
    Article.objects.update(
        cover=wide, introduction=f"One.\n\n![](picture:{wide.pk})\n\nTwo.\n\n![](picture:{tall.pk})\n\nThree."
    )
    article.subjects.filter(name="Tea").update(picture=tall)
    Author.objects.update(photo=tall)
    publish(article)
    return article


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["/", ARTICLE, "/authors/the-editors/"])
def test_no_page_jumps_when_its_pictures_come(page, covered, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    held = []

    def hold(route):
        held.append(route)

    page.route("**/media/**", hold)
    page.goto(path, wait_until="domcontentloaded")
    expect(page.locator("body")).to_have_css("display", "flex")  # the style sheet is there
    height = page.evaluate(HEIGHT)
    page.unroute("**/media/**")  # which lets go what was held
    for image in page.locator(IMAGES).all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0
    assert held
    assert page.evaluate(HEIGHT) == height
    assert page.evaluate(SHIFTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [390, 1280])
def test_a_tall_picture_is_whole_lower_than_the_window_and_begins_where_the_text_does(page, covered, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(ARTICLE)
    picture = page.locator(".prose figure .tall").first
    box, text = picture.bounding_box(), page.get_by_text("Two.", exact=True).bounding_box()
    assert box["height"] <= 640
    assert box["height"] / box["width"] == pytest.approx(3, rel=0.01)
    assert box["x"] == text["x"]


def test_an_article_with_a_cover_asks_for_three_things_before_its_pictures(page, visit, covered):
    make_review(covered, status="approved")
    asked = []
    page.on("request", lambda request: asked.append((request.resource_type, request.url)))
    visit(ARTICLE)
    expect(page.locator(".cover img")).to_have_js_property("complete", True)
    pictures = ("image", "other")  # the icon of the page is "other"
    assert sorted(kind for kind, _ in asked if kind not in pictures) == ["document", "script", "stylesheet"]
    assert {urlsplit(url).hostname for _, url in asked} == {"localhost"}
    # AVIF, since this browser knows it, and no wider than is needed.
    assert [url for _, url in asked if "/media/" in url and not url.endswith(".avif")] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_library_break_no_rule_of_axe(desk, visit, scheme):
    picture = make_picture("Two cups of green tea on a long wooden table beside a window")
    make_article(cover=picture)
    for path in ("", "add/", f"{picture.pk}/change/", f"{picture.pk}/history/"):
        page = visit(f"/admin/articles/picture/{path}")
        page.emulate_media(color_scheme=scheme)
        expect_accessible(page)
