import html
import re

import pytest
from django.test import Client

from articles.publishing import unpublish
from reviews.models import AbuseReport, Review
from reviews.moderation import DecisionRefused, keep
from tests.at_once import at_once
from tests.cast import make_article, make_edit, make_review, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return make_review(make_article(), "approved", comment="Words that somebody minds.")


def address(review):
    return f"/reviews/{review.uid}/report/"


def report(review, reason="abusive", note="", browser="Firefox", **headers):
    client = Client(headers={"User-Agent": browser})
    return client.post(address(review), {"reason": reason, "note": note}, headers=headers)


def text(response):
    return html.unescape(response.content.decode())


def test_the_page_shows_the_review_and_asks_what_is_wrong(review, client):
    response = client.get(address(review))
    page = text(response)
    assert "Words that somebody minds." in page
    assert all(str(label) in page for label in AbuseReport.Reason.labels)
    assert review.permalink in page
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_a_report_is_stored_and_thanked_for(review, client):
    answer = client.post(address(review), {"reason": "other", "note": " It names my street. "})
    assert answer.status_code == 303
    assert "Thank you for the report." in text(client.get(answer.url))
    stored = AbuseReport.objects.get()
    assert (stored.review, stored.reason, stored.note) == (review, "other", "It names my street.")
    assert len(stored.reader_hash) == 32
    assert not client.cookies


def test_a_second_report_of_the_same_reader_is_thanked_for_and_not_stored(review):
    first, second = report(review), report(review, "advertising", "Buy this.")
    assert (second.status_code, second.url) == (first.status_code, first.url)
    assert AbuseReport.objects.get().reason == "abusive"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": ""}, "Please choose what is wrong with the review."),
        ({"reason": "opinion"}, "Please choose one of these."),
        ({"reason": "other"}, "Please say in one line what is wrong with it."),
        ({"reason": "other", "note": " \u200b "}, "Please say in one line what is wrong with it."),
        ({"note": "x" * 301}, "Please write at most 300 characters; you wrote 301."),
        ({"note": "one\ntwo"}, "This cannot hold a line break."),
        ({"note": "a\x00b"}, "control character (U+0000)"),
    ],
)
def test_what_is_missing_or_wrong_is_said_beside_what_was_typed(review, typed, words):
    response = report(review, **typed)
    assert response.status_code == 422
    assert words in text(response)
    assert not AbuseReport.objects.exists()


def test_what_was_typed_is_kept_beside_the_errors(review):
    response = report(review, reason="", note="Kept <as> typed")
    assert 'value="Kept <as> typed"' in text(response)
    assert "<title>Error: Report a review" in text(response)
    response = report(review, reason="advertising", note="one\ntwo")
    assert re.search(r'value="advertising"[^>]*checked', text(response))


def test_the_third_reader_brings_the_review_back_to_the_moderators_and_it_stays_visible(review, client):
    for browser in ("Firefox", "Safari", "Safari"):
        report(review, browser=browser)
    assert not Review.objects.waiting().exists()
    report(review, browser="Lynx")
    waiting = Review.objects.waiting().get()
    assert (waiting.status, waiting.version) == ("approved", review.version)
    assert "Words that somebody minds." in text(client.get(review.article.get_absolute_url()))


def test_an_edit_that_waits_already_keeps_its_place_in_the_queue(review):
    make_edit(review)
    since = Review.objects.get().waiting_since
    for browser in ("Firefox", "Safari", "Lynx"):
        report(review, browser=browser)
    assert Review.objects.get().waiting_since == since


def test_what_is_not_public_takes_no_reports_and_is_not_told(client):
    article = make_article()
    reviews = [make_review(article, status) for status in ("pending", "rejected", "spam", "withdrawn")]
    hidden = make_review(make_article("Once Public"), "approved")
    unpublish(hidden.article)
    for review in (*reviews, hidden, Review(article=article)):
        assert client.get(address(review)).status_code == 404
        assert report(review).status_code == 404
    assert not AbuseReport.objects.exists()


def test_a_report_from_another_sites_page_is_refused(review):
    assert report(review, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not AbuseReport.objects.exists()


@pytest.mark.parametrize("body", [b"", b"reason=\xff&note=\xff", b"--x\r\nnonsense"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a/b"]
)
def test_a_broken_request_is_no_error_of_ours(review, client, body, kind):
    assert client.post(address(review), data=body, content_type=kind).status_code in (400, 422)


@pytest.mark.django_db(transaction=True)
def test_the_same_reader_twice_at_once_is_one_report_and_three_readers_at_once_are_three(review):
    at_once(*[lambda: report(review)] * 3)
    assert AbuseReport.objects.count() == 1
    assert not Review.objects.waiting().exists()
    at_once(*[lambda b=browser: report(review, browser=b) for browser in ("Safari", "Lynx")])
    assert Review.objects.waiting().get() == review


def test_who_reports_again_after_a_moderator_kept_it_is_heard(review):
    mo = make_user("mo", group="Moderators")
    for browser in ("Firefox", "Chrome", "Safari"):
        report(review, browser=browser)
    review.refresh_from_db()
    keep(review.pk, by=mo, version=review.version, reports=3)
    report(review, reason="unlawful", browser="Safari")
    assert AbuseReport.objects.get(handled_at=None).reason == "unlawful"
    assert AbuseReport.objects.count() == 3


def test_a_report_that_the_moderator_has_not_seen_is_not_dealt_with(review):
    mo = make_user("mo", group="Moderators")
    for browser in ("Firefox", "Chrome", "Safari"):
        report(review, browser=browser)
    review.refresh_from_db()
    report(review, browser="Lynx")
    with pytest.raises(DecisionRefused, match="another reader has reported it"):
        keep(review.pk, by=mo, version=review.version, reports=3)
    assert AbuseReport.objects.filter(handled_at=None).count() == 4
