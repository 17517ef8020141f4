import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.browser.steps import overflow
from tests.browser.test_accessibility import coloured, expect_accessible  # noqa: F401 (a fixture)
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
    shadow = "element => getComputedStyle(element).boxShadow"
    review = page.locator(f"#review-{reviews[5].uid}")
    expect(review).to_be_in_viewport()
    expect(review).to_contain_text("Reader 5")
    assert review.evaluate(shadow) != "none"
    assert page.locator(f"#review-{reviews[6].uid}").evaluate(shadow) == "none"


def test_stars_and_order_are_chosen_and_taken_back_by_links(visit, reviews):
    page = visit(LIST)
    page.get_by_role("link", name="3 stars").click()
    page.get_by_role("link", name="Most helpful").click()
    expect(page.locator(".chips")).to_contain_text("15 reviews")
    expect(page.locator("article.review bdi").first).to_have_text("Reader 1")
    page.get_by_role("link", name="Remove 3 stars").click()
    page.get_by_role("link", name="Remove Most helpful first").click()
    assert page.url.endswith(LIST)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("query", ["", "?stars=4&sort=helpful", "?before="])
def test_no_list_is_wider_than_the_window(visit, reviews, query, width):
    page = visit(f"{LIST}{query}")
    page.set_viewport_size({"width": width, "height": 800})
    assert overflow(page) <= 0


def test_lists_break_no_rule_of_axe(coloured, reviews):  # noqa: F811
    for query in ("", "?stars=4&sort=helpful", "?before="):
        expect_accessible(coloured(f"{LIST}{query}"))
