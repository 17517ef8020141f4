"""Readers on other readers' reviews: voting and reporting, also without a script."""

import pytest
from playwright.sync_api import expect

from reviews.closing import close
from reviews.models import AbuseReport, Review
from tests.browser.axe import expect_accessible
from tests.browser.steps import fill_review, send
from tests.cast import make_article, make_review

without_script = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def review(live_server):
    return make_review(make_article(), "approved")


@without_script
def test_a_vote_is_counted_and_taken_back_without_javascript(visit, review):
    page = visit(review.article.get_absolute_url())
    page.get_by_role("button", name="Helpful").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You found this review helpful.")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this review helpful?")
    assert Review.objects.get().helpful_count == 0


@without_script
def test_a_review_is_reported_without_javascript(visit, review):
    page = visit(review.article.get_absolute_url())
    page.get_by_role("link", name="Report").click()
    page.get_by_role("radio", name="It is advertising").check()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you for the report.")
    assert AbuseReport.objects.get().reason == "advertising"


def test_the_page_of_a_closed_article_breaks_no_rule_of_axe_and_keeps_the_text(coloured, review):
    page = coloured(review.article.get_absolute_url())
    fill_review(page)
    close(review.article, "We are rewriting this article.")
    send(page)
    expect(page.get_by_text("We are rewriting this article.")).to_be_visible()
    expect_accessible(page)
