import pytest
from django.conf import settings as site_settings

from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db


def test_robots_may_read_all_but_what_is_no_page_for_readers(client, settings):
    settings.SITE_URL = "https://counterpoint.example"
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\n\nSitemap: https://counterpoint.example/sitemap.xml\n"
    )


def test_it_costs_no_query_and_is_not_sent_twice(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        etag = client.get("/robots.txt")["ETag"]
        assert client.get("/robots.txt", headers={"if-none-match": etag}).status_code == 304


def test_what_must_be_seen_to_be_left_out_is_not_closed(client):
    review = make_review(make_article(), "approved")
    rules = [line.split(": ") for line in client.get("/robots.txt").content.decode().splitlines() if line]
    closed = [path for rule, path in rules if rule == "Disallow"]
    assert closed
    for path in (review.get_absolute_url(), f"{review.permalink}report/", "/reviews/link/", "/search/?q=tea"):
        assert not path.startswith(tuple(closed))
        assert "noindex" in client.get(path)["X-Robots-Tag"]


def test_who_asks_for_an_icon_without_reading_the_head_is_led_to_one(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/apple-touch-icon.png")
    assert response["Cache-Control"] == "public, max-age=86400"
    icon = site_settings.BASE_DIR / "static" / "apple-touch-icon.png"
    assert icon.read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
