"""What a page costs does not grow with what stands on it."""

import itertools

import pytest
from django.core.management import call_command

from articles.models import AlsoRead, Author, Byline
from articles.publishing import publish
from reviews import listing
from reviews.orders import ORDERS
from tests.cast import make_article, make_draft, make_review
from tests.reviews.lists import queries

pytestmark = pytest.mark.django_db

ARTICLE, LIST, PAIR, LONGEST_LIST, HOME, PRIVATE = 8, 5, 1, 7, 7, 3


@pytest.fixture(scope="module", params=[0, 3, 10_000])
def article(request, rows_of_module):
    with rows_of_module():
        article = make_draft()
        target = make_article("Milk and Water")
        for place in ("headline", "conclusion"):
            AlsoRead.objects.create(article=article, target=target, place=place)
        for name in ("Ada", "Bob"):
            Byline.objects.create(article=article, author=Author.objects.create(name=name, slug=name.lower()))
        publish(article)
        if request.param:
            call_command("generate_reviews", article.slug, approved=request.param, pending=20, verbosity=0)
        yield article


def test_an_article_page(client, article):
    # The newest article is looked up for the reader whom nothing else leads on.
    assert len(queries(client, article.get_absolute_url())) == ARTICLE + 1
    make_article("Salt and Pepper")
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
