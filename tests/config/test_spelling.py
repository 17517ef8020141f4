"""Addresses that were typed a little differently: one redirect leads to the page, however many differences."""

import pytest
from django.contrib.flatpages.models import FlatPage

from articles import previewing
from articles.publishing import unpublish
from reviews import mailed_links
from tests.articles.desk import save
from tests.cast import jpeg, make_article, make_draft, make_picture, make_review, make_user

pytestmark = pytest.mark.django_db

ARTICLE = "/articles/tea-and-coffee/"


def answers(client, path):
    """[(status, address)] from `path` on, at most five."""
    found = []
    while len(found) < 5:
        response = client.get(path)
        path = response.headers.get("Location", "")
        found.append((response.status_code, path))
        if not path:
            break
    return found


def leads_to(client, path):
    """Where one redirect leads from `path`, to a page."""
    (status, address), (last, _) = answers(client, path)
    assert (status, last) == (301, 200)
    return address


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/articles/tea-and-coffee", ARTICLE),
        ("/articles/Tea-And-Coffee/", ARTICLE),
        ("/articles/Tea-And-Coffee", ARTICLE),
        ("/ARTICLES/TEA-AND-COFFEE", ARTICLE),
        ("/Articles/tea-and-coffee/Reviews", f"{ARTICLE}reviews/"),
        ("/Articles/Tea-And-Coffee/reviews?stars=4&sort=lowest", f"{ARTICLE}reviews/?stars=4&sort=lowest"),
        ("/articles/Tea-and-Coffee.md", "/articles/tea-and-coffee.md"),
        ("/articles/Tea-and-Coffee/Reviews.atom", f"{ARTICLE}reviews.atom"),
        ("/topics/Food", "/topics/food/"),
        ("/Authors/The-Editors/?page=1", "/authors/the-editors/?page=1"),
        ("/Privacy", "/privacy/"),
        ("/PRIVACY/", "/privacy/"),
        ("/privacy", "/privacy/"),
        ("/About/Reviews", "/about/reviews/"),
        ("/Feed.atom", "/feed.atom"),
        ("/SITEMAP.XML", "/sitemap.xml"),
        ("/Robots.txt", "/robots.txt"),
        ("/feed.atom/", "/feed.atom"),
        ("/Sitemap.xml/?part=1", "/sitemap.xml?part=1"),
        ("/robots.txt//", "/robots.txt"),
        ("/search//", "/search/"),
        ("/articles/tea-and-coffee//", ARTICLE),
        ("/Topics/Food//", "/topics/food/"),
        ("/articles/tea-and-coffee.md/", "/articles/tea-and-coffee.md"),
        ("/Articles/Tea-and-Coffee/reviews.atom/", "/articles/tea-and-coffee/reviews.atom"),
    ],
)
def test_one_redirect_leads_to_the_page(client, typed, meant):
    make_article()
    assert leads_to(client, typed) == meant


@pytest.mark.parametrize(
    "typed", ["/articles/tea-and-coffee", "/articles/Tea-And-Coffee/", "/Articles/Tea-and-Coffee"]
)
def test_an_old_address_typed_differently_is_one_redirect_too(client, typed):
    client.force_login(make_user("ed", group="Editors"))
    save(client, make_article(), slug="another")
    assert leads_to(client, typed) == "/articles/another/"


def test_an_article_that_stands_in_for_another_is_one_redirect_away(client):
    article, target = make_article(), make_article("Milk")
    unpublish(article, target=target)
    assert leads_to(client, "/Articles/Tea-And-Coffee") == "/articles/milk/"


def test_what_is_gone_is_gone_however_it_is_typed(client):
    unpublish(make_article(), note="It was about the tea of last year.")
    response = client.get("/Articles/Tea-And-Coffee")
    assert response.status_code == 410
    assert "the tea of last year" in response.content.decode()


NOWHERE = [
    *("/nowhere", "/Nowhere", "/articles", "/ARTICLES", "/search/nowhere", "/feed", "/nowhere.xml/"),
    *("/articles/nowhere", "/Articles/Nowhere/", "/articles/a-secret-draft", "/articles/A-Secret-Draft"),
    *("/articles/nowhere/reviews", "/articles/nowhere.md/", "/articles/nowhere/reviews.atom/"),
    *("/topics/nowhere", "/authors/nowhere", f"/reviews/{'0' * 8}-0000-4000-8000-{'0' * 12}"),
    *("/preview/nowhere", "/media/nowhere", "/about/nowhere", "/healthz/"),
]


