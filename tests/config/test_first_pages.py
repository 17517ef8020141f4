"""The pages that a new site begins with: in its language, and true to what the code keeps."""

import html
import re
from datetime import timedelta

import pytest
from django.conf import settings as site_settings
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command

from articles.drafts import settle
from articles.languages import TRANSLATED
from articles.models import Identity
from articles.publishing import publish
from config.pages.first import FOLDER, TITLES, first_text
from reviews.limits import HOUR
from reviews.mailed_links import LIFETIME
from reviews.retention import MAILS_KEPT
from reviews.senders import PERIOD
from tests.cast import make_draft, make_user

pytestmark = pytest.mark.django_db


def read(client, path):
    return client.get(path).content.decode()


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def outline(text):
    """How each line begins, and the figures and addresses in it."""
    return [
        (re.match(r"# |- \*\*|", line)[0], re.findall(r"\d+|\]\(\S+?\)", line)) for line in text.splitlines()
    ]


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
