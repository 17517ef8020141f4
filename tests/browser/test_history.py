"""The history of an article, in a browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import expect

from articles.drafts import settle
from tests.browser.steps import log_in
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
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_history_fit_and_break_no_rule_of_axe(visit, article, width, scheme):
    page = log_in(visit)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for path in ("history/", "compare/", "revisions/1/", "revisions/1/restore/"):
        visit(f"/admin/articles/article/{article.pk}/{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
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
