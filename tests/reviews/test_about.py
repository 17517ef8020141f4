import html
import logging
import re
import time
from datetime import date

import html5lib
import pytest
from django.core.cache.backends.base import BaseCache

from articles.identity import identity
from reviews.models import ModerationEvent, Tally
from reviews.moderation import decide, decide_edit
from reviews.undoing import undo
from tests.cast import make_article, make_edit, make_review, make_user

pytestmark = pytest.mark.django_db

PATH = "/about/reviews/"


@pytest.fixture
def process(settings, request):
    """A cache of one process, of this test alone."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": request.node.name}}


class BrokenCache(BaseCache):
    def __init__(self, *_):
        super().__init__({})

    def get(self, *_, **__):
        raise ConnectionError("no cache")

    set = get


def words(client):
    """The words of the page, as one line."""
    page = client.get(PATH).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def tables(client):
    """[{row's name: its numbers}] for both tables, with the columns' names under ""."""
    page = html5lib.parse(client.get(PATH).content.decode(), namespaceHTMLElements=False)
    return [{_cells(row)[0]: _cells(row)[1:] for row in table.iter("tr")} for table in page.iter("table")]


def _cells(row):
    return ["".join(cell.itertext()) for cell in row if cell.tag in ("th", "td")]


def outcomes(client, stars):
    columns, row = tables(client)[0]["Stars"], tables(client)[0][stars]
    return {name: int(number) for name, number in zip(columns, row, strict=True) if number != "0"}


def reject(review, reason, **more):
    return decide(review.pk, "rejected", by=None, version=review.version, reason=reason, **more)


def test_the_page_says_what_is_checked_and_that_no_more_is(client):
    page = words(client)
    assert "A person reads every review before it is published" in page
    assert (
        "We do not verify that reviewers have read the article, that they are who they say they are" in page
    )
    assert "we cannot promise that every review was written by a real reader" in page
    assert "It does not say who that is." in page
    assert "We pay for no review" in page
    assert "a text of 10 to 5,000 characters" in page


def test_every_reason_is_explained_and_none_is_an_opinion(client):
    page = words(client)
    for reason in ModerationEvent.Reason:
        assert f"{reason.label.partition(' (')[0].capitalize()}: " in page
    assert "A low rating, or criticism of the article or of us, is never a reason." in page


def test_without_moderation_no_sentence_promises_a_person(client, settings):
    settings.REVIEWS_MODERATED = False
    page = words(client)
    assert "no person reads them first" in page
    assert "reads every review" not in page
    assert "Every review is read by a person" not in page
    assert "without being read first" in client.get("/").content.decode()


def test_with_moderation_every_page_says_that_a_person_reads(client):
    page = client.get("/").content.decode()
    assert "Every review is read by a person before it appears here." in page
    assert f'href="{PATH}"' in page


@pytest.mark.parametrize("address", ["", "editors@example.org"])
def test_whoever_runs_the_site_can_be_reached_where_there_is_an_address(client, settings, address):
    settings.CONTACT_EMAIL = address
    assert ("mailto:editors@example.org" in client.get(PATH).content.decode()) == bool(address)
    assert ("mailto:" in client.get(PATH).content.decode()) == bool(address)
    assert ("mailto:editors@example.org" in client.get("/nowhere/").content.decode()) == bool(address)


def test_the_figures_count_every_review_by_its_stars_and_what_became_of_it(client):
    article = make_article()
    for status in ("pending", "approved", "approved", "spam", "withdrawn", "rejected"):
        make_review(article, status, rating=2)
    make_review(article, "approved", rating=5)
    assert outcomes(client, "2") == {
        "Received": 6,
        "Waiting": 1,
        "Published now": 2,
        "Spam": 1,
        "Withdrawn": 1,
        "Rejected": 1,
    }
    assert outcomes(client, "5") == {"Received": 1, "Published now": 1}
    assert outcomes(client, "3") == {}
    assert outcomes(client, "All")["Received"] == 7


def test_what_was_erased_stays_in_the_figures(client):
    article = make_article()
    make_review(article, "rejected", rating=1)
    month = date(2026, 1, 1)
    for outcome, reason, number in (
        ("rejected", "abusive", 2),
        ("rejected", "off_topic", 4),
        ("approved", "", 8),
        ("spam", "", 16),
    ):
        Tally.objects.create(
            article=article, stars=1, outcome=outcome, reason=reason, month=month, number=number
        )
    assert outcomes(client, "1") == {"Received": 31, "Rejected": 7, "Spam": 16, "Erased": 30}
    reasons = tables(client)[1]
    assert reasons["Off topic"] == ["0", "0", "0", "0", "5", "5"]
    assert reasons["Abusive"] == ["0", "0", "0", "0", "2", "2"]


def test_a_review_is_counted_under_its_last_reason_alone(client):
    mo = make_user("mo", group="Moderators")
    article = make_article()
    review = reject(make_review(article, rating=4), "off_topic")
    review = decide(review.pk, "pending", by=mo, version=review.version)
    reject(review, "other", note="It quotes a whole book.")
    edited = make_review(article, "approved", rating=4)
    make_edit(edited)
    edited.refresh_from_db()
    decide_edit(edited.pk, approve=False, by=mo, version=edited.version, reason="copied")
    reasons = tables(client)[1]
    assert reasons["Reason"] == ["5", "4", "3", "2", "1", "All"]
    assert {name for name, numbers in reasons.items() if numbers[-1] == "1"} == {"Other"}
    assert reasons["Other"] == ["0", "1", "0", "0", "0", "1"]


def test_a_rejection_that_was_taken_back_and_restored_is_counted_under_its_reason(client):
    mo = make_user("mo", group="Moderators")
    review = reject(make_review(make_article(), rating=4), "abusive")
    review = decide(review.pk, "pending", by=mo, version=review.version)
    undo(review.pk, by=mo, version=review.version)
    assert tables(client)[1]["Abusive"] == ["0", "1", "0", "0", "0", "1"]


def test_the_figures_are_counted_anew_after_ten_minutes_and_tell_their_time(client, process, monkeypatch):
    article = make_article()
    assert "as counted on" in words(client)
    make_review(article)
    assert outcomes(client, "All") == {}
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 599)
    assert outcomes(client, "All") == {}
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert outcomes(client, "All") == {"Received": 1, "Waiting": 1}


def test_a_cache_that_fails_costs_nothing_but_time(client, settings, caplog):
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.BrokenCache"}}
    article = make_article()
    with caplog.at_level(logging.ERROR):
        make_review(article)
        assert outcomes(client, "All")["Received"] == 1
        make_review(article)
        assert outcomes(client, "All")["Received"] == 2
    assert "The cache does not answer" in caplog.text


def test_a_cache_that_is_full_costs_nothing_but_time(client, settings, monkeypatch, caplog):
    monkeypatch.setattr(BrokenCache, "get", lambda *_, **__: None)
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.BrokenCache"}}
    with caplog.at_level(logging.ERROR):
        assert client.get(PATH).status_code == 200
    assert "The cache does not take figures" in caplog.text


def test_the_page_is_sent_again_only_with_new_figures(client, settings, process, monkeypatch):
    settings.RELEASE = "test-release"
    response = client.get(PATH)
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    seen = {"If-None-Match": response.headers["ETag"]}
    assert client.get(PATH, headers=seen).status_code == 304
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    assert client.get(PATH, headers=seen).status_code == 200


def test_the_figures_cost_three_queries_and_the_kept_ones_none(client, process, django_assert_num_queries):
    article = make_article()
    for status in ("pending", "approved", "rejected"):
        make_review(article, status)
    identity()
    # The site's edition is asked for twice: for the page's version, and for its name.
    with django_assert_num_queries(3 + 2):
        client.get(PATH)
    with django_assert_num_queries(2):
        client.get(PATH)


def test_a_strict_parser_finds_no_error_and_every_anchor_is_there(client, settings):
    settings.CONTACT_EMAIL = "editors@example.org"
    page = client.get(PATH).content.decode()
    parser = html5lib.HTMLParser()
    parser.parse(page)
    assert parser.errors == []
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert {"reasons", "data", "figures"} <= set(ids)


def test_only_reading_is_possible(client):
    assert client.head(PATH).status_code == 200
    assert client.post(PATH).status_code == 405


def test_it_says_what_becomes_of_photos(client):
    page = words(client)
    assert "up to 4 photos" in page
    assert "keep nothing that a camera wrote into the file" in page
