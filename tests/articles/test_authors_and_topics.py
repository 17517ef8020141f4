"""The pages of an author and of a topic."""

import re

import pytest
from django.contrib.flatpages.models import FlatPage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.identity import identity
from articles.models import Author, Byline, Identity, Topic
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_review
from tests.forms import form_data

pytestmark = pytest.mark.django_db

AUTHOR, TOPIC = "/authors/the-editors/", "/topics/food/"
BOTH = pytest.mark.parametrize("path", [AUTHOR, TOPIC])
# The edition, the row, the number of articles, the articles, their revisions, the topics, the ratings, the site.
QUERIES = 8


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
    assert '<p class="lead" dir="auto">What we eat &amp; &lt;b&gt;drink&lt;/b&gt;.</p>' in page


@BOTH
def test_without_a_public_article_it_says_so(client, path):
    unpublish(make_article("An ended one"))
    response = client.get(path)
    assert response.status_code == 200
    assert "No article at the moment" in response.content.decode()


@BOTH
def test_it_is_kept_out_of_indexes_until_there_is_something_to_read(client, path):
    article = make_article()
    assert robots(client, path) == ["max-image-preview:large"]
    unpublish(article)
    assert robots(client, path) == ["noindex"]


def robots(client, path):
    return re.findall(r'<meta name="robots" content="(.*?)">', read(client, path))


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
def test_it_leads_home_and_to_the_topics_with_something_to_read(client, path):
    make_article()
    make_article("Iron and Steel", topic="Metals")
    make_draft("A secret draft", topic="Secrets")
    unpublish(make_article("An ended one", topic="Ends"))
    here = ' aria-current="page"' if path == TOPIC else ""
    links = f'<a href="/">All articles</a><a href="{TOPIC}"{here}>Food</a><a href="/topics/metals/">Metals</a></nav>'
    assert links in read(client, path)


@BOTH
def test_a_topic_that_time_alone_opens_makes_it_a_new_page(client, clock, path):
    clock("2027-01-01 08:00")
    at = make_article().public_from.replace(hour=9)
    metal = make_draft("Iron and Steel", topic="Metals")
    metal.bylines.all().delete()
    publish(metal, at=at)
    etag = client.get(path)["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    clock("2027-01-01 09:30")
    assert ">Metals</a>" in client.get(path, headers={"if-none-match": etag}).content.decode()


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


def move(editor, row, slug):
    url = f"/admin/articles/{row._meta.model_name}/{row.pk}/change/"
    return editor.post(url, form_data(editor.get(url), slug=slug))


def leads_to(client, path):
    response = client.get(path)
    return response["Location"] if response.status_code == 301 else response.status_code


MODELS = pytest.mark.parametrize(("model", "path"), [(Author, AUTHOR), (Topic, TOPIC)])


@MODELS
def test_it_is_found_at_its_old_addresses_and_at_its_first_one_again(editor, model, path):
    make_article()
    row = model.objects.get()
    first, second, third = path, path.replace(row.slug, "second"), path.replace(row.slug, "third")
    move(editor, row, "second")
    move(editor, row, "third")
    assert [leads_to(editor, p) for p in (first, second, third)] == [third, third, 200]
    assert leads_to(editor, f"{first}?page=1") == f"{third}?page=1"
    assert leads_to(editor, first.upper()) == third
    move(editor, row, row.slug)
    assert [leads_to(editor, p) for p in (first, second, third)] == [200, first, first]
    assert {old.slug for old in row.old_slugs.all()} == {"second", "third"}


@MODELS
def test_an_address_that_another_one_had_is_refused(editor, model, path):
    make_article()
    row = model.objects.get()
    move(editor, row, "second")
    other = model.objects.create(name="Another", slug="another")
    page = move(editor, other, row.slug)
    assert "Another one once was at this address" in page.content.decode()
    assert leads_to(editor, path) == path.replace(row.slug, "second")


@MODELS
def test_with_it_its_old_addresses_go(editor, model, path):
    row = model.objects.create(name="Nobody yet", slug=path.split("/")[2])
    move(editor, row, "second")
    assert leads_to(editor, path) == path.replace(row.slug, "second")
    row.delete()
    assert leads_to(editor, path) == 404


MODELS_OF = {"articles/author": Author, "articles/identity": Identity, "flatpages/flatpage": FlatPage}


@pytest.mark.parametrize(
    ("place", "field"),
    [("articles/author", "bio"), ("articles/identity", "footer"), ("flatpages/flatpage", "content")],
)
def test_where_no_picture_is_shown_the_form_says_so(editor, place, field):
    make_article()
    url = f"/admin/{place}/{MODELS_OF[place].objects.first().pk}/change/"
    for text in ("Here: ![me](picture:12)", "![x](https://elsewhere.example/x.png)"):
        page = editor.post(url, form_data(editor.get(url), **{field: text})).content.decode()
        assert "Pictures are shown in the texts of articles only" in page
    data = form_data(editor.get(url), **{field: "`![](picture:12)` is how it is written."})
    assert editor.post(url, data).status_code == 302
