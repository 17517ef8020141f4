import re

import pytest
from playwright.sync_api import expect

from articles import previewing
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import log_in, overflow
from tests.cast import make_article, make_draft, make_user

# Its links differ from the text by their colour alone, on every page of the admin.
WITHOUT_SCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)
BANNER = "Preview of the draft – not published"


@pytest.fixture
def article(live_server, settings):
    settings.SITE_URL = live_server.url
    make_user("ed", "Editors")
    make_article("Milk")
    return make_draft(introduction="Two drinks. [Milk](/articles/milk/) is another.")


@pytest.fixture
def preview(visit, article):
    return log_in(visit, "ed", path=f"/admin/articles/article/{article.pk}/preview/")


def framed(page):
    return page.frame_locator("iframe")


def inner_width(page):
    expect(framed(page).get_by_text(BANNER)).to_be_visible()
    return page.frames[1].evaluate("innerWidth")


@pytest.mark.parametrize("with_script", [True, pytest.param(False, marks=WITHOUT_SCRIPT)])
def test_the_draft_is_looked_at_as_on_a_phone_and_as_on_a_desk(preview, with_script):
    expect(framed(preview).get_by_role("heading", name="Tea and Coffee", exact=True)).to_be_visible()
    assert inner_width(preview) == 390
    preview.get_by_role("link", name="Desktop").click()
    expect(preview.get_by_role("link", name="Desktop")).to_have_attribute("aria-current", "true")
    assert inner_width(preview) == 1280


@pytest.mark.parametrize("width", [1280, 1000])
def test_the_width_of_a_desk_is_drawn_as_small_as_the_window_needs(preview, width):
    preview.set_viewport_size({"width": width, "height": 900})
    preview.get_by_role("link", name="Desktop").click()
    expect(preview.locator("iframe")).to_have_css("transform", re.compile(r"matrix\(0\.[6-9]"))
    region = preview.get_by_role("region", name="Preview")
    assert region.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert inner_width(preview) == 1280


def test_a_link_that_leads_out_of_the_preview_opens_beside_it(preview):
    framed(preview).locator("summary").click()
    framed(preview).get_by_role("link", name="Coffee", exact=True).first.click()
    expect(framed(preview).get_by_role("heading", name="Defining Coffee")).to_be_in_viewport()
    with preview.expect_popup() as opened:
        framed(preview).get_by_role("link", name="Milk").click()
    expect(opened.value.get_by_role("heading", name="Milk", exact=True)).to_be_visible()
    expect(framed(preview).get_by_text(BANNER)).to_be_attached()


def test_the_link_is_copied_and_opened_without_an_account(preview, context, browser, live_server):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    preview.get_by_role("button", name="Copy").click()
    expect(preview.get_by_role("status")).to_have_text("Copied.")
    link = preview.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{live_server.url}/preview/")
    assert link == preview.get_by_label("Link to the preview").input_value()
    stranger = browser.new_page()
    stranger.goto(link)
    expect(stranger.get_by_text(BANNER)).to_be_visible()
    assert stranger.context.cookies() == []
    stranger.context.close()


def test_where_the_clipboard_is_closed_the_link_stands_selected(preview):
    preview.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    preview.get_by_role("button", name="Copy").click()
    expect(preview.get_by_role("status")).to_contain_text("Ctrl+C")
    field = preview.get_by_label("Link to the preview")
    expect(field).to_be_focused()
    assert preview.evaluate("getSelection().toString()") == field.input_value()


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_the_preview_breaks_no_rule_of_axe_and_is_not_cut(preview, visit, article, width, scheme):
    preview.set_viewport_size({"width": width, "height": 900})
    preview.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for choice in ("Phone", "Desktop"):
        preview.get_by_role("link", name=choice).click()
        expect(framed(preview).get_by_text(BANNER)).to_be_visible()
        assert overflow(preview) == 0
        expect_accessible(preview)
    visit(previewing.url(article))
    expect_accessible(preview)
