"""What a page costs does not grow with what stands on it."""

import itertools
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.identity import identity
from articles.models import AlsoRead, Author, Byline
from articles.publishing import publish
from reviews import listing
from reviews.orders import ORDERS
from reviews.pairs import newest_and_pair, pair_of
from tests.cast import make_article, make_draft, make_review

pytestmark = pytest.mark.django_db

ARTICLE, LIST, PAIR, LONGEST_LIST, HOME, PRIVATE, PERMALINK = 7, 5, 1, 7, 6, 3, 3


def queries(client, address):
    identity()  # what a process reads once for each edition of the site
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]


@pytest.fixture(params=[0, 3, 10_000])
def article(request):
    article = make_draft()
    target = make_article("Milk and Water")
    for place in ("headline", "conclusion"):
        AlsoRead.objects.create(article=article, target=target, place=place)
    for name in ("Ada", "Bob"):
        Byline.objects.create(article=article, author=Author.objects.create(name=name, slug=name.lower()))
    publish(article)
    if request.param:
        call_command("generate_reviews", article.slug, approved=request.param, pending=20, verbosity=0)
    return article


def test_an_article_page(client, article):
    assert len(queries(client, article.get_absolute_url())) == ARTICLE


def test_the_reviews_cost_an_article_page_two_queries(client, article):
    about = [sql for sql in queries(client, article.get_absolute_url()) if '"reviews_' in sql]
    assert len(about) == 2


def test_the_list(client, article):
    many, address = has_many(article), f"{article.get_absolute_url()}reviews/"
    for sort, query in itertools.product(ORDERS, ("", "&stars=4", "&before=")):
        with_pair = PAIR if many and not query else 0
        assert len(queries(client, f"{address}?sort={sort}{query}")) == LIST + with_pair, (sort, query)


def test_a_later_page_of_the_list(client, article):
    many = has_many(article)
    for sort, stars in itertools.product(ORDERS, (None, 4)):
        choice = listing.Choice(stars, sort)
        reviews = article.reviews.approved().order_by(*choice.order.fields)
        places = [choice.order.cursor(review) for review in (reviews.first(), reviews.last()) if many]
        for place, direction in itertools.product(places, ("after", "before")):
            address = choice.address(f"{article.get_absolute_url()}reviews/", **{direction: place})
            assert len(queries(client, address)) <= LONGEST_LIST, address


def has_many(article):
    return article.reviews.approved().count() >= 10


def test_home(client, article):
    make_review(make_article("Salt and Pepper"), status="approved")
    assert len(queries(client, "/")) == HOME


def test_a_private_page(client, article):
    review = make_review(article)
    assert len(queries(client, review.get_absolute_url())) == PRIVATE


def test_a_permalink(client):
    article = make_article()
    call_command("generate_reviews", article.slug, approved=100, verbosity=0)
    last = article.reviews.approved().newest_first().last()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(last.permalink).status_code == 302
    assert len(captured) == PERMALINK


@pytest.fixture
def thousands(db):
    # A site has several articles; of a single one PostgreSQL may read all reviews by their time alone.
    other, article = make_article("Milk and Water"), make_article()
    call_command("generate_reviews", other.slug, approved=5_000, verbosity=0)
    call_command("generate_reviews", article.slug, approved=10_000, verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reviews_review")
    return article.reviews.approved()


def test_every_page_of_ten_thousand_is_read_from_an_index_in_order(thousands):
    for stars, sort in itertools.product((None, 4), ORDERS):
        order = listing.Choice(stars, sort).order
        rows = thousands.filter(rating=stars) if stars else thousands
        middle = order.cursor(rows.order_by(*order.fields)[rows.count() // 2])
        chosen = {"sort": sort} | ({"stars": str(stars)} if stars else {})
        for place in ({}, {"after": middle}, {"before": middle}, {"before": ""}):
            for plan in _plans(thousands, chosen | place):
                _assert_in_order(plan)
                if middle in place.values():
                    _assert_begins_at_its_place(plan, sort, stars)


def test_the_pair_and_the_newest_are_read_from_indexes_in_order(thousands):
    for plan in (*plans_of(lambda: newest_and_pair(thousands, 21)), *plans_of(lambda: pair_of(thousands))):
        assert "review_approved_stars_helpful" in plan, plan
        _assert_in_order(plan)


def _assert_in_order(plan):
    assert "review_approved_" in plan, plan
    for costly in ("Sort", "TEMP B-TREE", "SCAN reviews_review\n", "Seq Scan"):
        assert costly not in plan, plan


def _assert_begins_at_its_place(plan, sort, stars):
    """A place is found by the index, not by reading from the beginning."""
    leading = "helpful_count" if sort == "helpful" else "rating" if sort in ("highest", "lowest") else ""
    conditions = re.search(r"Index Cond: .*|USING INDEX .*", plan).group()
    # Among reviews of as many stars the stars say nothing of the place.
    begins = leading and not (stars and leading == "rating") and leading in conditions
    assert begins or "submitted_at" in conditions, plan


def _plans(reviews, query):
    return plans_of(lambda: listing.page(reviews, listing.Choice.of(query)))


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
