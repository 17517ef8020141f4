"""What an editor does in the form of an article, said once."""

import re

from playwright.sync_api import expect

ADD = "/admin/articles/article/add/"


def part(page, name):
    return page.locator(f"#id_{name}")


def save(page):
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def look_up(page, name):
    """The window in which a row of another table is chosen, with its script at work: without, a row is opened."""
    with page.expect_popup() as window:
        page.locator(f"#lookup_id_{name}").click()
    # Playwright hands over the window before its page is there.
    expect(window.value).to_have_url(re.compile("_popup=1"))
    window.value.wait_for_load_state()
    return window.value


def expect_heads(page, *names):
    expect(page.locator("#comparison_rows-group th[class*=cell_]:visible")).to_have_text(list(names))


def fill_head(page):
    part(page, "slug").fill("four")
    part(page, "title").fill("Four hot drinks")
    part(page, "topic").select_option(label="Drinks")
    part(page, "bylines-0-author").select_option(label="Ada")


def names(article):
    return list(article.subjects.values_list("name", flat=True))


def aspects(article):
    return list(article.comparison_rows.values_list("aspect", flat=True))


def reopen(page):
    """Closes the tab as a crash would, and opens another."""
    context = page.context
    address = page.url
    page.close(run_before_unload=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
    return page


def bring_back(page):
    expect(page.get_by_role("region", name="Unsaved text")).to_contain_text("You have unsaved text of")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)


KEPT = """([number, part]) => {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith("typed:"))
  return keys.length === number && keys.every((key) => localStorage[key].includes(part))
}"""


def expect_kept(page, number=1, containing=""):
    """Waits until the browser keeps so many copies."""
    page.wait_for_function(KEPT, arg=[number, containing])
