"""The orders of a list of reviews: each page follows the one before, whatever goes away meanwhile."""

import random
import re
from datetime import UTC, datetime, timedelta

import pytest

from reviews.models import Review
from reviews.moderation import WRITER, decide
from tests.cast import make_article, make_review
from tests.reviews.lists import joined, names, walk

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
LIST = "/articles/tea-and-coffee/reviews/"
ORDERS = ("newest", "oldest", "highest", "lowest", "helpful")
KEYS = {
    "newest": lambda r: (-r.submitted_at.timestamp(), -r.pk),
    "oldest": lambda r: (r.submitted_at, r.pk),
    "highest": lambda r: (-r.rating, -r.submitted_at.timestamp(), -r.pk),
    "lowest": lambda r: (r.rating, -r.submitted_at.timestamp(), -r.pk),
    "helpful": lambda r: (-r.helpful_count, -r.submitted_at.timestamp(), -r.pk),
}


@pytest.fixture(scope="module")
def article(rows_of_module):
    """90 reviews, several of the same moment, stars and votes."""
    with rows_of_module():
        article, choose = make_article(), random.Random(1)
        for n in range(90):
            review = make_review(article, "approved", name=f"R{n:03}", rating=choose.choice((1, 4, 4, 5)))
            moment = START + timedelta(minutes=choose.randrange(30))
            Review.objects.filter(pk=review.pk).update(
                submitted_at=moment, helpful_count=choose.choice((0, 0, 0, 2))
            )
        yield article


def expected(order, **stars):
    reviews = Review.objects.approved().filter(**stars)
    return [review.name for review in sorted(reviews, key=KEYS[order])]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("stars", [None, 4])
def test_each_review_stands_on_one_page_and_in_its_order(client, article, order, stars):
    wanted = expected(order, **({"rating": stars} if stars else {}))
    address = f"{LIST}?sort={order}" + (f"&stars={stars}" if stars else "")
    assert joined(walk(client, address, "next_url")) == wanted
    backwards = list(walk(client, f"{address}&before=", "previous_url"))
    assert joined(reversed(backwards)) == wanted
    assert backwards[0] == wanted[-20:]


@pytest.mark.parametrize("order", ORDERS)
def test_what_is_withdrawn_meanwhile_makes_nothing_repeat_or_be_skipped(client, article, order):
    wanted = expected(order)
    first = client.get(f"{LIST}?sort={order}")
    withdraw(*names(first)[:3], names(first)[-1])
    second = client.get(first.context["next_url"])
    assert names(first) + names(second) == wanted[:40]
    withdraw(names(second)[0], names(second)[-1])
    third = client.get(second.context["next_url"])
    assert names(third) == wanted[40:60]
    back = client.get(third.context["previous_url"])
    assert names(back) == expected(order)[:34][-20:]
    assert names(client.get(back.context["previous_url"])) == expected(order)[:14]


def withdraw(*names):
    for review in Review.objects.filter(name__in=names):
        decide(review.pk, "withdrawn", by=WRITER, version=review.version)


@pytest.mark.parametrize("order", ORDERS)
def test_where_the_rest_of_the_list_has_gone_the_nearest_page_is_shown(client, article, order):
    wanted = expected(order)
    first = client.get(f"{LIST}?sort={order}")
    withdraw(*wanted[20:])
    assert names(client.get(first.context["next_url"])) == wanted[:20]


@pytest.mark.parametrize("order", ORDERS)
def test_a_cursor_of_another_order_is_the_first_page(client, article, order):
    other = ORDERS[ORDERS.index(order) - 1]
    query = client.get(f"{LIST}?sort={other}").context["next_url"].partition("after=")[2]
    assert names(client.get(f"{LIST}?sort={order}&after={query}")) == expected(order)[:20]


@pytest.mark.parametrize("sort", ["", "best", "newest ", "NEWEST", "-rating", "é", "\x00", "x" * 4000])
def test_an_unknown_order_is_the_newest_first(client, article, sort):
    assert names(client.get(LIST, {"sort": sort})) == expected("newest")[:20]


def test_the_stars_chosen_stay_with_the_order_and_the_order_with_the_stars(client, article):
    page = client.get(f"{LIST}?stars=4&sort=helpful").content.decode()
    assert f'href="{LIST}?stars=4&amp;sort=oldest">Oldest' in page
    assert f'href="{LIST}?stars=5&amp;sort=helpful"' in page
    assert "?stars=4&amp;sort=helpful&amp;after=" in page


def test_the_usual_order_is_not_written_in_addresses(client, article):
    page = client.get(f"{LIST}?stars=4&sort=newest").content.decode()
    assert "sort=newest" not in page
    assert f'href="{LIST}?stars=4" aria-current="true">Newest' in page


def test_each_choice_can_be_taken_back_and_says_how_many_were_found(client, article):
    found = Review.objects.filter(rating=4).count()
    page = client.get(f"{LIST}?stars=4&sort=lowest").content.decode()
    assert f"<b>{found} reviews</b>" in page
    remove = '<span class="visually-hidden">Remove </span>'
    assert f'href="{LIST}?sort=lowest">{remove}4 stars<' in page
    assert f'href="{LIST}?stars=4">{remove}Lowest first<' in page
    assert 'class="chips"' not in client.get(LIST).content.decode()


def test_stars_that_nobody_gave_are_found_nowhere(client, article):
    page = client.get(f"{LIST}?stars=3").content.decode()
    assert "<b>0 reviews</b>" in page
    assert "No review gives 3 stars." in page


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ("newest", "The newest stand first"),
        ("oldest", "The oldest stand first"),
        ("highest", "the most stars stand first, and among equals the newest"),
        ("lowest", "the fewest stars stand first, and among equals the newest"),
        ("helpful", "most readers found helpful stand first, and among equals the newest"),
    ],
)
def test_a_line_says_how_the_order_is_made(client, article, order, sentence):
    page = client.get(f"{LIST}?sort={order}").content.decode()
    assert sentence in page
    assert page.count("stand first") == 1
    assert re.search(r'stand first[^<]*<a href="/about/reviews/">How reviews work</a>', page)


def test_only_by_age_the_pages_are_newer_and_older(client, article):
    assert ">Older</a>" in client.get(LIST).content.decode()
    for order in ORDERS[1:]:
        page = client.get(f"{LIST}?sort={order}").content.decode()
        assert ">Next</a>" in page
        assert ">Older</a>" not in page
