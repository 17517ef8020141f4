"""What a reader or a moderator does in the browser, said once."""

from playwright.sync_api import expect

LONG_ENOUGH = "The table settled an argument in our team in one minute."


def fill_review(page, *, rating=4, comment=LONG_ENOUGH, name="Ada Reader", email="ada@example.org"):
    page.locator(f"input[name=rating][value='{rating}']").check()
    box(page, "Your review").fill(comment)
    box(page, "Name").fill(name)
    box(page, "Email").fill(email)


def box(page, label):
    return page.get_by_role("textbox", name=label)


def send(page):
    page.get_by_role("button", name="Submit review").click()


def send_unchecked(page):
    """Past the browser's own validation, as an older browser or a program would."""
    page.locator("form.review-form").evaluate("form => { form.noValidate = true }")
    send(page)


def expect_waiting(page):
    expect(page.get_by_role("heading", level=1)).to_contain_text("waiting for approval")


def log_in(visit, username="moderator", password="secret", path="/admin/"):
    page = visit(path)
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def overflow(page):
    """By how many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
