import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.browser.steps import LONG_ENOUGH, box, expect_waiting, fill_review, log_in, send, send_unchecked
from tests.cast import make_article, make_review, make_user

PATH = "/articles/tea-and-coffee/"


@pytest.fixture
def article(live_server):
    return make_article()


def test_a_review_is_sent_by_keyboard_alone(visit, article):
    page = visit(PATH)
    press, write = page.keyboard.press, page.keyboard.type
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.name") == "rating":
            break
    press("Space")
    for _ in range(3):
        press("ArrowRight")
    expect(page.get_by_role("radio", name="4 stars, good")).to_be_checked()
    for text in (LONG_ENOUGH, "Ada Reader", "ada@example.org"):
        press("Tab")
        write(text)
    press("Tab")
    expect(page.get_by_role("link", name="What is kept, and for how long")).to_be_focused()
    press("Tab")
    press("Enter")
    expect_waiting(page)
    assert Review.objects.get().rating == 4


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_a_review_is_sent_without_javascript(visit, article):
    page = visit(PATH)
    expect(page.locator(".count")).to_have_count(0)
    expect(page.get_by_text("10 to 5,000 characters")).to_be_visible()
    fill_review(page, rating=5)
    send(page)
    expect_waiting(page)
    expect(page.get_by_text("5 out of 5 stars, perfect")).to_be_attached()
    expect(page.get_by_text(LONG_ENOUGH)).to_be_visible()


