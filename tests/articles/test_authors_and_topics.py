"""The pages of an author and of a topic."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.identity import identity
from articles.models import Author, Byline, Topic
from articles.publishing import unpublish
from tests.cast import make_article, make_draft, make_review

pytestmark = pytest.mark.django_db

AUTHOR, TOPIC = "/authors/the-editors/", "/topics/food/"
BOTH = pytest.mark.parametrize("path", [AUTHOR, TOPIC])
# The edition, the row, the number of articles, the articles, their revisions, their ratings, and the site's name.
QUERIES = 7


def read(client, path):
    return client.get(path).content.decode()


@BOTH
def test_it_lists_the_public_articles_the_newest_first(client, path):
    make_article("First drink")
    make_article("Second drink")
    make_draft("A secret draft")
    unpublish(make_article("An ended one"))
    page = read(client, path)
    assert 0 < page.index("Second drink") < page.index("First drink")
    assert "A secret draft" not in page
    assert "An ended one" not in page


@BOTH
def test_it_lists_its_own_articles_alone(client, path):
    make_article()
    other = make_article("Iron and Steel", topic="Metals")
    other.bylines.all().delete()
    Byline.objects.create(article=other, author=Author.objects.create(name="Bob", slug="bob"))
    page = read(client, path)
    assert "Tea and Coffee" in page
    assert "Iron and Steel" not in page
    assert "Iron and Steel" in read(client, "/authors/bob/")
    assert "Iron and Steel" in read(client, "/topics/metals/")


def test_an_author_has_a_name_a_role_and_a_biography_in_markdown(client):
    Author.objects.create(
        name="Ada & Co", slug="ada", role="Science editor", bio="# Work\n\nWrites *much*. <script>x</script>"
    )
    page = read(client, "/authors/ada/")
    assert "<title>Articles by Ada &amp; Co – Counterpoint</title>" in page
    assert "Articles by Ada &amp; Co</h1>" in page
    assert "Science editor" in page
    assert "<h2>Work</h2>" in page
    assert "<em>much</em>" in page
    assert "<script>" not in page


def test_a_topic_has_a_name_and_a_description(client):
    Topic.objects.create(name="Food & Drink", slug="food", description="What we eat & <b>drink</b>.")
    page = read(client, TOPIC)
    assert "Food &amp; Drink</h1>" in page
    assert '<p class="lead">What we eat &amp; &lt;b&gt;drink&lt;/b&gt;.</p>' in page


@BOTH
def test_without_a_public_article_it_says_so(client, path):
    unpublish(make_article("An ended one"))
    response = client.get(path)
    assert response.status_code == 200
    assert "No article at the moment" in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/authors/nobody/", "/topics/nothing/", "/authors/", f"/topics/{'x' * 500}/"]
)
def test_one_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_the_byline_the_eyebrow_and_the_cards_lead_there(client):
    make_article()
    author, topic = f'<a href="{AUTHOR}">the editors</a>', f'<a href="{TOPIC}">Food</a>'
    page = read(client, "/articles/tea-and-coffee/")
    assert f"By {author}" in page
    assert topic in page
    for path in ("/", AUTHOR, TOPIC):
        assert topic in read(client, path)


@BOTH
def test_it_turns_pages(client, path):
    for number in range(13):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    assert "Drink number 0." not in read(client, path)
    assert 'href="?page=2" rel="next"' in read(client, path)
    second = read(client, f"{path}?page=2")
    assert "Drink number 0." in second
    assert f'<link rel="canonical" href="http://127.0.0.1:8000{path}?page=2">' in second


@BOTH
@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "", "1.5", "9" * 30, "%00"])
def test_a_page_that_does_not_exist_is_not_found(client, path, page):
    make_article()
    assert client.get(f"{path}?page={page}").status_code == 404


@pytest.mark.parametrize(
    ("path", "model", "field"),
    [
        (AUTHOR, Author, "name"),
        (AUTHOR, Author, "role"),
        (AUTHOR, Author, "bio"),
        (TOPIC, Topic, "name"),
        (TOPIC, Topic, "description"),
    ],
)
def test_a_change_shows_at_once(client, path, model, field):
    make_article()
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    row = model.objects.get()
    setattr(row, field, "Entirely new")
    row.save()
    response = client.get(path, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert "Entirely new" in response.content.decode()


@BOTH
def test_publishing_unpublishing_and_a_review_show_at_once(client, path):
    article, etag = make_article(), client.get(path)["ETag"]
    for act in (
        lambda: make_article("Milk and Water"),
        lambda: make_review(article, "approved"),
        lambda: unpublish(article),
    ):
        act()
        response = client.get(path, headers={"if-none-match": etag})
        assert response.status_code == 200
        etag = response["ETag"]
    assert "Milk and Water" in read(client, path)
    assert "Tea and Coffee" not in read(client, path)


@BOTH
@pytest.mark.parametrize("number", [1, 12])
def test_it_costs_the_same_however_many_articles(client, path, number):
    for n in range(number):
        make_review(make_article(f"Drink number {n}.", slug=f"drink-{n}", rows=0), "approved")
    identity()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert len(captured) == QUERIES


@pytest.mark.parametrize(("model", "path"), [("author", AUTHOR), ("topic", TOPIC)])
def test_its_form_in_the_admin_leads_to_its_page(editor, model, path):
    article = make_article()
    pk = article.topic_id if model == "topic" else article.authors.get().pk
    page = editor.get(f"/admin/articles/{model}/{pk}/change/").content.decode()
    assert f'<a href="{path}" class="viewsitelink">View on site</a>' in page


@BOTH
def test_nobody_posts_there(client, path):
    make_article()
    assert client.post(path).status_code == 405
