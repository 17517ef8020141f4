import secrets

import pytest

from articles.publishing import unpublish
from reviews import views
from reviews.models import Review
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db


def test_the_private_page_is_neither_indexed_nor_kept(client):
    response = client.get(make_review(make_article()).get_absolute_url())
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_page_says_so_itself_whatever_stands_around_it(rf):
    review = make_review(make_article())
    response = views.status(rf.get(review.get_absolute_url()), review.token)
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        ("pending", "waiting", "waiting for approval"),
        ("approved", "approved", "is published"),
        ("rejected", "rejected", "was not accepted"),
        ("spam", "not published", "is not published"),
        ("withdrawn", "withdrawn", "is withdrawn"),
    ],
)
def test_it_says_what_became_of_the_review(client, status, state, words):
    review = make_review(make_article(), status)
    assert review.public_state == state
    assert words in client.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize("token", ["x" * 43, secrets.token_urlsafe(32)])
def test_an_unknown_token_is_plainly_not_found(client, token):
    make_review(make_article())
    assert client.get(f"/reviews/{token}/").status_code == 404


@pytest.mark.parametrize("token", ["x", "x" * 42, "x" * 44, "é" * 43, "1", "%00" * 43])
def test_what_is_no_token_is_not_found(client, token):
    assert client.get(f"/reviews/{token}/").status_code == 404


def test_tokens_cannot_be_guessed_from_another():
    article = make_article()
    tokens = {make_review(article).token for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == 43 for token in tokens)


def test_the_token_is_asked_for_with_its_case(client):
    review = make_review(make_article())
    Review.objects.filter(pk=review.pk).update(token="a" * 43)
    assert client.get(f"/reviews/{'a' * 43}/").status_code == 200
    assert client.get(f"/reviews/{'A' * 43}/").status_code == 404


def test_it_stays_when_the_article_is_no_longer_public_and_does_not_link_there(client):
    article = make_article()
    review = make_review(article)
    assert f'href="{article.get_absolute_url()}"' in client.get(review.get_absolute_url()).content.decode()
    unpublish(article)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "It made the difference clear to me." in page
    assert f'href="{article.get_absolute_url()}"' not in page


def test_nothing_can_be_changed_there(client):
    assert client.post(make_review(make_article()).get_absolute_url()).status_code in (403, 405)
