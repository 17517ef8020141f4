import html
import re
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.test import Client

from config.environment import LOCMEM_FOR_LIMITS, Environment
from reviews import limits
from reviews.limits import LIMITS, TooMany, hit
from reviews.models import AbuseReport, HelpfulVote, RateCount, Review
from reviews.senders import network_hash
from tests.at_once import at_once
from tests.cast import make_article, make_review
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.7", "198.51.100.7"
NETWORK = "203.0.113.0/24"
TWENTY_PAST = datetime(2026, 11, 23, 10, 20, tzinfo=UTC)
NOBODY_LISTENS = "redis://127.0.0.1:1/0"


@pytest.fixture
def clock(monkeypatch):
    """Twenty past ten, until a test says otherwise."""
    now = {"now": TWENTY_PAST}
    monkeypatch.setattr("django.utils.timezone.now", lambda: now["now"])
    return now


@pytest.fixture
def in_database(settings):
    settings.CACHES = {"default": settings.CACHES["default"]}


@pytest.fixture
def in_memory(settings):
    settings.CACHES = {"default": settings.CACHES["default"], "limits": LOCMEM_FOR_LIMITS}
    yield
    caches["limits"].clear()


@pytest.fixture(params=["as_the_run_has_it", "in_database", "in_memory"])
def place(request):
    """Where counts are kept; the run on Redis has them there."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def as_the_run_has_it():
    """Nothing to do."""


@pytest.fixture
def no_redis(settings):
    settings.CACHES = Environment({"CACHE_URL": NOBODY_LISTENS}).caches("CACHE_URL")


def send_numbered(article, number, network=HERE, **typed):
    typed = {"comment": f"Review number {number} of this article.", "email": f"r{number}@example.org"} | typed
    return send(article, Client(REMOTE_ADDR=network), **typed)


def use_up(action, times=None, **who):
    for _ in range(times or LIMITS[action]["network"]):
        hit(action, **who)


def text(response):
    return html.unescape(response.content.decode())


def test_a_school_class_writes_at_once_and_who_floods_is_asked_to_wait(clock, place):
    article = make_article()
    answers = [send_numbered(article, n) for n in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert Review.objects.count() == 30
    refused = answers[-1]
    assert refused.headers["Retry-After"] == str(40 * 60)
    assert refused.headers["Cache-Control"] == "private, no-store"
    assert "Please try again in 40 minutes." in text(refused)
    assert "Review number 30 of this article.</textarea>" in text(refused)
    assert 'value="r30@example.org"' in text(refused)
    assert send_numbered(article, 30, network=ELSEWHERE).status_code == 303


def test_the_next_hour_is_a_new_one(clock, place):
    article = make_article()
    use_up("submit", address="rosa@example.org", times=5)
    clock["now"] = TWENTY_PAST + timedelta(minutes=39, seconds=30)
    refused = send(article)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert "Please try again in 1 minute." in text(refused)
    clock["now"] = TWENTY_PAST + timedelta(minutes=40)
    assert send(article).status_code == 303


def test_one_address_is_counted_whatever_network_and_spelling_it_comes_with(clock):
    article = make_article()
    spellings = [
        "rosa@example.org",
        "ROSA@example.org",
        "rosa@Example.Org",
        "Rosa@EXAMPLE.org",
        "rosA@example.org",
    ]
    answers = [
        send_numbered(article, n, network=f"198.51.{n}.1", email=email)
        for n, email in enumerate([*spellings, "rosa@example.ORG"])
    ]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert Review.objects.count() == 5


def test_a_repeat_of_what_is_stored_is_never_refused(clock):
    article = make_article()
    first = send(article)
    use_up("submit", address="rosa@example.org", times=4)
    assert send(article, name="Another").status_code == 429
    again = send(article)
    assert (again.status_code, again.url) == (303, first.url)


def test_what_has_errors_is_not_counted(clock):
    article = make_article()
    for _ in range(6):
        assert send(article, rating="").status_code == 422
    assert send(article).status_code == 303


def test_a_forged_forwarded_address_changes_nothing(clock):
    article = make_article()
    answers = [
        send(article, email=f"r{n}@example.org", headers={"X-Forwarded-For": f"198.51.{n}.1"})
        for n in range(31)
    ]
    assert answers[-1].status_code == 429


def test_behind_a_trusted_proxy_each_visitor_is_counted_and_forging_changes_nothing(clock, settings, rf):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.0/8")]
    article = make_article()
    use_up("submit", network=network_hash(rf.get("/", REMOTE_ADDR=HERE)))
    forged = {"X-Forwarded-For": f"198.51.100.1, {HERE}"}
    assert send(article, headers=forged).status_code == 429
    assert send(article, headers={"X-Forwarded-For": ELSEWHERE}).status_code == 303


def test_where_the_server_knows_no_address_nobody_is_refused_for_anothers_acts(clock):
    article = make_article()
    assert {send_numbered(article, n, network="").status_code for n in range(31)} == {303}


def test_too_many_votes_are_refused_in_words_and_in_json(clock):
    review = make_review(make_article(), "approved")
    use_up("vote", network=NETWORK)
    client, address = Client(REMOTE_ADDR=HERE), f"/reviews/{review.uid}/helpful/"
    refused = client.post(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2400")
    assert "More votes came from your network" in text(refused)
    assert review.permalink in text(refused)
    in_json = client.post(address, headers={"Accept": "application/json"})
    assert (in_json.status_code, in_json.headers["Retry-After"]) == (429, "2400")
    assert "Please try again in 40 minutes." in in_json.json()["error"]
    assert not HelpfulVote.objects.exists()
    assert Client(REMOTE_ADDR=ELSEWHERE).post(address).status_code == 303


def test_too_many_reports_are_refused_with_what_was_typed(clock):
    review = make_review(make_article(), "approved")
    use_up("report", network=NETWORK)
    typed = {"reason": "abusive", "note": "It names my street."}
    refused = Client(REMOTE_ADDR=HERE).post(f"/reviews/{review.uid}/report/", typed)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2400")
    assert 'value="It names my street."' in text(refused)
    assert re.search(r'value="abusive"[^>]*checked', text(refused))
    assert not AbuseReport.objects.exists()


def test_one_act_uses_up_nothing_of_another(clock, place):
    use_up("report", network=NETWORK)
    with pytest.raises(TooMany):
        hit("report", network=NETWORK)
    hit("vote", network=NETWORK)
    hit("link", network=NETWORK, address="rosa@example.org")


def test_limits_can_be_switched_off(settings):
    settings.RATE_LIMITS = False
    article = make_article()
    assert {send_numbered(article, n, email="rosa@example.org").status_code for n in range(7)} == {303}
    assert not RateCount.objects.exists()


def test_no_count_tells_who_was_counted(clock, in_database, settings):
    send(make_article(), Client(REMOTE_ADDR=HERE))
    keys = RateCount.objects.values_list("key", flat=True)
    assert len(keys) == 3
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)
    before = set(keys)
    settings.SECRET_KEY = "another-key-of-more-than-fifty-characters-for-this-test"
    send(make_article("Salt and Pepper"), Client(REMOTE_ADDR=HERE))
    assert len(before | set(RateCount.objects.values_list("key", flat=True))) == 6


def test_a_flood_writes_nothing_more_once_it_is_refused(clock, in_database, rf):
    article = make_article()
    use_up("submit", network=network_hash(rf.get("/", REMOTE_ADDR=HERE)))
    use_up("submit", address="rosa@example.org", times=5)
    assert send(article, Client(REMOTE_ADDR=HERE)).status_code == 429
    before = set(RateCount.objects.values_list("key", "number"))
    for n in range(3):
        refused = send(article, Client(REMOTE_ADDR=HERE), comment=f"Review number {n}.")
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "2400")
    assert set(RateCount.objects.values_list("key", "number")) == before


def test_what_one_limit_refuses_still_counts_for_the_other(clock, place):
    use_up("link", address="rosa@example.org", times=3)
    for _ in range(20):
        with pytest.raises(TooMany):
            hit("link", network=NETWORK, address="rosa@example.org")
    with pytest.raises(TooMany):
        hit("link", network=NETWORK, address="otto@example.org")


def test_the_counts_of_earlier_hours_go_when_a_new_one_begins(clock, in_database):
    hit("vote", network=NETWORK)
    hit("vote", network="198.51.100.0/24")
    assert RateCount.objects.count() == 2
    clock["now"] = TWENTY_PAST + timedelta(hours=1)
    hit("vote", network=NETWORK)
    assert RateCount.objects.get().number == 1


def test_when_redis_does_not_answer_nothing_is_lost_and_the_database_counts(clock, no_redis, caplog):
    article = make_article()
    answers = [send_numbered(article, n, email="rosa@example.org") for n in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert Review.objects.count() == 5
    complaints = [record for record in caplog.records if record.name == "reviews.limits"]
    assert [record.message for record in complaints] == [
        "The cache does not count, so the database does."
    ] * 12


def test_a_count_that_ends_between_two_steps_is_begun_again(clock, in_memory, monkeypatch):
    hit("link", network=NETWORK)
    incr = LocMemCache.incr

    def gone(cache, key, delta):
        monkeypatch.setattr(LocMemCache, "incr", incr)
        cache.clear()
        return incr(cache, key, delta)

    monkeypatch.setattr(LocMemCache, "incr", gone)
    hit("link", network=NETWORK)
    assert list(caches["limits"]._cache) != []
    assert not RateCount.objects.exists()


def test_a_cache_that_keeps_nothing_is_no_reason_to_stop_counting(clock, in_memory, monkeypatch, caplog):
    monkeypatch.setattr(LocMemCache, "add", lambda *arguments, **options: False)
    use_up("link", network=NETWORK)
    with pytest.raises(TooMany):
        hit("link", network=NETWORK)
    assert "The cache drops what it has just taken." in caplog.text


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_counted_as_fifty(place, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "vote", {"network": 50, "address": 50})
    results = at_once(*[lambda: hit("vote", network=NETWORK, address="rosa@example.org")] * 50)
    assert results == [None] * 50
    for who in ({"network": NETWORK}, {"address": "rosa@example.org"}):
        with pytest.raises(TooMany):
            hit("vote", **who)
