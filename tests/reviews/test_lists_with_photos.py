"""The list of those reviews that have photos: found by a link, walked through, and taken back."""

import re

import pytest
from django.db.models import F

from reviews import listing
from reviews.models import Review
from reviews.orders import ORDERS
from reviews.photos import recount
from tests.cast import make_article, make_photo, make_review, publish_photos
from tests.reviews.album import text
from tests.reviews.lists import joined, names, queries, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]

LIST = "/articles/tea-and-coffee/reviews/"


@pytest.fixture
def article():
    """50 reviews, of which every second says that it has a photo."""
    article = make_article()
    for n in range(50):
        make_review(article, "approved", name=f"R{n:03}", rating=n % 5 + 1)
    Review.objects.annotate(odd=F("pk") % 2).filter(odd=1).update(photo_count=1)
    return article


def with_photos(**more):
    return set(Review.objects.filter(photo_count=1, **more).values_list("name", flat=True))


@pytest.mark.parametrize("sort", ORDERS)
@pytest.mark.parametrize("stars", [None, 2])
def test_they_are_walked_through_there_and_back(client, article, sort, stars):
    choice = listing.Choice(stars, sort, photos=True)
    found = joined(walk(client, choice.address(LIST), "next_url"))
    assert len(found) == len(set(found))
    assert set(found) == with_photos(**({"rating": 2} if stars else {}))
    back = joined(reversed(list(walk(client, choice.address(LIST, before=""), "previous_url"))))
    assert back == found


def test_a_link_leads_there_and_another_back(client, article):
    page = text(client.get(f"{LIST}?stars=3&sort=oldest"))
    number = len(with_photos(rating=3))
    link = f'<a href="{LIST}?stars=3&photos=yes&sort=oldest">With photos ({number})</a>'
    assert link in page
    page = text(client.get(f"{LIST}?stars=3&photos=yes&sort=oldest"))
    assert "3-star reviews with photos of “Tea and Coffee”" in page
    assert f"<b>{number} reviews</b>" in page
    assert (
        f'<a href="{LIST}?stars=3&sort=oldest"><span class="visually-hidden">Remove </span>With photos'
        in page
    )
    assert f'<a href="{LIST}?stars=4&photos=yes&sort=oldest"' in page
    assert "With photos (" not in page


def test_no_link_leads_to_a_list_of_none(client, article):
    Review.objects.update(photo_count=0)
    assert "With photos" not in text(client.get(LIST))
    assert "No such review has photos." in text(client.get(f"{LIST}?photos=yes"))
    Review.objects.filter(rating=3).update(photo_count=1)
    assert "With photos" not in text(client.get(f"{LIST}?stars=2"))


def test_what_is_no_choice_is_none(client, article):
    assert len(names(client.get(f"{LIST}?photos=maybe"))) == 20
    assert client.get(f"{LIST}?photos=maybe")["ETag"] == client.get(LIST)["ETag"]
    assert client.get(f"{LIST}?photos=yes")["ETag"] != client.get(LIST)["ETag"]


def test_all_photos_of_a_page_cost_one_query(client):
    article = make_article()
    addresses = [article.get_absolute_url(), LIST, f"{LIST}?photos=yes"]
    for _ in range(3):
        make_review(article, "approved")
    plain = [len(queries(client, address)) for address in addresses]
    for review in Review.objects.all():
        for colour in ("red", "blue"):
            make_photo(review, colour=colour)
        publish_photos(review)
    assert [len(queries(client, address)) for address in addresses] == [number + 1 for number in plain]
    assert client.get(addresses[0]).content.count(b"data-photo=") == 6


def test_the_photos_stand_with_their_own_review(client):
    article, other = make_article(), make_article("Milk and Water")
    for about, name in ((article, "Ada"), (article, "Bob"), (other, "Cleo")):
        review = make_review(about, "approved", name=name)
        make_photo(review, alternative=f"A cup of {name}")
        publish_photos(review)
    page = client.get(LIST).content.decode()
    for part in re.findall(r"<article class=\"review\".*?</article>", page, re.DOTALL):
        name = re.search(r"<bdi>(.*?)</bdi>", part)[1]
        assert re.findall(r'alt="A cup of (\w+)"', part) == [name]


def test_a_photo_that_is_not_copied_yet_is_not_named(client):
    review = make_review(make_article(), "approved")
    make_photo(review, alternative="A cup")
    review = publish_photos(review)
    make_photo(review, alternative="Approved just now", approved_at=review.decided_at)
    page = client.get(LIST).content.decode()
    assert page.count("data-photo=") == 1
    assert "Approved just now" not in page


def test_a_count_that_is_wrong_shows_nothing_and_breaks_nothing(client):
    review = make_review(make_article(), "approved")
    Review.objects.update(photo_count=2)
    assert "data-photo" not in client.get(LIST).content.decode()
    recount(Review.objects.get(pk=review.pk))
    assert Review.objects.get().photo_count == 0
