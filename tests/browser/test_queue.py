import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from reviews.models import Review
from reviews.moderation import decide
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import box, log_in, overflow
from tests.cast import make_article, make_edit, make_reports, make_review, make_user

QUEUE = "/admin/reviews/review/queue/"
# Its links differ from the text by their colour alone, on every page of the admin.
WITHOUT_SCRIPT = pytest.mark.browser_context_args(java_script_enabled=False)


@pytest.fixture
def reviews(live_server):
    make_user("moderator", "Moderators")
    article = make_article()
    return [make_review(article, comment=f"The {word} that came in.") for word in ("1st", "2nd", "3rd")]


@pytest.fixture
def queue(visit, reviews):
    return log_in(visit, path=QUEUE)


def expect_shown(page, word):
    expect(page.get_by_text(f"The {word} that came in.")).to_be_visible()


def expect_keys(page):
    """They are listed once the script listens."""
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()


def press(page, *keys):
    expect_keys(page)
    for key in keys:
        page.keyboard.press(key)


def expect_status(review, status):
    assert Review.objects.get(pk=review.pk).status == status


def test_reviews_are_decided_on_one_after_the_other_with_keys_alone(queue, reviews):
    expect_shown(queue, "1st")
    expect(queue.get_by_role("heading", name="4 of 5 for “Tea and Coffee”")).to_be_focused()
    press(queue, "a")
    expect_shown(queue, "2nd")
    expect(queue.get_by_text("Your last decision: approved")).to_be_visible()
    press(queue, "s")
    expect_shown(queue, "3rd")
    press(queue, "r")
    expect(queue.get_by_label("Reason")).to_be_focused()
    press(queue, "4")
    expect(queue.get_by_role("button", name="Reject")).to_be_focused()
    press(queue, "Enter")
    expect(queue.get_by_role("heading", name="No review waits")).to_be_visible()
    for review, status in zip(reviews, ("approved", "spam", "rejected"), strict=True):
        expect_status(review, status)
    assert reviews[2].events.get().reason == "advertising"


def test_the_last_decision_is_undone_with_a_key(queue, reviews):
    press(queue, "s")
    expect_shown(queue, "2nd")
    press(queue, "u")
    expect_shown(queue, "1st")
    expect_status(reviews[0], "pending")


@pytest.mark.parametrize("key", ["j", "n"])
def test_keys_skip_and_the_queue_begins_again_at_its_end(queue, key):
    for word in ("1st", "2nd", "3rd"):
        expect_shown(queue, word)
        press(queue, key)
    expect_shown(queue, "1st")
    expect(queue.get_by_text("You have reached the end of the queue")).to_be_visible()


def test_the_reason_other_leads_to_its_sentence_where_keys_are_letters(queue, reviews):
    press(queue, "r", "9")
    expect(box(queue, "In a sentence")).to_be_focused()
    queue.keyboard.type("as junk, 9 of 9")
    expect(box(queue, "In a sentence")).to_have_value("as junk, 9 of 9")
    press(queue, "Escape")
    press(queue, "j")
    expect_shown(queue, "2nd")
    expect_status(reviews[0], "pending")


@pytest.mark.parametrize("key", ["Control+a", "Alt+s", "Meta+s", "Shift+A", "Shift+S"])
def test_a_key_with_a_modifier_is_none_of_ours(queue, reviews, key):
    press(queue, key)
    press(queue, "j")
    expect_shown(queue, "2nd")
    expect_status(reviews[0], "pending")


def test_keys_that_are_switched_off_stay_off(queue, visit, reviews):
    expect_keys(queue)
    queue.get_by_label("Use these keys").uncheck()
    visit(QUEUE)
    expect(queue.get_by_label("Use these keys")).not_to_be_checked()
    press(queue, "a", "s", "j")
    queue.get_by_label("Use these keys").check()
    press(queue, "j")
    expect_shown(queue, "2nd")
    expect_status(reviews[0], "pending")


def test_a_browser_that_keeps_no_choice_has_the_keys_all_the_same(context, visit, reviews):
    # Of this script alone: the admin's own for its colours does not expect it.
    context.add_init_script("""
        for (const name of ["getItem", "setItem"]) {
          const real = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key === "queue-keys") throw new Error("refused");
            return real.call(this, key, ...rest);
          };
        }
    """)
    page = log_in(visit, path=QUEUE)
    expect_keys(page)
    page.get_by_label("Use these keys").uncheck()
    page.get_by_label("Use these keys").check()
    press(page, "j")
    expect_shown(page, "2nd")


@WITHOUT_SCRIPT
def test_it_works_without_javascript(queue, reviews):
    expect(queue.get_by_role("heading", name="Keys")).to_have_count(0)
    expect(queue.get_by_role("heading", name="4 of 5 for “Tea and Coffee”")).to_be_focused()
    queue.get_by_role("button", name="Approve").click()
    expect_shown(queue, "2nd")
    queue.get_by_role("link", name="Skip", exact=True).click()
    expect_shown(queue, "3rd")
    queue.get_by_label("Reason").select_option("other")
    queue.get_by_role("button", name="Reject").click()
    expect(queue.get_by_text("The reason “other” needs a sentence.")).to_be_visible()
    expect(box(queue, "In a sentence")).to_be_focused()
    box(queue, "In a sentence").fill("It is a recipe.")
    queue.get_by_role("button", name="Reject").click()
    expect(queue.get_by_text("You have reached the end of the queue")).to_be_visible()
    queue.get_by_role("button", name="Undo").click()
    expect_shown(queue, "3rd")
    queue.get_by_text("Write an answer").click()
    box(queue, "Answer").fill("Thank you.")
    queue.get_by_role("button", name="Save the answer").click()
    expect(queue.get_by_text("Answer of the editors")).to_be_visible()


def test_what_a_colleague_decided_meanwhile_is_told_and_nothing_typed_is_lost(queue, reviews):
    decide(reviews[0].pk, "approved", by=make_user("ann", "Moderators"), version=1)
    press(queue, "r", "9")
    queue.keyboard.type("It names a neighbour.")
    press(queue, "Tab")
    press(queue, "Enter")
    expect(queue.get_by_text("ann has decided meanwhile: it is approved now")).to_be_visible()
    expect(box(queue, "In a sentence")).to_have_value("It names a neighbour.")
    queue.get_by_role("link", name="Next").click()
    expect_shown(queue, "2nd")


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_it_breaks_no_rule_of_axe_and_fits_the_window(visit, reviews, width, scheme):
    edited = decide(reviews[0].pk, "approved", by=None, version=1)
    make_edit(edited, comment="The 1st that came in, with other words.", rating=1)
    make_reports(edited, 3)
    Review.objects.filter(pk=edited.pk).update(waiting_since=reviews[0].submitted_at)
    decide(reviews[1].pk, "spam", by=User.objects.get(), version=1)
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    for path in (QUEUE, f"/admin/reviews/review/{edited.pk}/change/"):
        visit(path)
        expect(page.get_by_role("heading", name="The edit beside what it would replace")).to_be_visible()
        expect_accessible(page)
        assert overflow(page) == 0
