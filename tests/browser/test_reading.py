import pytest
from playwright.sync_api import expect

from articles.models import Author, Byline
from tests.browser.steps import overflow
from tests.cast import make_article, make_review, points

LONG_TITLE = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft and Tea"
# What of a table reaches beyond its frame, or holds more than it shows.
IS_CUT = """table => {
  const frame = table.parentElement.getBoundingClientRect()
  return [...table.querySelectorAll("tbody :is(th, td)")].filter((cell) => {
    const box = cell.getBoundingClientRect()
    const isOutside = box.left < frame.left || box.right > frame.right + 0.5 || box.bottom > frame.bottom + 0.5
    return isOutside || cell.scrollWidth > cell.clientWidth
  }).map((cell) => cell.textContent)
}"""
FOUR = ("Tea", "Coffee", "Cocoa", "Incomprehensibilities")


@pytest.fixture
def article(live_server):
    article = make_article(LONG_TITLE, slug="long", subjects=FOUR)
    make_review(article, status="approved", comment="W" * 400, name="N" * 80)
    return article


@pytest.mark.parametrize("width", [768, 1920])
@pytest.mark.parametrize("path", ["/", "/articles/long/", "/articles/long/reviews/"])
def test_nothing_is_wider_than_the_window(visit, article, path, width):
    page = visit(path)
    page.set_viewport_size({"width": width, "height": 800})
    assert overflow(page) <= 0


def test_text_of_twice_the_size_still_fits_on_a_phone(visit, article):
    page = visit("/articles/long/")
    page.set_viewport_size({"width": 390, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0


@pytest.mark.parametrize("subjects", [2, 3, 4])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_cell_of_the_comparison_is_hidden(visit, live_server, subjects, width):
    make_article("Drinks", subjects=FOUR[:subjects])
    page = visit("/articles/drinks/")
    page.set_viewport_size({"width": width, "height": 800})
    table = page.get_by_role("table", name="At a glance")
    expect(table.get_by_role("cell")).to_have_count(3 * subjects)
    for name in FOUR[:subjects]:
        expect(table.get_by_text(f"{name}, aspect 2")).to_be_visible()
    expect(table.get_by_role("rowheader", name="Aspect 1")).to_be_visible()


def test_on_a_phone_two_subjects_stay_side_by_side_and_four_stack_with_their_names(visit, live_server):
    make_article("Two")
    make_article("Four", subjects=FOUR)
    page = visit("/articles/two/")
    page.set_viewport_size({"width": 390, "height": 800})
    tea, coffee = (page.get_by_text(f"{name}, aspect 1").bounding_box() for name in ("Tea", "Coffee"))
    assert tea["y"] == coffee["y"]
    visit("/articles/four/")
    tea, coffee = (page.get_by_text(f"{name}, aspect 1").bounding_box() for name in ("Tea", "Coffee"))
    assert tea["y"] < coffee["y"]
    expect(page.locator("tbody tr:first-child td b")).to_have_text(FOUR)
    expect(page.locator("tbody tr:first-child td b").first).to_be_visible()


@pytest.mark.parametrize("subjects", [2, 3, 4])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_comparison_in_small_is_not_cut_and_leads_to_the_article(visit, live_server, subjects, width):
    make_article("Drinks", subjects=FOUR[:subjects], rows=4)
    page = visit("/")
    page.set_viewport_size({"width": width, "height": 800})
    table = page.get_by_role("table", name="At a glance")
    expect(table.get_by_role("cell")).to_have_count(3 * subjects)
    assert table.evaluate(IS_CUT) == []
    cell = table.get_by_text(f"{FOUR[subjects - 1]}, aspect 3")
    expect(cell).to_be_visible()
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    expect(page).to_have_url(f"{live_server.url}/articles/drinks/")


def test_on_a_phone_the_comparison_in_small_is_a_list_with_names(visit, live_server):
    make_article("Two")
    page = visit("/")
    page.set_viewport_size({"width": 390, "height": 800})
    tea, coffee = (page.get_by_text(f"{name}, aspect 1").bounding_box() for name in ("Tea", "Coffee"))
    assert tea["y"] + tea["height"] <= coffee["y"]
    expect(page.locator("tbody tr:first-child td b").first).to_be_visible()


def test_a_right_to_left_review_runs_from_the_right(visit, live_server):
    article = make_article(relationship=points("Both"))
    make_review(article, status="approved", comment="هذا مقال مفيد جدا وواضح.")
    page = visit("/articles/tea-and-coffee/")
    text = page.get_by_text("هذا مقال")
    assert text.evaluate("element => getComputedStyle(element.parentElement).direction") == "rtl"


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_line_of_several_authors_is_one_sentence(visit, live_server, language):
    article = make_article(language=language)
    for name in ("Ada", "Jane"):
        Byline.objects.create(article=article, author=Author.objects.create(name=name, slug=name.lower()))
    words = visit(article.get_absolute_url()).locator(".meta").inner_text()
    assert words.startswith("By the editors, Ada and Jane\n")
