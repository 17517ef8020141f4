import pytest

from articles.publishing import publish
from tests.cast import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/articles/tea-and-coffee/"])
def test_a_reader_who_has_the_page_is_told_so_without_sending_it_again(client, path):
    make_article()
    first = client.get(path)
    assert first["Cache-Control"] == "public, no-cache"
    assert first["ETag"].startswith('W/"')
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


@pytest.mark.parametrize("path", ["/", "/articles/tea-and-coffee/"])
def test_publishing_a_change_makes_the_page_a_new_one(client, path):
    article = make_article()
    etag = client.get(path)["ETag"]
    article.title = "Tea against Coffee"
    article.save()
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    publish(article)
    response = client.get(path, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "Tea against Coffee" in response.content.decode()


def test_a_parameter_that_no_page_knows_makes_no_other_page(client):
    make_article()
    assert client.get("/")["ETag"] == client.get("/?utm_source=mail")["ETag"]
    assert client.get("/")["ETag"] != client.get("/articles/tea-and-coffee/")["ETag"]


def test_another_release_makes_every_page_a_new_one(client, settings):
    make_article()
    etag = client.get("/")["ETag"]
    settings.RELEASE = "another"
    assert client.get("/", headers={"if-none-match": etag}).status_code == 200


def test_while_developing_nothing_is_kept(client, settings):
    make_article()
    settings.RELEASE = ""
    assert "ETag" not in client.get("/")
