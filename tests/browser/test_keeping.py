"""What was typed and not saved is kept in the browser, and offered."""

import re

import pytest
from playwright.sync_api import expect

from articles.document import from_rows
from articles.drafts import settle
from articles.drafts import write as write_draft
from articles.models import Article
from tests.browser.article_form import (
    ADD,
    aspects,
    bring_back,
    expect_heads,
    expect_kept,
    fill_head,
    names,
    part,
    reopen,
    save,
)
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import overflow
from tests.cast import make_draft


def test_what_was_typed_is_offered_after_a_crash_and_gone_after_saving(write):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"), rows=2)
    page = write(article)
    part(page, "summary").fill("Typed before the crash, and never saved until it was brought back.")
    page.locator("#subjects-1 h3").get_by_role("checkbox").check()
    page.get_by_role("button", name="Add another Subject").click()
    part(page, "subjects-3-name").fill("Milk")
    page.locator("#comparison_rows-0").get_by_label("Milk:").fill("White")
    page.get_by_role("button", name="Add another Comparison row").click()
    part(page, "comparison_rows-2-aspect").fill("Third")
    part(page, "comparison_rows-3-aspect").fill("Fourth")
    page.locator("#comparison_rows-3 .handle").press("ArrowUp")
    expect_kept(page, containing='"position":"4"')
    page = reopen(page)
    expect(part(page, "summary")).not_to_have_value(re.compile("Typed before"))
    bring_back(page)
    expect_heads(page, "Tea", "Cocoa", "Milk")
    save(page)
    article.refresh_from_db()
    assert article.summary.startswith("Typed before the crash")
    assert names(article) == ["Tea", "Cocoa", "Milk"]
    assert aspects(article) == ["Aspect 1", "Aspect 2", "Fourth", "Third"]
    slot = article.subjects.get(name="Milk").slot
    assert getattr(article.comparison_rows.first(), f"cell_{slot}") == "White"
    expect_kept(page, 0)


def test_what_was_typed_for_a_new_article_is_offered_and_gone_after_saving(write):
    page = write()
    fill_head(page)
    part(page, "subjects-0-name").fill("Tea")
    expect_kept(page)
    page = reopen(page)
    bring_back(page)
    expect(part(page, "slug")).to_have_value("four")
    save(page)
    assert names(Article.objects.get()) == ["Tea"]
    expect_kept(page, 0)
    page.goto(ADD)
    expect(page.locator("#comparison_rows-0 .handle")).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)


def test_what_is_discarded_is_not_offered_again(write):
    page = write(make_draft())
    part(page, "summary").fill("Not worth keeping.")
    expect_kept(page)
    page = reopen(page)
    page.get_by_role("button", name="Discard").click()
    expect_kept(page, 0)


def test_the_offer_says_that_the_article_was_saved_since(write):
    article = make_draft()
    page = write(article)
    part(page, "summary").fill("Typed while somebody else saved.")
    expect_kept(page)
    settle(article)
    page = reopen(page)
    expect(page.get_by_role("region", name="Unsaved text")).to_contain_text("The article was saved since")


def test_what_is_brought_back_is_not_saved_over_what_somebody_saved_since(write):
    article = make_draft()
    page = write(article)
    part(page, "conclusion").fill("Typed here.")
    part(page, "headline").fill("Mine")
    expect_kept(page, containing="Mine")
    words = {"summary": "Saved by the other one meanwhile.", "headline": "Theirs"}
    write_draft(article, from_rows(article) | words)
    page = reopen(page)
    bring_back(page)
    expect_conflict(page)
    expect(part(page, "summary")).to_have_value("Saved by the other one meanwhile.")
    expect_kept(page, containing="Mine")
    # Nor after a crash on the page of the conflict.
    page = reopen(page)
    bring_back(page)
    expect_conflict(page)
    expect(page.get_by_role("region", name="Somebody saved this article")).to_contain_text("Theirs")
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    said = (article.summary, article.headline, article.conclusion)
    assert said == ("Saved by the other one meanwhile.", "Mine", "Typed here.")
    expect_kept(page, 0)


