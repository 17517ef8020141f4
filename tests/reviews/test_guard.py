import pytest
from django.test import Client

from reviews.models import Review
from tests.cast import make_article
from tests.reviews.sending import TYPED, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {"Origin": "http://TESTSERVER"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    ],
)
def test_what_our_own_page_or_no_browser_sends_passes(headers):
    assert send(make_article(), headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://testserver:8001"},
        {"Origin": "http://["},
        {"Origin": "testserver"},
    ],
)
def test_what_another_sites_page_sends_is_refused(headers):
    response = send(make_article(), headers=headers)
    assert response.status_code == 403
    assert not Review.objects.exists()


def test_no_token_and_no_cookie_is_needed():
    article = make_article()
    client = Client(enforce_csrf_checks=True)
    response = client.post(f"/articles/{article.slug}/reviews/", TYPED)
    assert response.status_code == 303
    assert not client.cookies


def test_reading_is_open_to_links_from_everywhere(client):
    article = make_article()
    address = f"/articles/{article.slug}/reviews/"
    assert client.get(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
