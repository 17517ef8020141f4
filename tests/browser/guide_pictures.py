"""The pictures of docs/editing.md, part of `make screens`; not collected as a test, see screens.py."""

import os
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from articles.drafts import settle
from articles.models import Article
from tests.browser.article_form import expect_kept, part
from tests.browser.newsroom import LEADERSHIP, STRAY, TEA, fill
from tests.browser.screens import FOLDER
from tests.browser.steps import log_in
from tests.cast import make_picture

LIST = "/admin/articles/article/"
WIDTH = 1100  # pixels
# It would take a quarter of each picture.
NO_SIDEBAR = "localStorage['django.admin.navSidebarIsOpen'] = 'false'"


@pytest.fixture
def people(live_server, settings):
    settings.SITE_URL = "https://counterpoint.example"
    return fill()


@pytest.fixture
def shoot(people, visit, context):
    """Pictures the page that is open: from its top to `height` pixels, or from the first to the last of `parts`."""
    context.add_init_script(NO_SIDEBAR)
    page = log_in(visit, "grace")
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTH, "height": 600})

    def shoot(name, *parts, height=None):
        path = Path(os.environ[FOLDER]) / f"editing-{name}.png"
        clip = around(page, parts) if parts else {"x": 0, "y": 0, "width": WIDTH, "height": height}
        page.screenshot(path=path, full_page=True, clip=clip if parts or height else None)

    return shoot


def around(page, parts):
    page.evaluate("scrollTo(0, 0)")
    boxes = [page.locator(part).bounding_box() for part in parts]
    top = boxes[0]["y"]
    return boxes[0] | {"y": top, "height": boxes[-1]["y"] + boxes[-1]["height"] - top}


@pytest.fixture
def open_page(visit):
    """Opens a page about the article `slug`."""

    def open_page(slug, name):
        article = Article.objects.get(slug=slug)
        page = visit(f"{LIST}{article.pk}/{name}/")
        if name == "change":
            expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
        return page

    return open_page


def test_the_first_page_and_the_list(shoot, visit):
    visit("/admin/")
    shoot("index", height=400)
    visit(LIST)
    shoot("list")


def test_the_name_of_the_site(shoot, visit):
    page = visit("/admin/articles/identity/1/change/")
    part(page, "name").fill("Side by Side")
    part(page, "tagline").fill("Two things at a time, fairly compared.")
    page.get_by_label("Green").check()
    part(page, "footer").fill("Side by Side is written by *Grace Tanaka* and *Ada Okafor*.")
    part(page, "footer").blur()
    shoot("site")


def test_from_text(shoot, visit):
    page = visit(f"{LIST}from-text/")
    page.get_by_role("textbox", name="Text").fill(TEA + STRAY)
    page.get_by_role("textbox", name="Text").evaluate("box => { box.scrollTop = 0 }")
    shoot("from-text")


def test_the_form(shoot, open_page):
    page = open_page("tea-and-coffee", "change")
    shoot("form", height=1000)
    shoot("subject", "#subjects-group h2", "#subjects-0")
    shoot("comparison", "#comparison_rows-group", "#comparison_rows-2")
    page.locator(".field-introduction .show-prose").click()
    expect(page.locator(".field-introduction .rendered li").first).to_be_visible()
    shoot("prose", ".field-introduction")


def test_a_picture(shoot, visit):
    picture = make_picture(
        "Two cups of tea on a table before a wide window",
        sent=scene(),
        caption="At the window",
        credit="Ada Okafor",
    )
    page = visit(f"/admin/articles/picture/{picture.pk}/change/")
    expect(page.locator(".focus img")).to_have_js_property("complete", True)
    shoot("picture", "#picture_form")


def scene():
    """Two cups before a window."""
    picture = Image.new("RGB", (1200, 800), "#d8c9b0")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((80, 60, 1120, 430), "#bcd6e6")
    draw.rectangle((0, 560, 1200, 800), "#8a5a3c")
    for left, tea in ((330, "#7a8f3a"), (690, "#4a2c1a")):
        draw.pieslice((left, 400, left + 260, 720), 0, 180, "#fdfbf7")
        draw.ellipse((left, 520, left + 260, 600), "#fdfbf7")
        draw.ellipse((left + 18, 532, left + 242, 590), tea)
    stream = BytesIO()
    picture.save(stream, "JPEG", quality=92)
    return stream.getvalue()


def test_a_kept_copy(shoot, open_page):
    page = open_page("tea-and-coffee", "change")
    part(page, "summary").fill("Typed before the browser was closed.")
    expect_kept(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_role("region", name="Unsaved text")).to_be_visible()
    shoot("kept", height=280)


def test_a_conflict(shoot, open_page, people):
    page = open_page("tea-and-coffee", "change")
    summary = "Both wake us up. What is in the cup, how it is made and how long it is felt are not the same."
    article = Article.objects.get(slug="tea-and-coffee")
    article.summary, article.description = (
        summary,
        "Tea and coffee beside each other: plant, cup and caffeine.",
    )
    article.save()
    settle(article, by=people[1])
    part(page, "summary").fill("Two drinks that wake us up, and what is different: plant, kettle and night.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("region", name="Somebody saved")).to_be_visible()
    shoot("conflict", ".conflict", ".field-summary")


def test_publishing(shoot, open_page):
    page = open_page(LEADERSHIP, "change")
    page.get_by_label("Correction:").check()
    part(page, "note").fill("The time horizon of management was too vague; it is one week to one quarter.")
    part(page, "publish_at_0").fill(f"{timezone.now() + timedelta(days=6):%Y-%m-%d}")
    part(page, "publish_at_1").fill("07:00")
    part(page, "publish_at_1").blur()
    shoot("publishing", "fieldset.publishing", ".submit-row")


def test_preview(shoot, open_page):
    page = open_page("tea-and-coffee", "preview")
    framed = page.frame_locator("iframe")
    expect(framed.get_by_role("heading", name="Tea and Coffee", exact=True)).to_be_visible()
    shoot("preview")


def test_history_and_comparison(shoot, open_page):
    for name in ("history", "compare"):
        open_page(LEADERSHIP, name)
        shoot(name)
