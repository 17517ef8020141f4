import re

import pytest
from django.core.management import call_command

from articles.models import Revision
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
    second = client.get("/?page=2").content.decode()
    assert "Drink number 0." in second
    assert "<title>Counterpoint – Page 2 of 2</title>" in second
    assert '<a href="." rel="prev">Newer</a>' in second


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


def test_home_leads_to_the_topics_that_have_something_to_read(client):
    make_article("Iron and Steel", topic="Metals")
    make_article()
    make_draft("A secret draft", topic="Secrets")
    unpublish(make_article("An ended one", topic="Ends"))
    line = re.search(r'<nav class="links" aria-label="Topics">(.*?)</nav>', client.get("/").content.decode())[
        1
    ]
    assert line == '<a href="/topics/metals/">Metals</a><a href="/topics/food/">Food</a>'


def test_without_an_article_home_names_no_topics(client):
    make_draft()
    assert 'aria-label="Topics"' not in client.get("/").content.decode()


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/articles/an-ended-one/", 410)])
def test_a_page_where_nothing_is_leads_home(client, path, status):
    unpublish(make_article("An ended one"))
    response = client.get(path)
    assert response.status_code == status
    assert '<a href="/">See all articles</a>' in response.content.decode()


def test_the_newest_article_shows_the_first_rows_of_its_table(client):
    make_article("Iron and Steel", subjects=("Iron", "Steel"))
    make_article(rows=4)
    page = client.get("/").content.decode()
    assert re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', page) == [
        "Aspect 1",
        "Aspect 2",
        "Aspect 3",
    ]
    cells = re.findall(r'<td role="cell" data-subject="(\d)"><b aria-hidden="true">(.*?)</b>(.*?)</td>', page)
    assert cells[:2] == [("1", "Tea", "Tea, aspect 1"), ("2", "Coffee", "Coffee, aspect 1")]
    assert len(cells) == 6
    assert "Iron, aspect" not in page


def test_its_rows_follow_the_order_of_the_subjects_as_it_was_published(client):
    article = make_article()
    article.subjects.filter(name="Coffee").update(position=0)
    assert client.get("/").content.decode().index("Tea, aspect 1") > 0
    publish(article)
    page = client.get("/").content.decode()
    assert page.index("Coffee, aspect 1") < page.index("Tea, aspect 1")


def test_without_rows_there_is_no_table(client):
    make_article(rows=0)
    assert "<table" not in client.get("/").content.decode()


def test_a_card_of_an_earlier_release_is_shown_as_this_one_makes_it(client):
    make_article()
    revision = Revision.objects.get()
    revision.card.pop("rows")
    revision.renderer_version = 3
    revision.save(update_fields=["card", "renderer_version"])
    assert "Tea, aspect 1" in client.get("/").content.decode()
