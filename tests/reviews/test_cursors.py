from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews import cursors


@given(st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30)), st.integers(1, 2**63 - 1))
def test_a_cursor_leads_back_to_its_place(moment, number):
    place = (moment.replace(tzinfo=UTC), number)
    assert cursors.decode(cursors.encode(place)) == place


@given(st.text(max_size=40) | st.text("ABCDEFabcdef0129-_", min_size=22, max_size=22))
def test_any_text_is_a_place_that_a_database_can_compare_or_none(text):
    place = cursors.decode(text)
    assert place is None or (0 < place[1] < 2**63 and cursors.encode(place) == text)


@pytest.mark.parametrize(
    "text", ["", "x", "\x00", "é" * 22, "_" * 22, "f" * 22, "A" * 22, "A" * 21 + "=", "A" * 5000]
)
def test_a_broken_cursor_is_none(text):
    assert cursors.decode(text) is None
