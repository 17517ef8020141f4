"""The history of an article, in a browser."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.drafts import settle
from articles.publishing import publish
from tests.browser.axe import SCREENS, expect_accessible
from tests.browser.steps import log_in, overflow
from tests.cast import make_article


@pytest.fixture
def article(live_server):
    """One whose draft differs in a text, a row's place and a long address."""
    User.objects.create_superuser("moderator", password="secret")
    article = make_article("Leadership and Management – Relationship & Differences", rows=4)
    article.comparison_rows.filter(position=1).update(position=9)
    article.sources.create(title="A book", url=f"https://example.com/{'long' * 50}")
    article.conclusion = "Drink neither."
    article.save()
    settle(article)
    return article


# The rules are tried with a style of axe's own, which the policy would refuse.
@pytest.mark.browser_context_args(bypass_csp=True)
@SCREENS
def test_the_pages_of_the_history_fit_and_break_no_rule_of_axe(visit, article, width, scheme):
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in ("history/", "compare/", "revisions/1/", "revisions/1/restore/"):
        visit(f"/admin/articles/article/{article.pk}/{path}")
        expect_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_an_editor_compares_and_restores(visit, article):
    page = log_in(visit)
    visit(f"/admin/articles/article/{article.pk}/history/")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="3 differences")).to_be_visible()
    page.get_by_role("link", name="Restore revision 1").click()
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.get_by_text("The draft says again what revision 1 says.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Conclusion")).to_have_value("Drink both.")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_word_of_a_hundred_letters_makes_no_page_wider(visit, article, width):
    article.title = word = "Unbreakable" * 12
    article.save()
    settle(article)
    publish(article, note=word)
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("history/", "compare/", "revisions/1/", "revisions/1/restore/", "delete/"):
        visit(f"/admin/articles/article/{article.pk}/{path}")
        assert overflow(page) <= 0, path