def test_all_errors_stand_together_are_mended_and_the_review_is_sent(visit, article):
    page = visit(PATH)
    send_unchecked(page)
    expect(page).to_have_title(re.compile("^Error:"))
    summary = page.locator(".errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(4)
    summary.get_by_role("link").nth(1).click()
    expect(box(page, "Your review")).to_be_focused()
    expect(box(page, "Your review")).to_have_attribute("aria-invalid", "true")
    expect(box(page, "Your review")).to_have_accessible_description(
        "What was clear, what was missing? 10 to 5,000 characters. Please write your review."
    )

    fill_review(page, rating=2, email="ada@")
    send_unchecked(page)
    expect(summary.get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("radio", name="2 stars, not that bad")).to_be_checked()
    expect(box(page, "Your review")).to_have_value(LONG_ENOUGH)

    box(page, "Email").fill("ada@example.org")
    send(page)
    expect_waiting(page)
    assert Review.objects.get().rating == 2


def test_the_browser_stops_an_empty_form_before_it_is_sent(visit, article):
    page = visit(PATH)
    send(page)
    expect(page).to_have_url(re.compile(f"{PATH}$"))
    assert not box(page, "Your review").evaluate("field => field.checkValidity()")


def test_the_characters_are_counted_as_the_server_counts_them(visit, article):
    page = visit(PATH)
    count = page.locator(".review-form .count")
    expect(count).to_have_text("0 of 5,000 characters")
    box(page, "Your review").fill("  Tea 👍\n ")
    expect(count).to_have_text("5 of 5,000 characters")
    expect(count).to_have_attribute("aria-live", "off")
    box(page, "Your review").fill("x" * 4950)
    expect(count).to_have_text("4,950 of 5,000 characters")
    expect(count).to_have_attribute("aria-live", "polite")


def test_a_draft_is_there_again_and_gone_when_the_review_is_sent(visit, article):
    make_article("Milk and Water")
    page = visit(PATH)
    fill_review(page, rating=3)
    visit("/articles/milk-and-water/")
    expect(box(page, "Your review")).to_have_value("")
    visit(PATH)
    expect(box(page, "Your review")).to_have_value(LONG_ENOUGH)
    expect(page.get_by_role("radio", name="3 stars, average")).to_be_checked()
    expect(box(page, "Name")).to_have_value("Ada Reader")
    expect(box(page, "Email")).to_have_value("")
    expect(page.locator(".count")).to_have_text(f"{len(LONG_ENOUGH)} of 5,000 characters")
    assert "example.org" not in page.evaluate("JSON.stringify(localStorage)")

    box(page, "Email").fill("ada@example.org")
    send(page)
    expect_waiting(page)
    assert page.evaluate("localStorage.length") == 0
    visit(PATH)
    expect(box(page, "Your review")).to_have_value("")
    expect(page.get_by_role("button", name="Discard draft")).to_have_count(0)


def test_a_draft_that_was_refused_is_not_taken_for_sent(visit, article):
    earlier = make_review(article)
    page = visit(PATH)
    fill_review(page, email="nobody@")
    send_unchecked(page)
    expect(page).to_have_title(re.compile("^Error:"))
    visit(earlier.get_absolute_url())
    expect_waiting(page)
    visit(PATH)
    expect(box(page, "Your review")).to_have_value(LONG_ENOUGH)
    expect(page.get_by_role("button", name="Discard draft")).to_be_visible()


def test_a_draft_can_be_discarded(visit, article):
    page = visit(PATH)
    fill_review(page)
    visit(PATH)
    page.get_by_role("button", name="Discard draft").click()
    expect(box(page, "Your review")).to_have_value("")
    expect(box(page, "Your review")).to_be_focused()
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    expect(page.get_by_text("draft")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_draft_never_takes_the_place_of_what_was_typed(visit, article):
    page = visit(PATH)
    fill_review(page, comment="short", email="nobody@")
    other_tab = {"comment": "Typed in another tab.", "rating": "1"}
    page.evaluate("text => localStorage.setItem(localStorage.key(0), text)", json.dumps(other_tab))
    send_unchecked(page)
    expect(page).to_have_title(re.compile("^Error:"))
    expect(box(page, "Your review")).to_have_value("short")
    expect(page.get_by_role("radio", name="4 stars, good")).to_be_checked()
    box(page, "Your review").fill("Typed anew, and longer than before.")
    box(page, "Email").fill("ada@example.org")
    send(page)
    expect_waiting(page)
    assert Review.objects.get().comment == "Typed anew, and longer than before."


def test_a_browser_that_keeps_nothing_sends_a_review_all_the_same(visit, article, context):
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused') } })"
    context.add_init_script(refuse)
    page = visit(PATH)
    fill_review(page)
    send(page)
    expect_waiting(page)


def test_a_review_that_was_sent_within_seconds_says_so_itself(visit, article):
    page = visit(PATH)
    page.evaluate("() => { performance.now = () => 2500 }")
    fill_review(page)
    send(page)
    expect_waiting(page)
    assert Review.objects.get().screening_reasons == ["too_fast"]


def test_time_spent_before_an_error_counts_too(visit, article):
    page = visit(PATH)
    page.evaluate("() => { performance.now = () => 60500 }")
    fill_review(page, email="nobody@")
    send_unchecked(page)
    expect(page).to_have_title(re.compile("^Error:"))
    box(page, "Email").fill("ada@example.org")
    send(page)
    expect_waiting(page)
    assert Review.objects.get().screening_reasons == []


def test_a_helpful_vote_is_counted_in_place_and_taken_back(visit, article):
    review = make_review(article, "approved")
    page = visit(PATH)
    form = page.locator("form[data-helpful]")
    form.get_by_role("button", name="Helpful").click()
    expect(form.get_by_role("status")).to_have_text("1 reader found this helpful")
    expect(page).to_have_url(re.compile(f"{PATH}$"))
    form.get_by_role("button", name="Undo").click()
    expect(form.get_by_role("status")).to_have_text("")
    form.get_by_role("button", name="Helpful").click()
    expect(form.get_by_role("button", name="Undo")).to_be_visible()
    review.refresh_from_db()
    assert review.helpful_count == 1


def test_a_vote_that_fails_in_place_is_sent_as_a_form(visit, article, page):
    make_review(article, "approved")
    visit(PATH)
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no network')) }")
    page.get_by_role("button", name="Helpful").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You found this review helpful.")


def test_as_many_stars_are_filled_as_are_chosen(visit, article):
    page = visit(PATH)
    page.get_by_role("radio", name="3 stars, average").check()
    page.mouse.move(0, 0)
    fills = page.locator(".rating svg").evaluate_all("all => all.map(star => getComputedStyle(star).fill)")
    assert [fill != "none" for fill in fills] == [True, True, True, False, False]


LINES_OF_A_WORD = """span => {
  const word = document.createRange()
  word.selectNode(span.lastChild)
  return word.getClientRects().length
}"""


def test_the_words_of_the_stars_keep_apart_on_a_narrow_phone(visit, article):
    page = visit(PATH)
    page.set_viewport_size({"width": 320, "height": 800})
    words = [word.bounding_box() for word in page.locator(".rating label > span").all()]
    gaps = [after["x"] - before["x"] - before["width"] for before, after in pairwise(words)]
    assert len(gaps) == 4
    assert min(gaps) >= 4
    assert page.locator(".rating label > span").nth(2).evaluate(LINES_OF_A_WORD) == 1


def test_an_approved_review_stands_under_the_article_with_the_new_score(visit, article):
    make_user("moderator", "Moderators")
    page = visit(PATH)
    expect(page.get_by_text("There are no reviews yet.")).to_be_visible()
    fill_review(page, rating=4)
    send(page)
    expect_waiting(page)

    log_in(visit, path="/admin/reviews/review/")
    page.get_by_role("row", name="Ada Reader").get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option(label="Approve the selected reviews")
    page.get_by_role("button", name="Run").or_(page.get_by_role("button", name="Go")).click()
    expect(page.locator(".messagelist")).to_contain_text("1 review approved.")

    visit(PATH)
    reviews = page.locator("#reviews")
    expect(reviews.get_by_role("heading", name="Readers' rating of this article")).to_be_visible()
    expect(reviews.locator(".score")).to_contain_text("4.0")
    expect(reviews.get_by_role("link", name="4 stars 1 review")).to_be_visible()
    expect(reviews.get_by_role("article")).to_contain_text(LONG_ENOUGH)
    expect(reviews.get_by_text("4 out of 5 stars, good")).to_be_attached()
