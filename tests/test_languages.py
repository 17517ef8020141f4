"""The site's setting chooses the language of its words, an article has its own, and the desk is in English."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from articles import previewing
from articles.models import Article
from articles.publishing import publish
from config.environment import BASE_DIR
from reviews.models import RatingSummary, Review
from tests.cast import make_article, make_draft, make_review, make_user
from tests.config.site import manage
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

ARTICLE = "/articles/tea-and-coffee/"


@pytest.fixture
def in_german(settings):
    settings.LANGUAGE_CODE = "de"


@pytest.fixture
def in_arabic(settings):
    settings.LANGUAGE_CODE = "ar"


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def read(client, path=ARTICLE):
    return client.get(path).content.decode()


def publish_on(day, article):
    Article.objects.filter(pk=article.pk).update(public_from=f"{day}T10:00:00Z")


def test_a_german_site_has_german_words_dates_and_numbers(client, in_german):
    article = make_article()
    for stars in (5, 4, 4, 4, 4):
        make_review(article, "approved", rating=stars)
    RatingSummary.objects.update(stars_4=1499)
    publish_on("2026-03-01", article)
    page = read(client)
    assert '<html lang="de" class' in page
    assert "4,0 von 5 Sternen" in words(page)
    assert "1.500 Rezensionen" in words(page)
    assert "Rezensionen (1.500)" in words(page)
    assert '<time datetime="2026-03-01">1. März 2026</time>' in page
    assert "„Tea and Coffee“ rezensieren" in page
    assert "Submit" not in page


def test_an_arabic_site_reads_from_right_to_left(client, in_arabic):
    article = make_article()
    publish_on("2026-03-01", article)
    page = read(client)
    assert '<html lang="ar" dir="rtl" class' in page
    assert '<article class="article" lang="ar" dir="rtl">' in page
    assert '<time datetime="2026-03-01">1 مارس 2026</time>' in page
    assert "كن أول من يراجع" in page


def test_a_german_moment_has_a_comma_before_its_time(client, in_german):
    assert re.search(r"gezählt am \d+\. \w+ \d{4}, \d\d:\d\d ", words(read(client, "/about/reviews/")))


def test_what_runs_from_left_to_right_does_so_in_an_arabic_form(client, in_arabic):
    make_article()
    assert re.search(r'<input type="email"[^>]* dir="ltr"', read(client))
    # An empty box with dir="auto" runs from left to right, its placeholder at the wrong end.
    assert 'id="q" name="q" value=""' in read(client)
    assert 'id="q" name="q" dir="auto" value="tea?"' in read(client, "/search/?q=tea?")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "مراجعة واحدة"),
        (2, "مراجعتان"),
        (3, "3 مراجعات"),
        (11, "11 مراجعة"),
        (100, "100 مراجعة"),
        (1103, "1,103 مراجعات"),
    ],
)
def test_arabic_counts_in_its_own_forms(client, in_arabic, number, said):
    make_review(make_article(), "approved", rating=5)
    RatingSummary.objects.update(stars_5=number)
    assert re.search(rf"(^|[ >]){said}[ ,،<]", read(client, "/"))


@pytest.mark.parametrize(("number", "said"), [(11, "11 قارئًا"), (100, "100 قارئ "), (103, "103 قرّاء")])
def test_arabic_counts_men_and_things_in_their_cases(client, in_arabic, number, said):
    article = make_article()
    make_review(article, "approved", helpful_count=number)
    assert f"وجدها {said}" in read(client, article.get_absolute_url())


def test_a_country_has_the_words_of_its_language(client, settings):
    settings.LANGUAGE_CODE = "de-at"
    page = read(client, "/")
    assert '<html lang="de-at" class' in page
    assert "Der erste Artikel entsteht gerade" in page


def test_a_language_without_a_catalog_leaves_the_words_in_english_and_says_so(client, settings):
    settings.LANGUAGE_CODE = "fr"
    publish_on("2026-03-01", make_article("Thé"))
    page = read(client, "/articles/the/")
    assert '<html lang="en" class' in page
    assert '<article class="article" lang="fr" dir="ltr">' in page
    assert '<time datetime="2026-03-01"><span lang="en" dir="ltr">1 March 2026</span></time>' in page


@pytest.mark.parametrize(
    ("site", "own"),
    [
        (
            "en",
            ("At a glance", "Key attributes", "Also read", "Sources", "On this page", "Back to citation a"),
        ),
        ("de", ("Auf einen Blick", "Gesichtspunkt", "Lesen Sie auch", "Quellen", "Zurück zur Textstelle a")),
    ],
)
def test_the_sites_words_in_an_article_of_another_language_say_which_theirs_is(client, settings, site, own):
    settings.LANGUAGE_CODE = site
    article = make_draft("شاي وقهوة", slug="tea-and-coffee", language="ar", introduction="شاي[^1]")
    article.also_reads.create(title="ماء", place="headline", position=1)
    article.sources.create(title="كتاب", accessed_on="2026-03-01", position=1)
    publish(article)
    page = read(client)
    assert '<article class="article" lang="ar" dir="rtl">' in page
    for word in own:
        assert f'<span lang="{site}" dir="ltr">{word}</span>' in page
    card = read(client, "/")
    assert re.search(rf'<time datetime="[^"]+"><span lang="{site}" dir="ltr">[^<]+</span></time>', card)


def test_words_in_an_article_of_the_sites_own_language_say_nothing(client, in_german):
    make_article(language="de-CH")
    page = read(client)
    article = page[page.index("<article") : page.index("</article>")]
    assert re.findall(r'lang="[^"]*"', article) == ['lang="de-CH"']


def test_the_desk_is_in_english_and_shows_the_preview_as_readers_will_see_it(client, in_german):
    article = make_draft()
    client.force_login(make_user("ed", "Editors"))
    desk = read(client, reverse("admin:articles_article_change", args=[article.pk]))
    assert 'lang="en"' in desk
    assert "History" in desk
    assert not re.search(r"Verlauf|Sichern|Abmelden", desk)
    framed = read(client, reverse("admin:articles_article_preview_page", args=[article.pk]))
    assert "Vorschau des Entwurfs" in framed
    assert "Vorschau des Entwurfs" in read(client, previewing.url(article))
    assert "Site administration" not in read(client, "/")


@pytest.mark.django_db(transaction=True)
def test_what_is_done_at_the_desk_is_mailed_in_the_readers_language(client, in_german):
    review = make_review(make_article())
    client.force_login(make_user("mo", "Moderators", email="mo@example.org"))
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    data = {"to": "rejected", "version": review.version, "reason": "off_topic"}
    client.post(address, data)
    (message,) = mail.outbox
    assert message.subject == "Ihre Rezension zu „Tea and Coffee“ wurde nicht angenommen"
    assert "Der Grund: nicht zum Thema." in message.body
    assert '<html lang="de">' in message.alternatives[0].content
    assert Review.objects.get().events.get().get_act_display() == "decision"


def test_moderators_are_written_to_in_the_language_of_the_desk(in_german, django_capture_on_commit_callbacks):
    make_user("mo", "Moderators", email="mo@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        send(make_article())
    messages = {message.to[0]: message for message in mail.outbox}
    assert messages["mo@example.org"].subject == "1 review waits for a decision"
    assert '<html lang="en">' in messages["mo@example.org"].alternatives[0].content
    readers = messages["Rosa@Example.org"]
    assert readers.subject == "Ihre Rezension zu „Tea and Coffee“ ist bei uns angekommen"
    assert '<html lang="de">' in readers.alternatives[0].content


def test_an_error_of_a_form_and_an_answer_for_the_script_are_translated(client, in_german):
    article = make_article()
    refused = client.post(f"{ARTICLE}reviews/", {"comment": "kurz", "name": "R"}).content.decode()
    assert "Bitte schreiben Sie mindestens 10 Zeichen; geschrieben haben Sie 4." in refused
    own = Review.objects.get(pk=make_review(article, "approved").pk)
    answer = client.post(f"{own.permalink}helpful/", headers={"Accept": "application/json"}).json()
    assert answer == {"count": 1, "voted": True, "said": "1 Person fand dies hilfreich"}


def test_a_page_in_another_language_is_another_version(client, settings):
    make_article()
    english = client.get(ARTICLE)
    settings.LANGUAGE_CODE = "de"
    german = client.get(ARTICLE, headers={"If-None-Match": english["ETag"]})
    assert german.status_code == 200
    assert german["ETag"] != english["ETag"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("de", "The site's words in German are not yet read by a native speaker."),
        ("ar", "The site's words in Arabic are not yet read by a native speaker."),
        ("fr", "The site's words are not translated into LANGUAGE_CODE, fr: they are English."),
        ("en", "System check identified no issues"),
    ],
)
def test_the_operator_is_told_what_the_words_are_worth(tmp_path, code, said):
    site = {
        "LANGUAGE_CODE": code,
        "SITE_URL": "https://counterpoint.example",
        "ALLOWED_HOSTS": "counterpoint.example",
    }
    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **site)
    assert said in result.stdout + result.stderr
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("language", "moment"),
    [
        ("en", r"\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d"),
        ("de", r"\d+\. [A-Z]\S+ \d{4}, \d\d:\d\d"),
        ("ar", r"\d+ [\u0600-\u06ff]+ \d{4}، \d\d:\d\d"),
    ],
)
def test_a_moment_is_written_as_its_language_writes_it(client, settings, language, moment):
    settings.LANGUAGE_CODE = language
    assert re.search(moment, words(read(client, "/about/reviews/")))


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_the_script_gets_a_word_for_each_of_its_names(client, settings, language):
    settings.LANGUAGE_CODE = language
    make_article()
    names = re.search(r"const NAMES = \[(.*?)\]", (BASE_DIR / "static/reader.js").read_text(), re.DOTALL)[1]
    said = re.search(r'data-words="([^"]*)"', read(client))[1].split("|")
    assert len(said) == len(re.findall(r'"\w+"', names))
    assert all(said)


@pytest.mark.parametrize(
    ("language", "attributes", "relationship"),
    [
        ("de", "Wichtigste Merkmale: Tea", "Beziehung"),
        ("ar", "السمات الرئيسية: Tea", "العلاقة"),
        ("fr", "Key Attributes of Tea", "Relationship"),
    ],
)
def test_headings_that_an_editor_left_empty_are_in_the_articles_language(
    client, in_german, language, attributes, relationship
):
    article = make_draft(language=language, relationship_heading="")
    article.subjects.update(attributes_heading="")
    publish(article)
    page = read(client)
    assert f">{attributes}</h3>" in page
    assert f">{relationship}</h2>" in page
