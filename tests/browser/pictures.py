"""The pictures of `make screens`; not collected as a test, see screens.py."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from articles.models import Article
from tests.browser.desk import fill_queue, fill_year
from tests.browser.screens import FOLDER
from tests.browser.steps import expect_waiting, fill_review, log_in, send, send_unchecked
from tests.cast import make_article, make_review, make_user

LEADERSHIP = "leadership-and-management-relationship-differences"
IMMUNOLOGY = "cellular-and-molecular-immunology"
BLOOD_SUGAR = "normal-and-diabetic-blood-sugar-level-ranges"
REVIEWS = (
    (5, "Ada Okafor", "The table at the top settled an argument in our team in one minute."),
    (4, "Björn Lindqvist", "Clear and fair.\n\nI would have liked one more example from everyday work."),
    (5, "فاطمة حسن", "هذا المقال واضح ومفيد جدا، شكرا لكم."),
    (3, "Chidi O’Neill", "Good overview, though I missed sources for the claims about balance."),
    (4, "Emma Silva", "We used it in class, and it started a good discussion."),
    (1, "Ilse Novák", "Not what I was looking for: I hoped for something on project management."),
)


@pytest.fixture
def pages(live_server):
    call_command("load_samples", verbosity=0)
    article = Article.objects.get(slug=LEADERSHIP)
    for rating, name, comment in REVIEWS * 2:
        make_review(article, rating=rating, name=name, comment=comment, status="approved")
    for rating, name, comment in REVIEWS:
        make_review(article, rating=rating, name=name, comment=comment)
    moderator = make_user("moderator", "Moderators")
    fill_queue(article, moderator)
    fill_year(Article.objects.get(slug=IMMUNOLOGY), moderator)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens(visit, pages, width, scheme):
    folder = Path(os.environ[FOLDER])

    def shoot(name):
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)

    page = visit("/")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    shoot("home")
    make_article("Four hot drinks", slug="four", subjects=("Tea", "Coffee", "Cocoa", "Maté"), rows=4)
    for name, slug in (("empty", BLOOD_SUGAR), ("12-reviews", LEADERSHIP), ("four-subjects", "four")):
        visit(f"/articles/{slug}/")
        shoot(f"article-{name}")
    send_unchecked(page)
    shoot("form-with-all-errors")
    fill_review(page)
    send(page)
    expect_waiting(page)
    shoot("status")
    log_in(visit, path="/admin/reviews/review/")
    shoot("moderation-list")
    address = "/admin/reviews/review/queue/"
    for name in ("edit", "reports", "new"):
        visit(address)
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        shoot(f"queue-{name}")
        address = page.get_by_role("link", name="Skip", exact=True).get_attribute("href")
    visit("/admin/")
    shoot("index")
