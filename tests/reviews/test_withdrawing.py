"""The writer takes a review back."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from reviews.models import RatingSummary
from reviews.moderation import SITE, decide
from tests.cast import make_article, make_review
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

WORDS = "Words that shall disappear."


def take_back(client, review):
    return client.post(reverse("reviews:withdraw", args=[review.token]))


def test_it_is_gone_at_once_and_its_stars_do_not_count(client):
    review = make_review(make_article(), "approved", comment=WORDS)
    assert WORDS in client.get(review.article.get_absolute_url()).content.decode()
    response = take_back(client, review)
    assert (response.status_code, response.url) == (303, review.get_absolute_url())
    assert WORDS not in client.get(review.article.get_absolute_url()).content.decode()
    assert RatingSummary.objects.get().count == 0
    call_command("recount_ratings", check=True)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "Your review is withdrawn." in page
    assert "Take it back" not in page


def test_the_page_says_first_that_it_is_final(client):
    review = make_review(make_article())
    page = client.get(review.get_absolute_url()).content.decode()
    assert "this is final" in page.partition("<details")[2].partition("</details>")[0]


def test_twice_is_as_good_as_once(client):
    review = make_review(make_article())
    take_back(client, review)
    assert take_back(client, review).status_code == 303
    assert review.events.count() == 1


@pytest.mark.parametrize("status", ["rejected", "spam"])
def test_what_is_neither_public_nor_waiting_is_not_taken_back(client, status):
    review = make_review(make_article(), status)
    response = take_back(client, review)
    assert response.status_code == 409
    assert "cannot be taken back" in response.content.decode()
    review.refresh_from_db()
    assert review.status == status


def test_what_screening_took_for_spam_is_taken_back_like_any_that_waits(client):
    article = make_article()
    url = send(article, website="https://spam.example").url
    assert "waiting for approval" in client.get(url).content.decode()
    review = article.reviews.get()
    assert review.status == "spam"
    assert take_back(client, review).status_code == 303
    review.refresh_from_db()
    assert review.status == "withdrawn"
    assert "Your review is withdrawn." in client.get(url).content.decode()


def test_a_look_takes_nothing_back(client):
    review = make_review(make_article())
    response = client.get(reverse("reviews:withdraw", args=[review.token]))
    assert (response.status_code, response.url) == (303, review.get_absolute_url())
    review.refresh_from_db()
    assert review.status == "pending"


def test_it_is_final(client):
    review = make_review(make_article(), "approved")
    take_back(client, review)
    with pytest.raises(Exception, match="withdrawn cannot become"):
        decide(review.pk, "approved", by=SITE, version=review.version + 1)
