"""Publishing in the admin, as an editor sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.drafts import write
from articles.publishing import publish, unpublish
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import log_in, overflow
from tests.cast import make_article, make_draft, make_user


@pytest.fixture
def page(live_server, visit):
    make_user("ed", group="Editors")
    return log_in(visit, "ed")


def change_url(article):
    return f"/admin/articles/article/{article.pk}/change/"


def test_the_button_says_for_when_it_schedules(page, visit):
    article = make_draft()
    visit(change_url(article))
    expect(page.get_by_role("button", name="Schedule", exact=True)).to_be_visible()
    page.get_by_label("Day").fill("2099-03-29")
    page.get_by_label("Time").fill("09:00")
    page.get_by_role("button", name="Schedule for Mar 29, 2099, 9:00").click()
    expect(page.locator(".messagelist .success")).to_contain_text("scheduled for 29 March 2099, 09:00")
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    page.get_by_role("link", name="Move or cancel that").click()
    page.get_by_role("button", name="Cancel the schedule").click()
    expect(page.get_by_text("The schedule is cancelled.")).to_be_visible()


def test_each_line_of_the_gate_leads_to_its_field(page, visit):
    article = make_draft(summary="Short.")
    visit(change_url(article))
    page.get_by_role("link", name="The summary has 6 characters").click()
    box = page.get_by_label("Summary")
    expect(box).to_be_focused()
    expect(box).to_be_in_viewport()


def test_the_second_editor_reads_what_the_first_one_wrote_and_saves_over_it(page, visit):
    article = make_article()
    visit(change_url(article))
    content = article.live.content | {"summary": "Written by the other one.", "conclusion": "Theirs."}
    write(article, content)
    page.get_by_label("Summary").fill("Typed and kept.")
    page.get_by_role("button", name="Save draft").click()
    told = page.get_by_role("region", name="Somebody saved this article while you wrote")
    expect(told).to_contain_text("Written by the other one.")
    expect(page.get_by_label("Summary")).to_have_value("Typed and kept.")
    expect(page.get_by_label("Conclusion")).to_have_value("Theirs.")
    page.get_by_role("button", name="Save mine over it").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.get_by_label("Summary")).to_have_value("Typed and kept.")


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_the_pages_of_publishing_break_no_rule_of_axe_and_fit(page, visit, width, scheme):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    tomorrow = timezone.now() + timedelta(days=1)
    draft, ended, ending = (
        make_draft("Draft", summary="Short."),
        make_article("Ended"),
        make_article("Ending"),
    )
    article = make_article("A title of four subjects", subjects=("A", "B", "C", "D"))
    write(article, article.live.content | {"conclusion": "Another end."})
    publish(article, at=tomorrow)
    unpublish(ended, note="It rests.")
    unpublish(ending, at=tomorrow)
    paths = [
        "/admin/articles/article/",
        *(change_url(one) for one in (draft, article)),
        f"/admin/articles/article/{article.pk}/schedule/",
        f"/admin/articles/article/{ending.pk}/unpublish/",
    ]
    for path in paths:
        visit(path)
        expect_usable(page)
    visit(change_url(draft))
    page.evaluate("document.querySelector('[name=draft_version]').value = '77'")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_role("region", name="Somebody saved this article while you wrote")).to_be_visible()
    expect_usable(page)


def expect_usable(page):
    expect_accessible(page)
    assert overflow(page) == 0, page.url