@pytest.mark.parametrize("path", NOWHERE)
def test_nothing_leads_to_where_there_is_nothing(client, path):
    make_draft("A secret draft")
    assert answers(client, path) in ([(404, "")], [(410, "")])


def test_an_address_that_is_typed_right_is_asked_for_once(client, django_assert_num_queries):
    make_article()
    client.get(ARTICLE)
    with django_assert_num_queries(8):
        client.get(ARTICLE)


def test_a_permalink_without_its_slash_leads_to_the_review(client):
    review = make_review(make_article(), "approved")
    path = review.permalink.rstrip("/")
    assert [status for status, _ in answers(client, path)] == [302, 200]


def test_the_letters_of_a_private_address_are_exact(client):
    review = make_review(make_article())
    for private in (review.get_absolute_url(), f"/reviews/mail/{mailed_links.signed(review)}/"):
        assert leads_to(client, private.rstrip("/")) == private
        swapped = private.swapcase().replace("/REVIEWS/", "/reviews/").replace("/MAIL/", "/mail/")
        assert client.get(swapped).status_code in (404, 410)
    signed = previewing.url(review.article).removeprefix("http://127.0.0.1:8000")
    assert leads_to(client, signed.rstrip("/")) == signed


@pytest.mark.parametrize("typed", ["/Admin", "/Admin/", "/ADMIN/", "/ADMIN"])
def test_the_admin_is_found_as_a_phone_writes_it(client, typed):
    assert answers(client, typed) == [(302, "/admin/login/?next=/admin/"), (200, "")]


def test_a_picture_has_one_name(client):
    name = make_picture(sent=jpeg()).renditions["whole"][0]["jpg"]
    assert client.get(f"/media/{name}").getvalue()[:2] == b"\xff\xd8"
    assert client.get(f"/media/{name.replace('pictures/', 'pictures/A')}").status_code == 404
    assert client.get(f"/MEDIA/{name}").status_code == 404


SENT = {
    "rating": "5",
    "comment": "It made the difference clear.",
    "name": "Rosa",
    "email": "rosa@example.org",
}


@pytest.mark.parametrize("end", ["reviews", "Reviews/", "REVIEWS"])
@pytest.mark.parametrize("method", ["post", "put"])
def test_what_was_sent_is_led_to_no_other_address_where_it_would_be_lost(client, method, end):
    make_article()
    assert getattr(client, method)(f"{ARTICLE}{end}", SENT).status_code == 404
    assert client.post(f"{ARTICLE}reviews/", SENT).status_code == 303


def test_what_is_sent_without_a_slash_is_no_error_while_developing(client, settings):
    settings.DEBUG = True
    make_article()
    assert client.post(f"{ARTICLE}reviews", SENT).status_code == 404


def test_a_page_of_the_sites_own_in_capitals_stays_reachable_as_it_is(client, settings):
    page = FlatPage.objects.create(url="/About/", title="In capitals")
    page.sites.add(settings.SITE_ID)
    assert "In capitals</h1>" in client.get("/About/").content.decode()
    assert "In capitals</h1>" not in client.get("/about/").content.decode()
    assert leads_to(client, "/About") == "/About/"


@pytest.mark.parametrize("path", ["/admin", "/admin/articles/article", "/admin/articles/article/add"])
def test_the_admin_is_found_without_its_slash(client, path):
    client.force_login(make_user(is_superuser=True))
    assert leads_to(client, path) == f"{path}/"


def test_who_is_not_logged_in_is_asked_to_and_then_led_on(client):
    (status, address), (last, _) = answers(client, "/admin/articles/article")
    assert (status, address, last) == (302, "/admin/login/?next=/admin/articles/article", 200)
    make_user(is_superuser=True)
    response = client.post(address, {"username": "ada", "password": "secret"})
    assert leads_to(client, response["Location"]) == "/admin/articles/article/"


def test_nothing_in_the_admin_leads_to_where_there_is_nothing(client):
    client.force_login(make_user(is_superuser=True))
    for path in ("/admin/nowhere", "/admin/articles/nowhere", "/admin/nowhere/"):
        assert answers(client, path) == [(404, "")], path
