"""The site's own pages: how editors write them, and how readers read them."""

import html
import re
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.drafts import settle
from articles.identity import identity
from articles.languages import TRANSLATED
from articles.models import Identity
from articles.publishing import publish
from config.pages.first import FOLDER, TITLES, first_text
from reviews.limits import HOUR
from reviews.mailed_links import LIFETIME
from reviews.retention import MAILS_KEPT
from reviews.senders import PERIOD
from tests.cast import make_article, make_draft, make_user

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


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def outline(text):
    """How each line begins, and the figures and addresses in it."""
    return [
        (re.match(r"# |- \*\*|", line)[0], re.findall(r"\d+|\]\(\S+?\)", line)) for line in text.splitlines()
    ]


def test_the_first_pages_name_the_address_only_where_there_is_one(settings):
    link = "[editors@example.org](mailto:editors@example.org)"
    for name in ("contact", "privacy"):
        assert "mailto:" not in first_text(name)
        assert "Write to" not in first_text(name)
    settings.CONTACT_EMAIL = "editors@example.org"
    for name in ("contact", "privacy"):
        assert f"Write to {link}" in first_text(name)


def test_the_first_page_about_says_how_reviews_are_read(settings):
    assert "A person reads each review" in first_text("about")
    settings.REVIEWS_MODERATED = False
    assert "without being read first" in first_text("about")


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


def test_a_new_site_has_its_first_pages_linked_at_the_foot(client):
    foot = read(client, "/").partition("<footer")[2]
    titles = re.findall(r'<li><a href="/(\w+)/">(\w+)</a></li>', foot)
    assert titles == list(TITLES.items())
    for name, title in TITLES.items():
        assert f"{title}</h1>" in read(client, f"/{name}/")


def test_every_link_of_the_first_pages_leads_somewhere(client, settings):
    settings.CONTACT_EMAIL = "editors@example.org"
    for name in TITLES:
        FlatPage.objects.filter(url=f"/{name}/").update(content=first_text(name))
        for link in re.findall(r'<a [^>]*href="(/[^"#]*)', read(client, f"/{name}/")):
            assert client.get(link).status_code == 200, link


def test_a_page_that_was_deleted_does_not_come_back(client):
    FlatPage.objects.get(url="/about/").delete()
    FlatPage.objects.filter(url="/contact/").update(content="Ours.")
    call_command("migrate", verbosity=0)
    assert client.get("/about/").status_code == 404
    assert "Ours." in read(client, "/contact/")


def test_a_site_without_an_identity_gets_it_with_its_pages(client):
    Identity.objects.all().delete()
    FlatPage.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert Identity.objects.get().pk == 1
    assert "Privacy</h1>" in read(client, "/privacy/")


def test_the_page_about_privacy_says_what_outlives_an_account(client):
    user = make_user("grace", first_name="Grace", last_name="Tanaka")
    article = make_draft()
    settle(article, by=user)
    publish(article, by=user)
    user.delete()
    article.refresh_from_db()
    assert article.edited_by_name == article.live.created_by_name == "Grace Tanaka"
    kept = (
        "save and publish is kept with your name, which stays in that history also when the account is gone"
    )
    assert kept in words(read(client, "/privacy/"))


def test_the_page_about_privacy_gives_the_figures_that_the_code_keeps_to(client):
    page = words(read(client, "/privacy/"))
    session = timedelta(seconds=site_settings.SESSION_COOKIE_AGE)
    for sentence in (
        f"two numbers made from them with a secret key, for {PERIOD.days} days at most, to notice floods",
        f"browser with a secret key, for {PERIOD.days} days at most, so that each reader votes once",
        f"to which address we sent one, for {MAILS_KEPT.days} days; not the text",
        f"The links in them work for {LIFETIME.days} days.",
        f"made with a secret key, within {HOUR // 60} minutes.",
        f"the session ends after {session.days} days at the latest",
    ):
        assert sentence in page


def test_no_figure_of_the_first_pages_stands_in_their_text():
    sources = sorted(FOLDER.rglob("*.md"))
    assert {source.parent.name for source in sources} == TRANSLATED
    assert [source for source in sources if re.search(r"\d", source.read_text())] == []


@pytest.mark.parametrize(
    ("language", "title", "part"),
    [
        ("en-gb", "Privacy", "made from them with a secret key, for 30 days"),
        ("de-at", "Datenschutz", "mit einem geheimen Schlüssel daraus gebildet sind, höchstens 30 Tage"),
        ("ar", "الخصوصية", "بمفتاح سرّي، مدة أقصاها 30 يومًا"),
        ("fr", "Privacy", "made from them with a secret key, for 30 days"),
    ],
)
def test_the_first_pages_are_in_the_language_of_the_new_site(client, settings, language, title, part):
    settings.LANGUAGE_CODE = language
    Identity.objects.all().delete()
    FlatPage.objects.all().delete()
    call_command("migrate", verbosity=0)
    page = read(client, "/privacy/")
    assert f"{title}</h1>" in page
    assert part in words(page)


@pytest.mark.parametrize("moderated", [True, False])
@pytest.mark.parametrize("language", sorted(TRANSLATED))
def test_the_first_pages_say_the_same_in_every_language(settings, language, moderated):
    settings.CONTACT_EMAIL = "editors@example.org"
    settings.REVIEWS_MODERATED = moderated
    for name in TITLES:
        settings.LANGUAGE_CODE = "en"
        english = outline(first_text(name))
        settings.LANGUAGE_CODE = language
        assert outline(first_text(name)) == english
