import re
from datetime import UTC, datetime, timedelta

import pytest

from reviews.senders import network, network_hash, period_start, reader_hash


def request(rf, address="203.0.113.7", agent="Firefox"):
    return rf.get("/", REMOTE_ADDR=address, headers={"User-Agent": agent})


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unix:", ""),
        ("203.0.113.0/24", ""),
    ],
)
def test_a_household_a_company_or_a_school_is_one_network(rf, address, named):
    assert network(request(rf, address)) == named


def test_neighbours_share_a_network_and_have_readers_of_their_own(rf):
    one, neighbour = request(rf, "203.0.113.7"), request(rf, "203.0.113.8", "Safari")
    assert network_hash(one) == network_hash(neighbour)
    assert reader_hash(one) != reader_hash(neighbour)
    assert reader_hash(one) == reader_hash(request(rf, "203.0.113.99"))
    assert network_hash(one) != network_hash(request(rf, "203.0.114.7"))


def test_where_the_network_is_not_known_it_has_no_hash(rf):
    assert network_hash(request(rf, "")) == ""
    assert reader_hash(request(rf, ""))


def test_a_hash_tells_nothing_and_needs_the_sites_key(rf, settings):
    first = [reader_hash(request(rf)), network_hash(request(rf))]
    assert all(re.fullmatch("[0-9a-f]{32}", value) for value in first)
    settings.SECRET_KEY = "another-key-of-more-than-fifty-characters-for-this-test"
    assert not set(first) & {reader_hash(request(rf)), network_hash(request(rf))}


def test_after_thirty_days_the_same_reader_has_another_hash(rf, monkeypatch):
    start = period_start()
    hashes = []
    for moment in (start, start + timedelta(days=30, seconds=-1), start + timedelta(days=30)):
        monkeypatch.setattr("django.utils.timezone.now", lambda moment=moment: moment)
        hashes.append((reader_hash(request(rf)), network_hash(request(rf))))
    assert hashes[0] == hashes[1]
    assert not set(hashes[1]) & set(hashes[2])


@pytest.mark.parametrize("year", [2019, 2020, 2026, 2400])
def test_a_period_begins_at_most_thirty_days_before(year):
    moment = datetime(year, 5, 17, 3, 4, 5, tzinfo=UTC)
    assert timedelta() <= moment - period_start(moment) < timedelta(days=30)
    assert period_start(period_start(moment)) == period_start(moment)
