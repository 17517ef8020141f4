"""The most helpful favourable and the most helpful critical review stand side by side."""

import re

import pytest

from reviews.models import Review
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db
ARTICLE = "/articles/tea-and-coffee/"
LIST = f"{ARTICLE}reviews/"
BOTH = pytest.mark.parametrize("address", [ARTICLE, LIST], ids=["article", "list"])


def make_reviews(article, *rated):
    """One review for each (stars, votes)."""
    for number, (stars, votes) in enumerate(rated, start=1):
        review = make_review(article, "approved", rating=stars, name=f"R{number:02}")
        Review.objects.filter(pk=review.pk).update(helpful_count=votes)


def pair(client, address):
    """Who wrote the favourable one and who the critical one, or nothing."""
    page = client.get(address).content.decode()
    sides = re.findall(
        r'<section class="card" aria-labelledby="(?:favourable|critical)">.*?</section>', page, re.DOTALL
    )
    return [re.search(r"<bdi>(R\d\d)</bdi>", side).group(1) for side in sides]


@BOTH
def test_the_best_of_each_kind_stand_there(client, address):
    rated = [(5, 3), (4, 7), (3, 4), (1, 6), (2, 5)]
    make_reviews(make_article(), *rated, *[(5, 2)] * 25)
    assert pair(client, address) == ["R02", "R04"]


@BOTH
def test_of_as_many_votes_the_newer_stands_there(client, address):
    make_reviews(make_article(), (5, 3), (4, 3), (1, 3), (3, 3), *[(5, 0)] * 6)
    assert pair(client, address) == ["R02", "R04"]


@BOTH
@pytest.mark.parametrize(
    "rated",
    [
        [(5, 3), (1, 3), *[(4, 0)] * 7],
        [(5, 3), (1, 2), *[(4, 0)] * 8],
        [(5, 2), (1, 3), *[(3, 9)] * 8],
        [(5, 9)] * 10,
        [(1, 9)] * 10,
    ],
    ids=["nine", "few votes for the critical", "few for the favourable", "no critical", "no favourable"],
)
def test_there_is_no_pair_without_ten_reviews_and_three_votes_for_both(client, address, rated):
    make_reviews(make_article(), *rated)
    assert pair(client, address) == []


@pytest.mark.parametrize("query", ["", "?sort=oldest", "?stars=9"])
def test_the_pair_stands_on_the_first_page_of_all(client, query):
    make_reviews(make_article(), (5, 3), (1, 3), *[(4, 0)] * 25)
    assert pair(client, f"{LIST}{query}") == ["R01", "R02"]


def test_the_pair_stands_on_no_later_page_and_not_among_some_stars(client):
    make_reviews(make_article(), (5, 3), (1, 3), *[(4, 0)] * 25)
    for address in (f"{LIST}?stars=5", f"{LIST}?before=", client.get(LIST).context["next_url"]):
        assert pair(client, address) == []


@BOTH
def test_only_approved_reviews_of_this_article_are_chosen(client, address):
    article, other = make_article(), make_article("Milk and Water")
    make_reviews(article, (5, 3), (1, 3), *[(4, 0)] * 8)
    make_reviews(other, (5, 9), (1, 9))
    for status in ("pending", "rejected", "withdrawn", "spam"):
        make_review(article, status, name="R99", rating=5, helpful_count=99)
    assert pair(client, address) == ["R01", "R02"]


@BOTH
def test_a_long_one_is_cut_and_leads_to_all_of_it(client, address):
    article = make_article()
    make_reviews(article, (5, 3), (1, 3), *[(4, 0)] * 25)
    Review.objects.filter(name="R01").update(comment="Long words. " * 100 + "The end.")
    page = client.get(address).content.decode()
    review = Review.objects.get(name="R01")
    assert "The end." not in page
    assert f'<a href="{review.permalink}">Read all of it</a>' in page


@BOTH
def test_the_newest_are_listed_as_without_a_pair(client, address):
    make_reviews(make_article(), (5, 3), (1, 3), *[(4, 0)] * 25)
    page = client.get(address).content.decode()
    listed = re.findall(r'<article class="review" .*?<bdi>(R\d\d)</bdi>', page, re.DOTALL)
    assert listed == [f"R{n:02}" for n in range(27, 7, -1)]
