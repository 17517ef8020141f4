"""What holds for every address that a reader can open."""

import pytest

from articles.publishing import unpublish
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses():
    """{address: the status that it answers with}; a user is signed in nowhere."""
    article, gone = make_article(), make_article("Milk")
    approved, pending = make_review(article, status="approved"), make_review(article)
    unpublish(gone)
    return {
        "/": 200,
        "/?page=9": 404,
        "/articles/tea-and-coffee/": 200,
        "/articles/tea-and-coffee/reviews/": 200,
        "/articles/tea-and-coffee/reviews/?stars=4": 200,
        "/articles/tea-and-coffee/reviews/?after=broken": 200,
        "/articles/milk/": 410,
        "/articles/unknown/": 404,
        approved.get_absolute_url(): 200,
        pending.get_absolute_url(): 200,
        "/healthz": 200,
        "/readyz": 200,
        "/nothing-here": 404,
    }


def test_no_public_page_sets_or_varies_by_a_cookie(client, addresses):
    client.cookies["sessionid"] = "left over from somewhere"
    for address, status in addresses.items():
        response = client.get(address)
        assert response.status_code == status, address
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").lower(), address
        assert "csrfmiddlewaretoken" not in response.content.decode(), address


def test_no_submission_sets_a_cookie(client, addresses):
    form = {"rating": "4", "comment": "Long enough to count.", "name": "Rosa", "email": "rosa@example.org"}
    for data, status in ((form, 303), ({}, 422)):
        response = client.post("/articles/tea-and-coffee/reviews/", data)
        assert (response.status_code, dict(response.cookies)) == (status, {})


def test_every_page_bears_the_policy_and_says_how_it_may_be_kept(client, addresses):
    for address in addresses:
        response = client.get(address)
        policy = response["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'"), address
        assert "unsafe" not in policy, address
        assert response["X-Content-Type-Options"] == "nosniff", address
        assert response["Referrer-Policy"] == "same-origin", address
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in response["Permissions-Policy"], address
        public = (response.status_code == 200 and address.startswith(("/?", "/articles"))) or address == "/"
        assert response["Cache-Control"] in (
            ["public, no-cache"] if public else ["private, no-store", "no-store"]
        )


def test_no_page_carries_an_inline_script_style_or_a_foreign_request(client, addresses):
    for address in addresses:
        html = client.get(address).content.decode()
        for trace in (
            "<style",
            " style=",
            "onclick=",
            "<script>",
            'src="http',
            'rel="stylesheet" href="http',
        ):
            assert trace not in html, (address, trace)