def expect_conflict(page):
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("region", name="Somebody saved this article")).to_be_visible()


def test_a_row_deleted_meanwhile_comes_back_as_a_new_one(write):
    article = make_draft(rows=3)
    page = write(article)
    part(page, "comparison_rows-0-cell_1").fill("Typed in the first row")
    part(page, "comparison_rows-2-cell_1").fill("Typed in the third row")
    expect_kept(page)
    article.comparison_rows.first().delete()
    settle(article)
    page = reopen(page)
    bring_back(page)
    expect_conflict(page)
    save(page)
    rows = article.comparison_rows.values_list("aspect", "cell_1")
    assert list(rows) == [
        ("Aspect 1", "Typed in the first row"),
        ("Aspect 2", "Tea, aspect 2"),
        ("Aspect 3", "Typed in the third row"),
    ]


def test_a_refused_form_is_kept_and_not_offered_over_itself(write):
    page = write(make_draft())
    part(page, "title").fill("")
    part(page, "summary").fill("Typed, and refused for the title.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)
    expect_kept(page)
    page = reopen(page)
    bring_back(page)
    expect(part(page, "summary")).to_have_value("Typed, and refused for the title.")


def test_after_a_conflict_the_copy_is_of_the_form_of_both_and_gone_after_saving(write):
    article = make_draft()
    page = write(article)
    part(page, "conclusion").fill("Typed here.")
    document = from_rows(article) | {"summary": "Saved by the other one meanwhile."}
    write_draft(article, document)
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("region", name="Somebody saved this article")).to_be_visible()
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)
    expect_kept(page, containing="Saved by the other one meanwhile.")
    save(page)
    expect_kept(page, 0)
    expect(page.get_by_role("region", name="Unsaved text")).to_have_count(0)
    article.refresh_from_db()
    assert (article.summary, article.conclusion) == ("Saved by the other one meanwhile.", "Typed here.")


def test_what_was_typed_is_kept_when_the_connection_is_lost(write):
    page = write(make_draft())
    part(page, "summary").fill("Typed, and never arrived.")
    address = page.url
    page.route(
        "**/change/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_timeout(300)
    page.goto(address)
    bring_back(page)
    expect(part(page, "summary")).to_have_value("Typed, and never arrived.")


def test_leaving_with_unsaved_changes_is_asked_about(write):
    page = write(make_draft())
    part(page, "summary").click()
    page.keyboard.type("Typed. ")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Editing and moderating")).to_be_visible()
    assert asked == ["beforeunload"]


def test_leaving_without_changes_is_not_asked_about(write):
    page = write(make_draft())
    part(page, "summary").click()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Home").click()
    expect(page.get_by_role("heading", name="Editing and moderating")).to_be_visible()
    assert asked == []


FULL = """{
  const set = Storage.prototype.setItem
  Storage.prototype.setItem = function (key, text) {
    if (key.startsWith("typed:")) throw new DOMException("full", "QuotaExceededError")
    set.call(this, key, text)
  }
}"""


def test_an_article_is_written_where_the_browsers_storage_is_full(write):
    article = make_draft()
    write(article).context.add_init_script(FULL)
    page = write(article)
    part(page, "summary").fill("Typed where nothing is kept.")
    save(page)
    article.refresh_from_db()
    assert article.summary == "Typed where nothing is kept."


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_the_form_breaks_no_rule_of_axe_and_fits_the_window(write, width, scheme):
    page = write(make_draft(subjects=("Tea", "Coffee", "Cocoa", "Maté")))
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    part(page, "title").fill("x" * 111)
    page.locator(".show-prose").first.click()
    page.get_by_text("How to write Markdown").first.click()
    expect_kept(page)
    page = reopen(page)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect(page.get_by_role("region", name="Unsaved text")).to_be_visible()
    expect_accessible(page)
    assert overflow(page) == 0
