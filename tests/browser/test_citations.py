"""From a text to its source and back, by keys and by ear; and the numbers in an editor's box."""

import pytest
from playwright.sync_api import expect

from articles.publishing import publish
from tests.articles.desk import change_url
from tests.browser.axe import expect_accessible
from tests.browser.steps import overflow
from tests.cast import make_draft, points

ARTICLE = "/articles/tea-and-coffee/"
# Numbers that stand lower than the last letter before them.
ALONE = """() => [...document.querySelectorAll("#conclusion sup")].filter((sup) => {
  const letter = document.createRange(), text = sup.previousSibling
  letter.setStart(text, text.length - 1)
  letter.setEnd(text, text.length)
  return sup.querySelector("a").getBoundingClientRect().top > letter.getBoundingClientRect().top + 8
}).length"""


@pytest.fixture
def citing(live_server):
    article = make_draft(introduction="# Why[^1]\n\nTwo drinks.[^2][^1]", conclusion="At last.[^2] " * 30)
    for position, title in enumerate(("On Tea", "On Coffee"), start=1):
        article.sources.create(title=title, position=position, url="https://tea.example/")
    article.relationship = [*points("Both"), {"title": "Warm", "text": "They are.[^1]"}]
    article.save()
    publish(article)
    return article


def test_a_reader_follows_a_citation_to_its_source_and_back(visit, citing):
    page = visit(ARTICLE)
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("link", name="[2]").first.press("Enter")
    page.wait_for_url("**/#source-2")
    source = page.locator("#source-2:target")
    expect(source).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(source.get_by_role("link", name="On Coffee")).to_be_focused()
    source.get_by_role("link", name="Back to citation a", exact=True).press("Enter")
    expect(page.get_by_role("link", name="[2]").first).to_be_focused()
    expect(page.get_by_role("link", name="[2]").first).to_be_in_viewport()


def test_many_citations_fit_on_a_phone_and_are_no_small_targets(visit, citing):
    page = visit(ARTICLE)
    page.set_viewport_size({"width": 320, "height": 800})
    assert overflow(page) <= 0
    box = page.get_by_role("link", name="Back to citation a", exact=True).first.bounding_box()
    assert min(box["width"], box["height"]) >= 24


def test_a_number_never_stands_on_the_line_after_its_text(visit, citing):
    page = visit(ARTICLE)
    for width in range(320, 440, 10):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(ALONE) == 0, width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_with_citations_breaks_no_rule_of_axe(visit, citing, scheme):
    page = visit(ARTICLE)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    expect_accessible(page)


def test_a_box_shows_the_number_of_a_source_once_the_form_has_it(desk, visit):
    article = make_draft(introduction="Two drinks.[^1][^2]")
    article.sources.create(title="On Tea", position=1)
    page = visit(change_url(article))
    page.get_by_role("button", name="Show as readers see it").first.click()
    shown = page.get_by_role("region", name="As readers see it").first
    expect(shown).to_have_text("Two drinks.[1][^2]")
    page.locator("#id_sources-1-title").fill("On Coffee")
    page.locator("#id_introduction").fill("Two.[^1][^2]")
    expect(shown).to_have_text("Two.[1][2]")
    page.locator("#id_sources-0-DELETE").check()
    page.locator("#id_introduction").fill("One.[^1][^2]")
    expect(shown).to_have_text("One.[1][^2]")
