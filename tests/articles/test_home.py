import pytest
from django.core.management import call_command

from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db


def test_home_lists_the_public_articles_the_newest_first(client):
    make_article("First drink")
    make_article("Second drink")
    make_draft("A secret draft")
    unpublish(make_article("An ended one"))
    html = client.get("/").content.decode()
    assert html.index("Second drink") < html.index("First drink")
    assert "A secret draft" not in html
    assert "An ended one" not in html


def test_home_without_an_article_says_so(client):
    response = client.get("/")
    assert response.status_code == 200
    assert "nothing to read here yet" in response.content.decode()


def test_home_shows_the_published_title_not_the_draft(client):
    article = make_article("Tea and Coffee")
    article.title = "Tea versus Coffee"
    article.save()
    assert "Tea versus Coffee" not in client.get("/").content.decode()
    publish(article)
    assert "Tea versus Coffee" in client.get("/").content.decode()


def test_home_turns_pages(client):
    for number in range(13):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    assert "Drink number 0." not in client.get("/").content.decode()
    assert "?page=2" in client.get("/").content.decode()
    assert "Drink number 0." in client.get("/?page=2").content.decode()


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1.5", "9" * 30, "%00"])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    make_article()
    assert client.get(f"/?page={page}").status_code == 404


def test_the_samples_are_on_home_the_owners_article_first(client):
    call_command("load_samples", verbosity=0)
    html = client.get("/").content.decode()
    places = [
        html.index(title)
        for title in ("Leadership and Management", "Cellular and Molecular", "Normal and Diab")
    ]
    assert places == sorted(places)


def test_a_card_says_its_articles_language_and_reads_in_its_direction(client):
    make_article("شاي", slug="tea", language="ar")
    html = client.get("/").content.decode()
    assert '<article class="entry card" lang="ar" dir="rtl">' in html
