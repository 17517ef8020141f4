"""The site's own pages: how editors write them, and how readers read them."""

import pytest
from django.contrib.flatpages.models import FlatPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.identity import identity
from tests.cast import make_article, make_user

pytestmark = pytest.mark.django_db

ADD = "/admin/flatpages/flatpage/add/"
# The site's name for the page of the 404 that it takes the place of; the edition, the page, and the name.
QUERIES = 4


@pytest.fixture
def editor(client):
    client.force_login(make_user("ed", group="Editors"))
    return client


def add(client, url="/imprint/", title="Imprint & co", content="Made *here*.\n\n# First\n\n<b>x</b>"):
    return client.post(ADD, {"url": url, "title": title, "content": content})


def read(client, path):
    return client.get(path).content.decode()


def test_a_page_stands_at_its_address_and_at_the_foot_of_every_page(client, editor):
    assert add(editor).status_code == 302
    page = read(client, "/imprint/")
    assert "<title>Imprint &amp; co – Counterpoint</title>" in page
    assert "Imprint &amp; co</h1>" in page
    assert "<em>here</em>" in page
    assert '<h2 id="page-first">First</h2>' in page
    assert "<b>x</b>" not in page
    make_article()
    for path in ("/", "/articles/tea-and-coffee/", "/nowhere/", "/imprint/"):
        assert '<a href="/imprint/">Imprint &amp; co</a>' in read(client, path)


def test_a_reader_who_has_the_page_gets_it_again_once_it_is_changed(client):
    first = client.get("/about/")
    assert first["Cache-Control"] == "public, no-cache"
    seen = {"if-none-match": first["ETag"]}
    assert client.get("/about/", headers=seen).status_code == 304
    page = FlatPage.objects.get(url="/about/")
    page.content = "Entirely new."
    page.save()
    assert "Entirely new." in client.get("/about/", headers=seen).content.decode()
    page.delete()
    assert client.get("/about/", headers=seen).status_code == 404


def test_it_is_the_same_for_the_staff_and_sets_no_cookie(client, editor):
    response = editor.get("/privacy/")
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    editor.logout()
    assert client.get("/privacy/").content == response.content


def test_it_costs_four_queries(client):
    identity()
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/privacy/").status_code == 200
    assert len(captured) == QUERIES


@pytest.mark.parametrize("address", ["/privacy", "/privacy//"])
def test_an_address_with_another_end_leads_to_the_page(client, address):
    response = client.get(f"{address}?from=mail")
    assert (response.status_code, response["Location"]) == (301, "/privacy/?from=mail")


@pytest.mark.parametrize("address", ["/%00/", "/privacy/%00", "/" + "x" * 5000, "/%ff/", "/PRIVACY-/"])
def test_garbage_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_page_is_only_read(client):
    assert client.head("/privacy/").status_code == 200
    assert client.post("/privacy/").status_code == 404


def test_a_page_for_members_alone_is_not_shown(client):
    FlatPage.objects.filter(url="/about/").update(registration_required=True)
    assert client.get("/about/").status_code == 404
    assert ">About</a>" not in read(client, "/")


@pytest.mark.parametrize("typed", ["imprint", "/imprint", "imprint/", " //imprint// ", "/imprint/"])
def test_the_slashes_are_put_right(editor, typed):
    add(editor, url=typed)
    assert FlatPage.objects.filter(url="/imprint/").exists()
    assert "Imprint" in read(editor, "/imprint/")


KEPT = [
    *("/articles/", "/Articles/", "/reviews/", "/search/", "/topics/", "/authors/", "/media/", "/static/"),
    *("/preview/", "/admin/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/healthz", "/readyz"),
    *("/search/tea/", "/media/2027/tea/"),
]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("/", "The site keeps this address for itself"),
        ("/articles/tea/", "The site keeps this address for itself"),
        ("/admin/x/", "The site keeps this address for itself"),
        ("about/reviews", "The site keeps this address for itself"),
        ("/topics/food/", "The site keeps this address for itself"),
        ("/static/x/", "The site keeps this address for itself"),
        *((address, "The site keeps this address for itself") for address in KEPT),
        ("/privacy/", "Another page has this address"),
        ("/im print/", "Use letters"),
        ("/../x/", "Use letters"),
        ("/a?b/", "Use letters"),
        ("/über/", "Use letters"),
        ("/x\0/", "Null characters"),
        ("x" * 100, "at most 100 characters"),
        ("", "required"),
    ],
)
def test_an_address_that_cannot_be_is_refused_beside_the_field(editor, typed, sentence):
    before = FlatPage.objects.count()
    response = add(editor, url=typed)
    assert response.status_code == 200
    assert sentence in response.context["adminform"].form.errors["url"][0]
    assert FlatPage.objects.count() == before


def test_saving_a_page_again_is_no_clash_with_itself(editor):
    page = FlatPage.objects.get(url="/about/")
    form = editor.get(f"/admin/flatpages/flatpage/{page.pk}/change/")
    assert 'href="/about/" class="viewsitelink"' in form.content.decode()
    for hidden in ("sites", "template_name", "enable_comments", "registration_required"):
        assert f'name="{hidden}"' not in form.content.decode()
    data = {"url": "/about/", "title": "About us", "content": "Us."}
    assert editor.post(f"/admin/flatpages/flatpage/{page.pk}/change/", data).status_code == 302
    assert "About us</h1>" in read(editor, "/about/")


def test_the_admin_calls_them_pages(editor):
    assert ">Pages</a>" in read(editor, "/admin/")
    assert "Flat pages" not in read(editor, "/admin/")


def test_the_number_of_the_site_is_nobodys_business(client):
    client.force_login(make_user(is_superuser=True))
    assert "/admin/sites/" not in read(client, "/admin/")
    assert client.get("/admin/sites/site/").status_code == 404


@pytest.mark.parametrize("group", ["Writers", "Moderators"])
def test_only_editors_write_pages(client, group):
    client.force_login(make_user(group=group))
    assert client.get(ADD).status_code == 403
    assert add(client).status_code == 403
