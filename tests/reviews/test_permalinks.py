"""The address of one review leads to the page of the list that holds it now."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.publishing import unpublish
from reviews.models import Review
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
LIST = "/articles/tea-and-coffee/reviews/"


def many(article, number):
    """Approved reviews, the newest first, four of each moment."""
    for n in range(number):
        review = make_review(article, "approved", name=f"R{n:03}")
        Review.objects.filter(pk=review.pk).update(submitted_at=START + timedelta(minutes=n // 4))
    return list(article.reviews.newest_first())


def lands_on(client, review):
    """Where the address leads, once it was seen that the review stands there."""
    response = client.get(f"/reviews/{review.uid}/")
    assert response.status_code == 302
    address, _, anchor = response.headers["Location"].partition("#")
    assert anchor == f"review-{review.uid}"
    assert f'<article class="review" id="{anchor}">' in client.get(address).content.decode()
    return address


def test_the_first_twenty_stand_on_the_plain_list(client):
    reviews = many(make_article(), 45)
    assert lands_on(client, reviews[0]) == lands_on(client, reviews[19]) == LIST


def test_a_later_one_stands_amid_its_page(client):
    reviews = many(make_article(), 45)
    for place in (20, 29, 43, 44):
        address = lands_on(client, reviews[place])
        assert address.startswith(f"{LIST}?after=")
        assert [review.pk for review in client.get(address).context["reviews"]] == [
            review.pk for review in reviews[place - 9 : place + 11]
        ]


def test_reviews_of_others_and_those_that_are_not_public_move_nothing(client):
    article = make_article()
    many(make_article("Milk and Water"), 20)
    first = many(article, 20)[-1]
    for _ in range(5):
        make_review(article)
    assert lands_on(client, first) == LIST


@pytest.mark.parametrize("status", ["pending", "rejected", "spam", "withdrawn"])
def test_a_review_that_is_not_public_has_no_address(client, status):
    review = make_review(make_article(), status)
    assert client.get(f"/reviews/{review.uid}/").status_code == 404


def test_a_review_that_never_was_has_none(client):
    many(make_article(), 1)
    assert client.get(f"/reviews/{uuid.UUID(int=0)}/").status_code == 404


def test_where_the_article_is_gone_so_is_the_review(client):
    article = make_article()
    (review,) = many(article, 1)
    unpublish(article)
    assert client.get(f"/reviews/{review.uid}/").status_code == 410


def test_the_answer_is_kept_by_no_cache(client):
    (review,) = many(make_article(), 1)
    response = client.get(f"/reviews/{review.uid}/")
    assert "no-store" in response.headers["Cache-Control"]
    assert client.post(f"/reviews/{review.uid}/").status_code == 405


def test_it_costs_three_queries_however_many_there_are(client):
    article = make_article()
    call_command("generate_reviews", article.slug, approved=100, verbosity=0)
    last = article.reviews.approved().newest_first().last()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(last.permalink).status_code == 302
    assert len(captured) == 3
