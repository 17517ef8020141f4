"""Whoever follows every link of the samples, and every address that their pages name to machines, arrives."""

import re

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.crawling import crawl

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
# Where a form of a review posts to; read, it says that it is to be sent.
POSTED = re.compile(r"/reviews/[0-9a-f-]{36}/helpful/")


@pytest.fixture
def get(client):
    """(status, content type, text) of a path."""

    def get(path):
        if path.startswith("/static/"):
            return (200 if (settings.BASE_DIR / path[1:]).is_file() else 404), "", ""
        response = client.get(path, follow=True)
        content_type = response["Content-Type"]
        if content_type.startswith("image/"):
            response.getvalue()  # which closes the file
            return response.status_code, content_type, ""
        return response.status_code, content_type, response.content.decode()

    return get


def test_every_address_of_the_samples_answers(get):
    call_command("load_samples", verbosity=0)
    call_command("renditions", verbosity=0)
    slug = "leadership-and-management-relationship-differences"
    call_command("generate_reviews", slug, approved=22, verbosity=0)
    answers = crawl(SITE, get)
    for path in (
        f"/articles/{slug}/",
        f"/articles/{slug}.md",
        f"/articles/{slug}/reviews.atom",
        f"/articles/{slug}/reviews/?stars=1",
        "/topics/business/",
        "/authors/the-editors/",
        "/about/reviews/",
        "/privacy/",
        "/static/apple-touch-icon.png",
    ):
        assert path in answers, path
    assert any(path.startswith("/media/cards/") for path in answers)
    wrong = {path: status for path, status in answers.items() if status != 200 and not POSTED.match(path)}
    assert wrong == {}
