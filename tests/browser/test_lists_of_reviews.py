import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.cast import make_article, make_review

LIST = "/articles/tea-and-coffee/reviews/"


@pytest.fixture
def reviews(live_server):
    """30 of them; the second and the third are the most helpful ones, and have everything that one can have."""
    article = make_article()
    made = [make_review(article, "approved", name=f"Reader {n}", rating=4 - n % 2) for n in range(30)]
    Review.objects.filter(pk__in=[made[1].pk, made[2].pk]).update(
        helpful_count=3,
        comment="W" * 300,
        answer="A" * 300,
        answered_at=made[0].submitted_at,
        edited_at=made[0].submitted_at,
        email_confirmed_at=made[0].submitted_at,
    )
    return made


def test_the_pair_stands_side_by_side_on_a_desk_and_stacked_on_a_phone(visit, reviews):
    page = visit(LIST)
    sides = [
        page.get_by_role("region", name=f"Most helpful {kind} review") for kind in ("favourable", "critical")
    ]
    page.set_viewport_size({"width": 1280, "height": 900})
    favourable, critical = (side.bounding_box() for side in sides)
    assert favourable["y"] == critical["y"]
    assert favourable["x"] + favourable["width"] < critical["x"]
    page.set_viewport_size({"width": 390, "height": 900})
    favourable, critical = (side.bounding_box() for side in sides)
    assert favourable["y"] + favourable["height"] < critical["y"]


def test_a_permalink_leads_to_the_review_and_highlights_it(visit, reviews):
    page = visit("/")
    page.emulate_media(reduced_motion="reduce")
    visit(reviews[5].permalink)
    outline = "element => getComputedStyle(element).outlineStyle"
    review = page.locator(f"#review-{reviews[5].uid}")
    expect(review).to_be_in_viewport()
    expect(review).to_contain_text("Reader 5")
    assert review.evaluate(outline) != "none"
    assert page.locator(f"#review-{reviews[6].uid}").evaluate(outline) == "none"


def test_stars_and_order_are_chosen_and_taken_back_by_links(visit, reviews):
    page = visit(LIST)
    page.get_by_role("link", name="3 stars").click()
    page.get_by_role("link", name="Most helpful").click()
    expect(page.locator(".chips")).to_contain_text("15 reviews")
    expect(page.locator("article.review bdi").first).to_have_text("Reader 1")
    page.get_by_role("link", name="Remove 3 stars").click()
    page.get_by_role("link", name="Remove Most helpful first").click()
    assert page.url.endswith(LIST)


LINES = """bars => bars.map((bar) => {
  const words = document.createRange()
  words.selectNodeContents(bar.querySelector("span"))
  const { x, width } = bar.querySelector("svg").getBoundingClientRect()
  return [new Set([...words.getClientRects()].map((box) => box.y)).size, x, width]
})"""


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_words_of_a_bar_stand_on_one_line_and_the_bars_are_aligned(visit, reviews, settings, language):
    settings.LANGUAGE_CODE = language
    page = visit(LIST)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        lines = page.locator(".bars a").evaluate_all(LINES)
        assert len(lines) == 5
        assert {line[0] for line in lines} == {1}
        assert len({tuple(line[1:]) for line in lines}) == 1
