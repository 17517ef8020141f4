"""From a pasted text to what readers see, with a script and without."""

import re

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.management.commands.load_samples import FOLDER
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import box, log_in, overflow
from tests.cast import make_draft

FROM_TEXT = "/admin/articles/article/from-text/"
OWNERS_TEXT = (FOLDER / "leadership-and-management.txt").read_text(encoding="utf-8")
SLUG = "leadership-and-management-relationship-differences"


@pytest.fixture
def desk(visit, live_server):
    User.objects.create_superuser("moderator", password="secret")
    return log_in(visit)


def paste_and_publish(page, visit):
    visit("/admin/articles/article/")
    page.get_by_role("link", name="New article from text").click()
    box(page, "Text").fill(OWNERS_TEXT.replace(SLUG, "pasted"))
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_text("Every line was understood.")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value(
        "Leadership and Management – Relationship & Differences"
    )
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published: readers see revision 1.")).to_be_visible()
    visit("/articles/pasted/")
    expect(page.get_by_role("heading", name="Key Attributes of Management")).to_be_visible()
    expect(page.get_by_text("Complementary Roles", exact=False).first).to_be_visible()


def test_a_pasted_text_is_published_and_read(visit, desk):
    paste_and_publish(desk, visit)


def test_a_pasted_text_is_published_and_read_without_a_script(browser, base_url):
    User.objects.create_superuser("moderator", password="secret")
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    visit = page.goto
    log_in(lambda path: visit(path) and page)
    paste_and_publish(page, visit)
    context.close()


def test_what_does_not_fit_is_said_beside_the_text_that_stays(visit, desk):
    visit(FROM_TEXT)
    text = "T" * 201
    box(desk, "Text").fill(text)
    desk.get_by_role("button", name="Make the draft").click()
    expect(box(desk, "Text")).to_have_value(text)
    expect(box(desk, "Text")).to_have_accessible_description(re.compile("has 201 characters"))


def test_the_draft_as_text_is_selected_when_it_gets_the_focus(visit, desk):
    visit(f"/admin/articles/article/{make_draft().pk}/text/")
    text = box(desk, "The draft as text")
    text.focus()
    assert text.evaluate("box => [box.selectionStart, box.selectionEnd == box.value.length]") == [0, True]


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_the_pages_of_texts_can_be_used_by_everybody(visit, desk, width, scheme):
    desk.emulate_media(color_scheme=scheme)
    desk.set_viewport_size({"width": width, "height": 900})
    for path in (FROM_TEXT, f"/admin/articles/article/{make_draft().pk}/text/", "/admin/articles/article/"):
        visit(path)
        if path == FROM_TEXT:
            box(desk, "Text").fill("T" * 201)
            desk.get_by_role("button", name="Make the draft").click()
            desk.get_by_text("How the text is written").click()
        expect_accessible(desk)
        assert overflow(desk) <= 0
