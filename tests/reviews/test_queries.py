"""What a page costs does not grow with what stands on it."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import AlsoRead, Author, Byline
from articles.publishing import publish
from reviews import listing
from tests.cast import make_article, make_draft, make_review

pytestmark = pytest.mark.django_db

ARTICLE, LIST, HOME, PRIVATE = 6, 4, 5, 2


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
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


@pytest.mark.parametrize("query", ["", "?stars=4", "?before="])
def test_the_list(client, article, query):
    assert len(queries(client, f"{article.get_absolute_url()}reviews/{query}")) == LIST


def test_home(client, article):
    make_review(make_article("Salt and Pepper"), status="approved")
    assert len(queries(client, "/")) == HOME


def test_a_private_page(client, article):
    review = make_review(article)
    assert len(queries(client, review.get_absolute_url())) == PRIVATE


@pytest.mark.parametrize("query", [{}, {"stars": "4"}])
def test_every_page_of_ten_thousand_is_read_from_an_index_in_order(client, query):
    article = make_article()
    call_command("generate_reviews", article.slug, approved=10_000, verbosity=0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE reviews_review")
    middle = article.reviews.approved().newest_first()[5_000]
    for place in ({}, {"after": listing.cursor(middle)}, {"before": listing.cursor(middle)}, {"before": ""}):
        plan = _plan(article, query | place)
        assert "review_approved_by_" in plan, plan
        if place and place != {"before": ""}:
            conditions = re.search(r"Index Cond: .*|USING INDEX .*", plan).group()
            assert "submitted_at" in conditions, plan
        for costly in ("Sort", "TEMP B-TREE", "SCAN reviews_review\n", "Seq Scan"):
            assert costly not in plan, plan


def _plan(article, query):
    """How the database reads the page; with its parameters apart, since SQLite plans literals in other ways."""
    reads = []

    def note(execute, sql, params, many, context):
        reads.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        listing.page(article.reviews.approved(), listing.Choice.of(query))
    sql, params = reads[0]
    prefix = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(prefix + sql, params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())
