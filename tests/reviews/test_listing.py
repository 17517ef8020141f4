import re
from datetime import UTC, datetime, timedelta

import pytest

from reviews import cursors
from reviews.models import Review
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)


def many(article, number, **fields):
    """Approved reviews named R001, R002 …, a minute apart, each four of the same moment."""
    for n in range(1, number + 1):
        review = make_review(article, "approved", name=f"R{n:03}", **fields)
        Review.objects.filter(pk=review.pk).update(submitted_at=START + timedelta(minutes=n // 4))


def names(response):
    return re.findall(r"<bdi>(R\d{3})", response.content.decode())


def address(article, query=""):
    return f"/articles/{article.slug}/reviews/{query}"


def expected(newest, oldest):
    return [f"R{n:03}" for n in range(newest, oldest - 1, -1)]


def test_all_reviews_are_walked_through_newest_first_each_once_and_back(client):
    article = make_article()
    many(article, 45)
    first = client.get(address(article))
    second = client.get(first.context["next_url"])
    third = client.get(second.context["next_url"])
    assert names(first) == expected(45, 26)
    assert names(second) == expected(25, 6)
    assert names(third) == expected(5, 1)
    assert first.context["previous_url"] == third.context["next_url"] == ""
    back = client.get(third.context["previous_url"])
    assert names(back) == expected(25, 6)
    assert names(client.get(back.context["previous_url"])) == expected(45, 26)
    assert names(client.get(second.context["first_url"])) == expected(45, 26)
    assert names(client.get(second.context["last_url"])) == expected(20, 1)


def test_exactly_a_page_has_no_older_one(client):
    article = make_article()
    many(article, 20)
    response = client.get(address(article))
    assert len(names(response)) == 20
    assert response.context["next_url"] == response.context["previous_url"] == ""


def test_an_empty_before_is_the_last_page(client):
    article = make_article()
    many(article, 25)
    last = client.get(address(article, "?before="))
    assert names(last) == expected(20, 1)
    assert last.context["next_url"] == last.context["last_url"] == ""
    assert names(client.get(last.context["previous_url"])) == expected(25, 21)
    assert names(client.get(last.context["first_url"])) == expected(25, 6)


def test_a_review_that_comes_in_meanwhile_moves_no_page(client):
    article = make_article()
    many(article, 25)
    older = client.get(address(article)).context["next_url"]
    make_review(article, "approved", name="Just Now")
    assert names(client.get(older)) == expected(5, 1)


def test_the_stars_filter_shows_only_these_and_keeps_to_itself(client):
    article = make_article()
    many(article, 22, rating=2)
    make_review(article, "approved", name="Five Stars", rating=5)
    first = client.get(address(article, "?stars=2"))
    assert "Five Stars" not in first.content.decode()
    assert first.context["choice"].stars == 2
    assert "stars=2" in first.context["next_url"]
    assert names(client.get(first.context["next_url"])) == expected(2, 1)


@pytest.mark.parametrize("stars", ["0", "6", "-1", "x", "", "٣", "2 ", "2\x00", "9" * 40])
def test_unknown_stars_show_all(client, stars):
    article = make_article()
    many(article, 3)
    response = client.get(address(article), {"stars": stars})
    assert names(response) == expected(3, 1)
    assert response.context["choice"].stars is None


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize(
    "cursor", ["x", "\x00", "é", "f" * 22, "A" * 22, "9" * 400, "____________________8Q", "' OR 1=1"]
)
def test_a_broken_cursor_shows_the_first_page(client, name, cursor):
    article = make_article()
    many(article, 23)
    response = client.get(address(article), {name: cursor})
    assert response.status_code == 200
    assert names(response) == expected(23, 4)


@pytest.mark.parametrize("moment", [datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)])
@pytest.mark.parametrize("name", ["after", "before"])
def test_the_ends_of_time_are_no_error(client, name, moment):
    article = make_article()
    many(article, 23)
    response = client.get(address(article), {name: cursors.encode(b"", (moment, 2**63 - 1))})
    assert response.status_code == 200
    assert names(response)


def test_only_approved_reviews_of_this_article_are_listed(client):
    article = make_article()
    for status in ("pending", "rejected", "spam", "withdrawn"):
        make_review(article, status, name=f"Not {status}")
    make_review(make_article("Salt and Pepper"), "approved", name="Not this article")
    make_review(article, "approved", name="R001")
    page = client.get(address(article)).content.decode()
    assert "R001" in page
    assert "Not " not in page


def test_an_article_without_reviews_says_so(client):
    response = client.get(address(make_article()))
    assert "There are no reviews yet." in response.content.decode()


@pytest.mark.parametrize("query", ["", "?stars=4", "?before=", "?after=x", "?sort=helpful"])
def test_every_page_names_the_first_as_its_canonical_address(client, query):
    article = make_article()
    many(article, 2)
    page = client.get(address(article, query)).content.decode()
    assert re.search(rf'<link rel="canonical" href="[^"?]*{address(article)}">', page)


def test_no_address_of_a_reader_stands_on_a_public_page(client):
    article = make_article()
    review = make_review(article, "approved", email="rosa@secret.example")
    for public in (address(article), article.get_absolute_url()):
        page = client.get(public).content.decode()
        assert "secret.example" not in page
        assert review.token not in page


def test_the_article_shows_the_newest_twenty_and_leads_to_all(client):
    article = make_article()
    many(article, 21)
    page = client.get(article.get_absolute_url()).content.decode()
    assert re.findall(r"<bdi>(R\d{3})", page) == expected(21, 2)
    assert f'href="{address(article)}"' in page
