"""Lists of thousands of reviews are read from an index, in order, from their place on."""

import itertools
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from articles.identity import identity
from reviews import listing
from reviews.orders import ORDERS
from reviews.pairs import newest_and_pair, pair_of
from tests.cast import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def thousands(rows_of_module):
    with rows_of_module():
        # A site has several articles; of a single one PostgreSQL may read all reviews by their time alone.
        other, article = make_article("Milk and Water"), make_article()
        call_command("generate_reviews", other.slug, approved=5_000, verbosity=0)
        call_command("generate_reviews", article.slug, approved=10_000, verbosity=0)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE reviews_review")
        yield article.reviews.approved()


def test_every_page_of_ten_thousand_is_read_from_an_index_in_order(thousands):
    for stars, sort, place, plan in plans_of_pages(thousands):
        _assert_in_order(plan, "review_approved_")
        if any(place.values()):
            _assert_begins_at_its_place(plan, sort, stars)


def test_every_page_of_those_with_photos_is_read_from_an_index_in_order(thousands):
    thousands.annotate(part=F("pk") % 7).filter(part=0).update(photo_count=1)
    for *_, plan in plans_of_pages(thousands, photos=True):
        _assert_in_order(plan, "review_photos_")


def test_the_pair_and_the_newest_are_read_from_indexes_in_order(thousands):
    for plan in (*plans_of(lambda: newest_and_pair(thousands, 21)), *plans_of(lambda: pair_of(thousands))):
        _assert_in_order(plan, "review_approved_stars_helpful")


def test_the_feed_is_read_from_an_index_in_order(thousands):
    (plan,) = plans_of(lambda: list(thousands.last_approved_first()[:20]))
    _assert_in_order(plan, "review_approved_")


def _assert_in_order(plan, index):
    assert index in plan, plan
    for costly in ("Sort", "TEMP B-TREE", "SCAN reviews_review\n", "Seq Scan"):
        assert costly not in plan, plan


def _assert_begins_at_its_place(plan, sort, stars):
    """A place is found by the index, not by reading from the beginning."""
    leading = "helpful_count" if sort == "helpful" else "rating" if sort in ("highest", "lowest") else ""
    conditions = re.search(r"Index Cond: .*|USING INDEX .*", plan).group()
    # Among reviews of as many stars the stars say nothing of the place.
    begins = leading and not (stars and leading == "rating") and leading in conditions
    assert begins or "submitted_at" in conditions, plan


def plans_of_pages(reviews, photos=False):
    """(stars, sort, place, plan) of each query for the first page of each list, the last, and those at its middle."""
    identity()
    for stars, sort in itertools.product((None, 4), ORDERS):
        order = listing.Choice(stars, sort).order
        rows = reviews.with_photos() if photos else reviews
        rows = rows.filter(rating=stars) if stars else rows
        middle = order.cursor(rows.order_by(*order.fields)[rows.count() // 2])
        chosen = (
            {"sort": sort} | ({"stars": str(stars)} if stars else {}) | ({"photos": "yes"} if photos else {})
        )
        for place in ({}, {"after": middle}, {"before": middle}, {"before": ""}):
            for plan in plans_of(lambda q=chosen | place: listing.page(reviews, listing.Choice.of(q))):
                yield stars, sort, place, plan


def plans_of(read):
    """How the database answers each query; with its parameters apart, since SQLite plans literals in other ways."""
    reads = []

    def note(execute, sql, params, many, context):
        reads.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        read()
    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    for sql, params in reads:
        with connection.cursor() as cursor:
            cursor.execute(prefix + sql, params)
            yield "\n".join(str(row[-1]) for row in cursor.fetchall())
