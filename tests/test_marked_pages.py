"""On every page for readers, in all its states, each word of the site's own went through a catalog."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import previewing
from articles.models import Article, Author, Topic
from articles.publishing import publish, unpublish
from reviews import closing, limits, mailed_links
from reviews.models import Mail, Review
from reviews.moderation import answer, decide_edit
from reviews.wording import compose
from tests import greek
from tests.cast import make_edit, make_photo, make_user, publish_photos
from tests.reviews.sending import TYPED
from tests.unmarked import pseudo, unmarked, unmarked_in_html, unmarked_in_json, unmarked_in_xml

pytestmark = pytest.mark.django_db

CONTACT = "editors@example.org"


READ = {
    "text/html": unmarked_in_html,
    "application/atom+xml": unmarked_in_xml,
    "application/json": lambda text: unmarked_in_json(json.loads(text)),
}
REFUSED = {"reason": "abusive", "note": "Όχι."}
GREEK = TYPED | {"comment": "Μου έγινε σαφές.", "name": "Ροζα"}


def no_picture():
    return SimpleUploadedFile("τσάι", b"tea")


class Reading:
    """Gathers what a reader finds that is not marked, {where: words}."""

    def __init__(self, client):
        self.client, self.found = client, {}

    def get(self, path, **query):
        return self.take(path, self.client.get(path, query))

    def post(self, path, data=None, **headers):
        return self.take(path, self.client.post(path, data or {}, headers=headers))

    def take(self, where, response):
        text, kind = response.content.decode(), response.headers["Content-Type"].partition(";")[0]
        words = READ.get(kind, unmarked)(text)
        if words:
            self.found.setdefault(f"{where} {response.status_code}", words)
        return response


@pytest.fixture
def reading(client, monkeypatch, settings, db):
    settings.CONTACT_EMAIL = CONTACT
    greek.make_site()
    pseudo(monkeypatch)
    client.raise_request_exception = False
    return Reading(client)


def test_pages_of_articles(reading, monkeypatch):
    for path in ("/", "/search/", "/nowhere/", "/about/reviews/", "/privacy/", "/feed.atom"):
        reading.get(path)
    first = greek.make_article()
    greek.make_article("Milk and Water", "milk")
    gone = greek.make_article("Salt", "salt")
    unpublish(gone)
    Topic.objects.create(name="Κενό", slug="empty")
    Author.objects.create(name="Άννα", slug="anna", role="Ρόλος")
    paths = ("/", "/articles/tea/", "/articles/salt/", "/topics/food/", "/topics/empty/", "/authors/anna/")
    for path in (
        *paths,
        "/authors/the-editors/",
        "/feed.atom",
        previewing.url(first),
        "/preview/x/",
        "/media/cards/1/2.jpg",
    ):
        reading.get(path)
    for asked in ("τεα", "τεα ξξξ", "μιλλκ", "ξξξ", "(", "τ" * 300):
        reading.get("/search/", q=asked)
    monkeypatch.setattr("articles.views.search.PER_PAGE", 1)
    monkeypatch.setattr("articles.views.reading.PER_PAGE", 1)
    for number in (1, 2):
        reading.get("/search/", q="ανδ", page=number)
        reading.get("/", page=number)
    monkeypatch.setattr("articles.views.reading.article_context", None)
    assert reading.get("/articles/tea/").status_code == 500
    assert reading.found == {}


def test_a_corrected_article_with_sources_and_links(reading):
    article = greek.make_article()
    article.also_reads.create(title="Νερό", place="headline", position=1)
    article.sources.create(
        title="Βιβλίο", url="https://example.org/", publisher="Εκδότης", accessed_on="2026-11-01", position=1
    )
    publish(article, note="Λάθος.", kind="correction")
    page = reading.get("/articles/tea/").content.decode()
    assert "Λάθος." in page
    assert "Εκδότης" in page
    reading.get("/feed.atom")
    assert reading.found == {}


def test_lists_of_reviews(reading, monkeypatch):
    article = greek.make_article()
    path = "/articles/tea/reviews/"
    reading.get(path)
    for stars in (5, 1):
        review = greek.make_review(article, "approved", rating=stars)
    reading.get("/articles/tea/")
    answer(review.pk, "Ευχαριστούμε.", by=make_user("α"), seen="")
    for stars in (5, 4, 4, 3, 2, 1, 1, 5, 4, 3, *[2] * 14):
        review = greek.make_review(article, "approved", rating=stars)
    make_photo(review)
    make_photo(review, colour="red")
    publish_photos(review)
    Review.objects.update(email_confirmed_at=timezone.now(), edited_at=timezone.now(), helpful_count=3)
    Article.objects.update(edition=2)
    for address in ("/", "/articles/tea/", path, "/articles/tea/reviews.atom"):
        reading.get(address)
    for query in (
        {"stars": 4},
        {"stars": 3, "photos": "yes"},
        {"photos": "yes"},
        {"sort": "lowest"},
        {"sort": "helpful"},
        {"before": ""},
    ):
        reading.get(path, **query)
    for query in ({"sort": "helpful"}, {"before": ""}):
        reading.get(path, **query)
    Review.objects.filter(rating=1).update(status="withdrawn", waiting_since=None)
    reading.get(path, stars=1)
    closing.close(article, "Κλειστό.")
    reading.get(path)
    reading.post(path, GREEK)
    assert reading.found == {}


def test_what_is_said_of_a_form_that_is_refused(reading, monkeypatch):
    article = greek.make_article()
    path = "/articles/tea/reviews/"
    for typed in (
        {},
        {"rating": "9", "comment": "α", "name": "α\tβ", "email": "x"},
        {"comment": "α" * 6000, "name": "α\nβ", "email": f"{'a' * 260}@example.org"},
        *(
            {"comment": f"αβγδ {bad} αβγδ"}
            for bad in ("\x07", "\u202e", "\ufffd", "\ufdd0", "α" + "\u0301" * 9)
        ),
        {"email": f"a@{'ß' * 60}.example"},
    ):
        assert reading.post(path, typed and GREEK | typed).status_code == 422
    reading.post(path, GREEK, **{"Sec-Fetch-Site": "cross-site"})
    review = greek.make_review(article, "approved")
    for typed in ({}, {"reason": "x"}, {"reason": "other"}, {"reason": "other", "note": "\t"}):
        reading.post(f"{review.permalink}report/", typed)
    reading.post("/reviews/link/", {"email": "x"})
    monkeypatch.setattr(limits, "LIMITS", {name: {"network": 0} for name in limits.LIMITS})
    reading.post(path, GREEK)
    reading.post(f"{review.permalink}report/", {"reason": "abusive"})
    reading.post(f"{review.permalink}helpful/")
    reading.post(f"{review.permalink}helpful/", Accept="application/json")
    reading.post("/reviews/link/", {"email": "a@example.org"})
    reading.post(f"{review.get_absolute_url()}photos/", {"act": "add", "photos": no_picture()})
    reading.post(f"{review.get_absolute_url()}edit/", GREEK)
    assert reading.found == {}


def test_voices(reading):
    article = greek.make_article()
    review = greek.make_review(article, "approved")
    for path in (
        f"{review.permalink}helpful/",
        f"{review.permalink}report/",
        f"{review.permalink}report/?sent",
    ):
        reading.get(path)
    reading.post(f"{review.permalink}helpful/")
    reading.get(f"{review.permalink}helpful/")
    reading.post("/articles/tea/reviews/", GREEK)
    own = Review.objects.get(email="Rosa@Example.org")
    Review.objects.filter(pk=own.pk).update(status="approved", name="Ρ", comment="Καλό.")
    reading.post(f"{own.permalink}helpful/")
    reading.post(f"{own.permalink}helpful/", Accept="application/json")
    assert reading.found == {}


def _make_review_with_all(article):
    review = greek.make_review(article, "approved", email="own@example.org")
    make_edit(review, comment="Άλλες λέξεις από πριν.", name="Ροζα")
    for number in range(4):
        make_photo(review, colour=f"#33669{number}", alternative="Τσάι" if number else "")
    return review


def _refuse_edit(review, moderator):
    edited = Review.objects.get(pk=review.pk)
    decide_edit(review.pk, approve=False, by=moderator, version=edited.version, **REFUSED)


@pytest.mark.parametrize("moderated", [True, False])
def test_private_pages(reading, settings, moderated):
    settings.REVIEWS_MODERATED = moderated
    article, moderator = greek.make_article(), make_user("α")
    for status in Review.Status.values:
        review = greek.make_review(article, status)
        for path in ("", "edit/"):
            reading.get(f"{review.get_absolute_url()}{path}")
        for path in ("edit/", "withdraw/", "photos/"):
            reading.post(f"{review.get_absolute_url()}{path}", {"of": "copy", "act": "add"})
    review = _make_review_with_all(article)
    reading.get(review.get_absolute_url())
    reading.get(f"{review.get_absolute_url()}edit/")
    reading.post(f"{review.get_absolute_url()}photos/", {"act": "add", "photos": no_picture()})
    if moderated:
        _refuse_edit(review, moderator)
        reading.get(review.get_absolute_url())
    closing.close(article, "Κλειστό.")
    reading.get(review.get_absolute_url())
    assert reading.found == {}


@pytest.mark.parametrize("moderated", [True, False])
def test_pages_of_a_mailed_link(reading, settings, moderated):
    settings.REVIEWS_MODERATED = moderated
    article, moderator = greek.make_article(), make_user("α")
    review = _make_review_with_all(article)
    if moderated:
        _refuse_edit(review, moderator)
    signed = mailed_links.signed(review)
    greek.make_review(article, "rejected", email="own@example.org")
    greek.make_review(article, email="own@example.org")
    for name in ("mailed", "mailed_erase"):
        reading.get(reverse(f"reviews:{name}", args=[signed]))
    for data in ({}, {"List-Unsubscribe": "One-Click"}):
        reading.post(reverse("reviews:mailed_stop", args=[signed]), data)
    reading.get(reverse("reviews:mailed", args=[signed]))
    for path in (
        "/reviews/link/",
        "/reviews/link/sent/",
        "/reviews/erased/",
        "/reviews/mail/x/",
        "/about/reviews/",
    ):
        reading.get(path)
    closing.close(article, "Κλειστό.")
    reading.get(Review.objects.filter(status="rejected").first().get_absolute_url())
    assert reading.found == {}


@pytest.mark.parametrize("confirmed", [True, False])
def test_mails(reading, settings, confirmed):
    """Of every kind in every state; whether such a mail would be sent is no matter of its words."""
    article, moderator = greek.make_article(), make_user("α")
    at = timezone.now() if confirmed else None
    reviews = [greek.make_review(article, status, email_confirmed_at=at) for status in Review.Status.values]
    answer(reviews[1].pk, "Ευχαριστούμε.", by=moderator, seen="")
    make_edit(reviews[1], comment="Άλλες λέξεις από πριν.", name="Ροζα")
    edited = Review.objects.get(pk=reviews[1].pk)
    decide_edit(edited.pk, approve=False, by=moderator, version=edited.version, **REFUSED)
    for review in Review.objects.all():
        for kind in set(Mail.Kind) - {Mail.Kind.WAITING}:
            for settings.REVIEWS_MODERATED in (True, False):
                message = compose(Mail(review=review, kind=kind, to=review.email))
                page = message.alternatives[0].content
                assert unmarked(f"{message.subject}\n{message.body}") == []
                assert unmarked_in_html(page) == []
