"""The admin under the strict policy; the fixture `console` fails each of these at a complaint of the browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

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
