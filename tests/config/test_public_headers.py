import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from articles import previewing
from reviews import mailed_links
from tests.cast import make_article, make_review, make_user

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def review(db):
    return make_review(make_article(), "approved")


def public_addresses(review):
    """One address at least for every route outside the admin."""
    slug = {"slug": review.article.slug}
    return {
        "articles:home": reverse("articles:home"),
        "articles:detail": reverse("articles:detail", kwargs=slug),
        "articles:preview": previewing.url(review.article).removeprefix(settings.SITE_URL),
        "articles:author": review.article.authors.get().get_absolute_url(),
        "articles:topic": review.article.topic.get_absolute_url(),
        "articles:search": reverse("articles:search"),
        "articles:text": reverse("articles:text", kwargs=slug),
        "articles:feed": reverse("articles:feed"),
        "sitemap": reverse("sitemap"),
        "reviews:feed": reverse("reviews:feed", kwargs=slug),
        "reviews:list": reverse("reviews:list", kwargs=slug),
        "reviews:about": reverse("reviews:about"),
    } | {f"reviews:{name}": address for name, address in private_addresses(review).items()}


def private_addresses(review):
    """What says something to one reader alone, or leads there."""
    parts = {
        review.token: ["status", "edit", "withdraw", "photos"],
        review.uid: ["permalink", "helpful", "report"],
        mailed_links.signed(review): ["mailed", *(f"mailed_{act}" for act in MAILED)],
    }
    addresses = {name: reverse(f"reviews:{name}") for name in ("link", "link_asked", "erased")}
    return addresses | {
        name: reverse(f"reviews:{name}", args=[part]) for part, names in parts.items() for name in names
    }


MAILED = ["confirm", "disown", "data", "erase", "stop"]


# No pages: their headers are their own, see tests/articles/test_media.py and tests/reviews/test_photos.py.
FILES = {"articles:media", "reviews:photo"}
# It has addresses of all apps, so it is in none's namespace.
OF_THE_SITE = {"sitemap"}


def test_the_walk_leaves_no_public_address_out(review):
    routes = set()
    for namespace, (_, resolver) in get_resolver().namespace_dict.items():
        routes |= {f"{namespace}:{name}" for name in resolver.reverse_dict if isinstance(name, str)}
    assert {name for name in routes if not name.startswith("admin:")} == (
        set(public_addresses(review)) - OF_THE_SITE | FILES
    )


def answers(client, review):
    """Of every public address, of what each says to nonsense, and of the pages of failure."""
    addresses = public_addresses(review)
    for address in [
        *addresses.values(),
        "/privacy/",
        "/robots.txt",
        "/nowhere/",
        "/articles/nowhere/",
        "/reviews/nowhere/",
        "/healthz",
        "/readyz",
    ]:
        yield address, client.get(address)
        yield address, client.head(address)
    yield "an empty form", client.post(addresses["reviews:list"])
    yield "another site", client.post(addresses["reviews:list"], headers={"Sec-Fetch-Site": "cross-site"})
    yield "a review", client.post(addresses["reviews:list"], FILLED)


FILLED = {
    "rating": "5",
    "comment": "A comment that is long enough.",
    "name": "Ada",
    "email": "ada@example.org",
}


@pytest.mark.parametrize("visitor", ["a reader", "the staff"])
def test_no_public_page_has_a_cookie(client, review, visitor):
    if visitor == "the staff":
        client.force_login(make_user(is_superuser=True))
    seen = set()
    for address, response in answers(client, review):
        seen.add(response.status_code)
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
    assert seen == {200, 302, 303, 403, 404, 422}


def test_every_public_answer_has_the_strict_headers(client, review):
    for address, response in answers(client, review):
        assert response.headers["Content-Security-Policy"] == POLICY, address
        assert response.headers["X-Content-Type-Options"] == "nosniff", address
        assert response.headers["Referrer-Policy"] == "same-origin", address
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert response.headers["X-Frame-Options"] == "DENY", address
        assert "camera=()" in response.headers["Permissions-Policy"], address


def test_the_cache_rule_is_that_of_the_kind_of_page(client, review):
    addresses = public_addresses(review)
    private = [addresses.pop(f"reviews:{name}") for name in private_addresses(review)]
    private.append(addresses.pop("articles:preview"))
    assert {client.get(public).headers["Cache-Control"] for public in addresses.values()} == {
        "public, no-cache"
    }
    for address in private:
        assert client.get(address).headers["Cache-Control"] == "private, no-store"
    assert client.get("/articles/nowhere/").headers["Cache-Control"] == "private, no-store"
    assert client.post(addresses["reviews:list"]).headers["Cache-Control"] == "private, no-store"


def test_the_admin_has_the_same_policy_and_is_kept_nowhere(admin_client):
    for address in [
        "/admin/",
        "/admin/reviews/review/",
        "/admin/articles/article/add/",
        "/admin/password_reset/",
    ]:
        response = admin_client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Security-Policy"] == POLICY
        assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))


def test_the_page_of_a_crash_has_the_headers_too(client, monkeypatch):
    monkeypatch.setattr("articles.views.reading.public_page", crash, raising=True)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "wrong on our side" in response.content.decode()
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Cache-Control"] == "private, no-store"


def crash(*args, **kwargs):
    raise RuntimeError("on purpose")


def test_a_form_of_the_admin_without_its_token_is_refused_with_a_page_of_our_own(db):
    response = Client(enforce_csrf_checks=True).post(
        "/admin/login/", {"username": "ada", "password": "secret"}
    )
    assert response.status_code == 403
    assert "load the page anew" in response.content.decode()
    assert "<style" not in response.content.decode()
