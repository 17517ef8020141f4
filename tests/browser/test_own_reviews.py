"""A writer at the private pages: changing a review, taking it back, erasing everything. No script is needed."""

import re

import pytest
from django.core import mail as outbox
from playwright.sync_api import expect

from reviews import mailed_links
from reviews.models import Review
from tests.browser.steps import box
from tests.cast import make_article, make_review

OLD, NEW = "The words that stand there now.", "Words that came to mind later."

without_script = pytest.mark.browser_context_args(java_script_enabled=False)


def heading(page):
    return page.get_by_role("heading", level=1)


def path_of(review):
    return f"/reviews/mail/{mailed_links.signed(review)}/"


@without_script
def test_a_review_is_changed_and_taken_back_without_javascript(visit, transactional_db):
    review = make_review(make_article(), comment=OLD)
    page = visit(review.get_absolute_url())
    page.get_by_role("link", name="Change it").click()
    expect(box(page, "Your review")).to_have_value(OLD)
    box(page, "Your review").fill(NEW)
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_text(NEW)).to_be_visible()
    button = page.get_by_role("button", name="Take my review back")
    expect(button).to_be_hidden()
    page.get_by_text("Take it back", exact=True).click()
    button.click()
    expect(heading(page)).to_have_text("Your review is withdrawn.")
    assert Review.objects.get().status == "withdrawn"


@without_script
def test_a_link_is_asked_for_and_everything_erased_without_javascript(visit, transactional_db):
    make_review(make_article(), email="rosa@example.org")
    page = visit("/reviews/link/")
    box(page, "Email").fill("rosa@example.org")
    page.get_by_role("button", name="Mail me the link").click()
    expect(heading(page)).to_have_text("Please look into your mailbox.")
    visit(re.search(r"/reviews/mail/\S+", outbox.outbox[-1].body)[0])
    page.get_by_role("button", name="Confirm that I wrote this").click()
    expect(page.get_by_text("email confirmed")).to_be_visible()
    page.get_by_role("link", name="Erase everything").click()
    page.get_by_role("button", name="Erase everything").click()
    expect(heading(page)).to_contain_text("is erased")
    assert not Review.objects.exists()
