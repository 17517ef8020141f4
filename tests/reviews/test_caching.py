import pytest
from django.db.models import F

from articles.models import Article, SiteEdition
from articles.publishing import publish
from reviews.moderation import decide
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def release(settings):
    settings.RELEASE = "test-release"


def etag(client, address):
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    return response.headers["ETag"]


@pytest.mark.parametrize("path", ["", "reviews/"])
def test_a_page_that_did_not_change_is_not_sent_again(client, path):
    article = make_article()
    address = f"{article.get_absolute_url()}{path}"
    seen = etag(client, address)
    make_review(article)
    response = client.get(address, headers={"If-None-Match": seen})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("path", ["", "reviews/", "reviews/?stars=4"])
def test_approving_and_taking_back_a_review_makes_the_pages_new(client, path):
    article = make_article()
    address = f"{article.get_absolute_url()}{path}"
    review = make_review(article)
    before = etag(client, address)
    review = decide(review.pk, "approved", by=None, version=review.version)
    shown = etag(client, address)
    decide(review.pk, "pending", by=None, version=review.version)
    assert len({before, shown, etag(client, address)}) == 3


@pytest.mark.parametrize("path", ["", "reviews/"])
def test_whoever_counts_an_edition_makes_these_pages_new(client, path):
    address = f"{make_article().get_absolute_url()}{path}"
    before = etag(client, address)
    Article.objects.update(edition=F("edition") + 1)
    edited = etag(client, address)
    SiteEdition.bump()
    assert len({before, edited, etag(client, address)}) == 3


def test_home_is_new_when_a_rating_changes(client):
    article = make_article()
    before = etag(client, "/")
    make_review(article, "approved")
    assert etag(client, "/") != before


def test_publishing_makes_the_list_new(client):
    article = make_article()
    address = f"{article.get_absolute_url()}reviews/"
    before = etag(client, address)
    article.title = "Another title"
    article.save()
    publish(article)
    assert etag(client, address) != before


def test_parameters_that_mean_nothing_make_no_version(client):
    address = f"{make_article().get_absolute_url()}reviews/"
    plain = etag(client, address)
    assert etag(client, f"{address}?utm=x") == etag(client, f"{address}?stars=9&after=x") == plain
    assert etag(client, f"{address}?stars=4") != plain
    assert etag(client, f"{address}?before=") != plain
