"""Passing an article on: where scripts run, and as far as the browser can."""

import pytest
from playwright.sync_api import expect

from tests.cast import make_article

# What a browser with a share sheet has, and how its reader answers.
SHEET = """answer => {
  window.shared = []
  navigator.share = (what) => {
    window.shared.push(what)
    return answer === "shared" ? Promise.resolve() : Promise.reject(new DOMException("No.", answer))
  }
}"""
MOVES = """
window.moves = []
new PerformanceObserver((list) => window.moves.push(...list.getEntries().map((entry) => entry.value)))
  .observe({ type: "layout-shift", buffered: true })
"""
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('No.', 'NotAllowedError'))"


@pytest.fixture
def address(settings, live_server):
    settings.SITE_URL = "https://counterpoint.example"
    return f"{settings.SITE_URL}{make_article().get_absolute_url()}"


@pytest.fixture
def open_article(page, address):
    def open_article(*scripts):
        for script in scripts:
            page.add_init_script(script)
        page.goto("/articles/tea-and-coffee/?utm_source=mail#subject-1")
        return page

    return open_article


def sheet(answer):
    return f"({SHEET})('{answer}')"


def said(page):
    return page.get_by_role("status").filter(has_text="link")


def click(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_the_link_that_is_copied_is_the_articles_own(context, open_article, address):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_article()
    click(page, "Copy link")
    expect(said(page)).to_have_text("The link is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == address


@pytest.mark.parametrize("obstacle", [REFUSE, "delete Navigator.prototype.clipboard"])
def test_a_link_that_cannot_be_copied_is_shown(open_article, address, obstacle):
    page = open_article(obstacle)
    click(page, "Copy link")
    expect(said(page)).to_have_text(f"The link could not be copied. Here it is: {address}")


def test_the_systems_sheet_is_given_the_title_and_the_link(open_article, address):
    page = open_article(sheet("shared"))
    click(page, "Share")
    assert page.evaluate("window.shared") == [{"title": "Tea and Coffee", "url": address}]
    expect(said(page)).to_have_count(0)


def test_who_closes_the_sheet_is_left_alone_and_who_meets_none_gets_the_link(open_article):
    page = open_article(sheet("AbortError"), REFUSE)
    click(page, "Share")
    expect(said(page)).to_have_count(0)
    page.evaluate(SHEET, "NotAllowedError")
    click(page, "Share")
    expect(said(page)).to_contain_text("Here it is:")


def test_without_a_sheet_there_is_no_button_for_one(open_article):
    page = open_article("delete Navigator.prototype.share")
    expect(page.get_by_role("button", name="Copy link")).to_be_visible()
    expect(page.get_by_role("button", name="Share", exact=True)).to_have_count(0)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_nothing_promises_to_share(open_article):
    page = open_article()
    expect(page.get_by_role("button", name="Submit review")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)


def test_nothing_moves_when_the_script_has_run(open_article):
    page = open_article(MOVES)
    expect(page.locator("[aria-current=location]").first).to_be_attached()
    page.evaluate(
        "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
    )
    assert page.evaluate("window.moves") == []
