from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews import cursors
from reviews.orders import ORDERS

MOMENTS = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30))
ANY_ORDER = st.sampled_from(sorted(ORDERS))
# What an address in the wild holds: written before there was more than one order
OLD = "AAZHSEYgQAAAAAAAAAAABw"


@given(st.binary(max_size=1), st.lists(st.integers(-(2**63), 2**63 - 1)), MOMENTS, st.integers(1, 2**63 - 1))
def test_a_cursor_leads_back_to_its_place(mark, numbers, moment, review):
    place = (*numbers, moment.replace(tzinfo=UTC), review)
    assert cursors.decode(mark, len(place), cursors.encode(mark, place)) == place


@given(ANY_ORDER, st.text(max_size=40) | st.text("ABCDEFabcdef0129-_", min_size=22, max_size=34))
def test_any_text_is_a_place_that_a_database_can_compare_or_none(name, text):
    order = ORDERS[name]
    place = order.read(text)
    assert place is None or (0 < place[-1] < 2**63 and cursors.encode(order.mark, place) == text)


@pytest.mark.parametrize("name", ORDERS)
@pytest.mark.parametrize(
    "text", ["", "x", "\x00", "é" * 22, "_" * 22, "f" * 22, "A" * 22, "A" * 21 + "=", "A" * 5000]
)
def test_a_broken_cursor_is_none(name, text):
    assert ORDERS[name].read(text) is None


@given(ANY_ORDER, ANY_ORDER, st.integers(0, 2**31), MOMENTS, st.integers(1, 2**63 - 1))
def test_an_order_reads_its_own_cursors_and_no_others(writes, reads, number, moment, review):
    order = ORDERS[writes]
    place = (number, moment.replace(tzinfo=UTC), review)[-len(order.fields) :]
    text = cursors.encode(order.mark, place)
    assert ORDERS[reads].read(text) == (place if reads == writes else None)


def test_an_old_cursor_still_leads_to_its_place():
    assert ORDERS["newest"].read(OLD) == (datetime(2026, 1, 1, tzinfo=UTC), 7)
