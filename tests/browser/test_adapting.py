"""Pages as readers set them: forced colours, large text, wide spacing, high zoom, right to left, no motion."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import Source
from articles.publishing import publish
from tests.browser.steps import overflow
from tests.cast import make_draft, make_review

ARTICLE = "/articles/tea-and-coffee/"
PATHS = ("/", ARTICLE, "/about/reviews/")
FOUR = ("Tea", "Coffee", "Cocoa", "Incomprehensibilities")
LARGE = "document.documentElement.style.fontSize = '200%'"
USUAL = "document.documentElement.style.fontSize = ''"
RIGHT_TO_LEFT = (
    "[document.documentElement, ...document.querySelectorAll('[dir]')].forEach((one) => one.dir = 'rtl')"
)
# What WCAG 1.4.12 asks a page to bear.
SPACED = """for (const one of document.querySelectorAll("body, body *")) {
  const set = (name, value) => one.style.setProperty(name, value, "important")
  set("line-height", "1.5"); set("letter-spacing", ".12em"); set("word-spacing", ".16em")
  if (one.localName === "p") set("margin-block-end", "2em")
}"""
# Lines of text that lie over one another, or reach beyond the window. A hidden text is one pixel wide or clipped away.
COLLIDING = """() => {
  const lines = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const isHidden = (one) => one && (getComputedStyle(one).clipPath !== "none" || isHidden(one.parentElement))
    if (!node.data.trim() || !node.parentElement.checkVisibility() || isHidden(node.parentElement)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const box of range.getClientRects()) lines.push({ text: node.data.trim().slice(0, 40), node, box })
  }
  const wrong = lines.filter(({ node, box }) => {
    return !node.parentElement.closest("[role=region]") && (box.left < -1 || box.right > innerWidth + 1)
  })
  for (const [index, { node, box }] of lines.entries()) {
    for (const other of lines.slice(index + 1)) {
      if (other.node === node) continue
      const width = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const height = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top)
      // The boxes of letters are higher than letters are.
      if (width > 2 && height > Math.min(box.height, other.box.height) / 2) wrong.push(other)
    }
  }
  return wrong.map(({ text }) => text)
}"""
# Boxes that hold more than they show, and cannot be scrolled.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(one)
  if (clipPath !== "none" || one.closest("svg, textarea, input")) return false
  const isWider = ["hidden", "clip"].includes(overflowX) && one.scrollWidth > one.clientWidth + 1
  return isWider || (["hidden", "clip"].includes(overflowY) && one.scrollHeight > one.clientHeight + 1)
}).map((one) => `${one.localName}.${one.className}`)"""


@pytest.fixture
def article(live_server):
    article = make_draft("Tea and Coffee", subjects=FOUR, conclusion="Drink both. " * 20)
    Source.objects.create(article=article, position=1, title="Tea", url="https://example.org/" + "tea/" * 20)
    publish(article)
    for stars in (5, 4, 4, 2, 1):
        make_review(article, rating=stars, status="approved", comment="It told me what is what. " * 8)
    return article


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "height"), [(320, 256), (390, 800), (1280, 800)])
def test_no_text_is_lost_or_lies_over_another(visit, page, article, path, width, height):
    page.set_viewport_size({"width": width, "height": height})
    visit(path)
    # 320 pixels are 1280 enlarged four times: nobody enlarges the text of that once more.
    for setting in ([] if width == 320 else [LARGE, USUAL]) + [RIGHT_TO_LEFT, SPACED]:
        page.evaluate(setting)
        assert page.evaluate(COLLIDING) == [], setting
        assert page.evaluate(CUT) == [], setting
        assert overflow(page) <= 0, setting


@pytest.fixture(params=["light", "dark"])
def forced(request, visit, page, article):
    page.emulate_media(forced_colors="active", color_scheme=request.param, reduced_motion="reduce")
    return visit(ARTICLE)


def colours(locator):
    picture = Image.open(io.BytesIO(locator.screenshot())).convert("RGB")
    return [picture.getpixel((picture.width * part // 20, picture.height // 2)) for part in (2, 18)]


def test_forced_colours_leave_full_and_empty_apart(forced):
    full, empty = colours(forced.get_by_role("link", name="4 stars").locator("svg"))
    assert full != empty
    first, last = colours(forced.locator(".review .stars").first)
    assert first != last
    forced.get_by_role("radio", name="3 stars").check()
    fill = "label => getComputedStyle(label.querySelector('svg')).fill"
    assert forced.locator(".rating label").nth(2).evaluate(fill) != "none"
    assert forced.locator(".rating label").nth(3).evaluate(fill) == "none"


def test_forced_colours_leave_the_marks_of_subjects_frames_and_the_section_that_is_read(forced):
    forced.locator("#subject-2").evaluate("section => section.scrollIntoView()")
    expect(forced.locator(".beside [aria-current]")).to_have_text("Coffee")
    for where, side, pseudo in (
        (".beside [aria-current]", "inline-start", "::before"),
        ("#subject-2 > h2", "inline-start", ""),
        ("thead th:nth-child(3)", "block-end", ""),
        ("#review-form", "block-start", ""),
        (".glance", "block-start", ""),
        (".bars svg", "block-start", ""),
    ):
        line = forced.locator(where).first.evaluate(LINE, [side, pseudo])
        assert line["isDrawn"], where
        assert line["colour"] != line["paper"], where


RING = "element => [getComputedStyle(element).outlineStyle, getComputedStyle(element).outlineColor]"
LINE = """(element, [side, pseudo]) => {
  const style = getComputedStyle(element, pseudo)
  return {
    isDrawn: style.getPropertyValue(`border-${side}-style`) === "solid",
    colour: style.getPropertyValue(`border-${side}-color`),
    paper: getComputedStyle(document.body).backgroundColor,
  }
}"""


def test_forced_colours_leave_the_focus_and_the_review_that_an_address_names(forced, article):
    paper = forced.evaluate("getComputedStyle(document.body).backgroundColor")
    forced.keyboard.press("Tab")
    style, colour = forced.locator(":focus").evaluate(RING)
    assert (style, colour == paper) == ("solid", False)
    named = f"review-{article.reviews.first().uid}"
    forced.evaluate("name => { location.hash = name }", named)
    style, colour = forced.locator(f"#{named}").evaluate(RING)
    assert (style, colour == paper) == ("solid", False)


@pytest.mark.parametrize(("motion", "behaviour"), [("reduce", "auto"), ("no-preference", "smooth")])
def test_a_page_glides_only_for_those_who_do_not_mind(visit, page, article, motion, behaviour):
    page.emulate_media(reduced_motion=motion)
    visit(ARTICLE)
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == behaviour
    moving = "[...document.querySelectorAll('*')].filter((one) => getComputedStyle(one).transitionDuration !== '0s')"
    assert page.evaluate(f"{moving}.length + document.getAnimations().length") == 0


def test_right_to_left_stars_and_bars_fill_from_the_right(visit, article):
    page = visit(ARTICLE)
    bar, stars = page.get_by_role("link", name="4 stars").locator("svg"), page.locator(".review .stars").first
    before = colours(bar), colours(stars)
    page.evaluate(RIGHT_TO_LEFT)
    assert (colours(bar)[::-1], colours(stars)[::-1]) == before
