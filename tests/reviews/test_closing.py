import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Article
from reviews import closing
from reviews.models import Review, ReviewsClosed
from tests.cast import make_article, make_review, make_user
from tests.reviews.desk import text
from tests.reviews.sending import send

CLOSED = "/admin/reviews/reviewsclosed/"
SENTENCE = "We are rewriting this article, and take reviews again in spring."

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = make_article()
    make_review(article, "approved")
    return article


@pytest.fixture
def public(client, article):
    return lambda: text(client.get(article.get_absolute_url()))


def close(client, article, sentence=SENTENCE):
    return client.post(f"{CLOSED}add/", {"article": article.pk, "sentence": sentence}, follow=True)


def test_a_moderator_closes_an_article_with_a_sentence_and_its_reviews_stay(
    client, moderator, article, public
):
    etag = client.get(article.get_absolute_url()).headers["ETag"]
    close(client, article)
    assert SENTENCE in public()
    assert "It made the difference clear to me." in public()
    assert client.get(article.get_absolute_url()).headers["ETag"] != etag
    send(article)
    assert Review.objects.count() == 1


def test_another_sentence_is_shown_at_once(client, moderator, article, public):
    close(client, article)
    before = client.get(article.get_absolute_url()).headers["ETag"]
    client.post(f"{CLOSED}{article.pk}/change/", {"sentence": "Closed for good."})
    assert "Closed for good." in public()
    assert SENTENCE not in public()
    assert client.get(article.get_absolute_url()).headers["ETag"] != before


@pytest.mark.parametrize("way", ["page", "list"])
def test_it_is_opened_again(client, moderator, article, public, way):
    close(client, article)
    before = client.get(article.get_absolute_url()).headers["ETag"]
    if way == "page":
        client.post(f"{CLOSED}{article.pk}/delete/", {"post": "yes"})
    else:
        ticked = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
        client.post(CLOSED, ticked)
    assert SENTENCE not in public()
    assert client.get(article.get_absolute_url()).headers["ETag"] != before
    assert send(article).status_code == 303


def test_the_article_of_a_closing_stays_the_same(client, moderator, article):
    other = make_article("Salt and Pepper")
    close(client, article)
    client.post(f"{CLOSED}{article.pk}/change/", {"article": other.pk, "sentence": "Closed for good."})
    assert ReviewsClosed.objects.get().article == article


def test_only_articles_that_are_open_are_offered_by_their_titles(client, moderator, article):
    for title in ("Milk and Cream", "ale and Beer"):
        make_article(title, slug=title[:3])
    close(client, article)
    page = text(client.get(f"{CLOSED}add/"))
    assert re.findall(r'<option value="\d+">([^<]*)', page) == ["ale and Beer", "Milk and Cream"]
    assert "is not one of the available choices" in text(close(client, article))


@pytest.mark.parametrize("sentence", ["", "Turned\u202e.", "Two\nlines."])
def test_a_sentence_that_cannot_stand_closes_nothing(client, moderator, article, sentence):
    close(client, article, sentence)
    assert not ReviewsClosed.objects.exists()


def test_editors_and_writers_close_nothing(client, article):
    edition = Article.objects.get().edition
    client.force_login(make_user("ed", group="Editors"))
    assert client.get(CLOSED).status_code == 403
    assert close(client, article).status_code == 403
    assert not ReviewsClosed.objects.exists()
    assert Article.objects.get().edition == edition


@pytest.mark.parametrize("way", ["page", "list"])
def test_an_editor_deletes_a_closed_article_that_nobody_reviewed(client, way):
    article = make_article()
    closing.close(article, SENTENCE)
    client.force_login(make_user("ed", group="Editors"))
    address, sent = f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"}
    if way == "list":
        address = "/admin/articles/article/"
        sent |= {"action": "delete_selected", ACTION_CHECKBOX_NAME: [article.pk]}
    else:
        assert "that readers have reviewed" not in client.get(address).content.decode()
    assert client.post(address, sent).status_code == 302
    assert not Article.objects.exists()
    assert not ReviewsClosed.objects.exists()
