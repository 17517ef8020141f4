"""The admin under the strict policy; the fixture `console` fails each of these at a complaint of the browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests.browser.axe import expect_accessible
from tests.browser.steps import log_in
from tests.cast import make_article, make_review

TITLES = {
    "/admin/": "Editing and moderating",
    "/admin/articles/article/": "article",
    "/admin/articles/article/add/": "Add article",
    "/admin/articles/article/{article}/change/": "article",
    "/admin/articles/article/{article}/history/": "history",
    "/admin/articles/article/{article}/delete/": "",
    "/admin/articles/topic/add/": "Add topic",
    "/admin/articles/author/add/": "Add author",
    "/admin/articles/identity/": "Change site",
    "/admin/flatpages/flatpage/": "Pages",
    "/admin/flatpages/flatpage/add/": "Add page",
    "/admin/reviews/mail/": "mail",
    "/admin/reviews/moderationevent/": "moderation event",
    "/admin/reviews/review/": "review",
    "/admin/reviews/review/{review}/change/": "Review",
    "/admin/reviews/review/queue/": "1 review waits",
    "/admin/reviews/reviewsclosed/": "article closed for reviews",
    "/admin/reviews/reviewsclosed/add/": "Add article closed for reviews",
    "/admin/auth/user/": "user",
    "/admin/password_change/": "Password change",
}


@pytest.fixture
def review(live_server):
    User.objects.create_superuser("moderator", password="secret")
    return make_review(make_article())


def test_no_page_of_the_admin_makes_the_browser_complain(visit, review):
    page = log_in(visit)
    for path, title in TITLES.items():
        visit(path.format(article=review.article_id, review=review.pk))
        expect(page.locator("h1").last).to_contain_text(title)


def test_asking_for_a_new_password_makes_no_complaint(visit, live_server):
    page = visit("/admin/login/")
    page.get_by_role("link", name="Forgotten").click()
    page.get_by_label("Email address").fill("ada@example.org")
    page.get_by_role("button", name="Reset my password").click()
    expect(page.get_by_role("heading", name="Password reset sent")).to_be_visible()


def test_the_page_of_reasons_makes_no_complaint(visit, review):
    page = log_in(visit)
    visit("/admin/reviews/review/")
    page.locator(".action-select").first.check()
    page.locator("select[name=action]").select_option("reject")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(page.get_by_role("heading", name="Reject 1 review")).to_be_visible()


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_are_told_from_a_long_title_behind_them(visit, live_server, scheme):
    User.objects.create_superuser("moderator", password="secret")
    article = make_article("Leadership and Management and all that there is between the two of them")
    page = log_in(visit)
    page.emulate_media(color_scheme=scheme)
    for path in (
        f"articles/article/{article.pk}/change/",
        "articles/article/from-text/",
        "flatpages/flatpage/",
    ):
        visit(f"/admin/{path}")
        expect_accessible(page, runOnly=["link-in-text-block"])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_tools_of_a_form_leave_a_long_title_free(visit, live_server, width):
    User.objects.create_superuser("moderator", password="secret")
    article = make_article(
        "Four Forms of Government: " + "Democracy, Monarchy and Technocracy " * 3, slug="four"
    )
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 800})
    visit(f"/admin/articles/article/{article.pk}/change/")
    title = page.get_by_role("heading", level=2, name="Four Forms").bounding_box()
    tools = page.locator(".object-tools").bounding_box()
    assert title["y"] + title["height"] <= tools["y"]
    expect(page.get_by_role("link", name="As text")).to_be_in_viewport()
