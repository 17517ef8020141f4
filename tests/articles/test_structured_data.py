"""What an article is, told to machines in the words of schema.org."""

import re
from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage

from articles.models import Article, Author, Byline, Identity, Revision, Source
from articles.publishing import publish
from tests.articles.structured import DATA, SCHEMA, complaints, graph
from tests.cast import make_article, make_draft, make_picture, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ARTICLE = "/articles/tea-and-coffee/"
SITE = "http://127.0.0.1:8000"
NODE = f"{SITE}{ARTICLE}#article"


@pytest.fixture
def full(clock):
    """An article with everything that data can tell of."""
    clock("2027-03-01 10:00")
    article = make_draft(cover=make_picture())
    Author.objects.update(role="Editor")
    Source.objects.create(article=article, title="Tea", url="https://tea.example/", publisher="Tea Press")
    Source.objects.create(article=article, title="A book")
    publish(article)
    clock("2027-03-05 10:00")
    article = Article.objects.get()
    article.summary += " Changed."
    article.save()
    publish(article, kind="correction", note="Tea has less caffeine than we said.")
    Revision.objects.filter(number=2).update(social_card="cards/1-2-0123456789abcdef.jpg")
    words = {"rating": 2, "comment": "Too <short>.\n\nAnd & quick.", "name": "Rosa"}
    make_review(article, "approved", submitted_at=datetime(2027, 3, 4, 10, tzinfo=UTC), **words)
    make_review(article, comment="Nobody has approved this yet.")
    return article


@pytest.mark.parametrize("path", ["/", "/?page=1", "/topics/food/", "/authors/the-editors/", ARTICLE])
def test_every_type_and_property_is_schema_orgs(client, full, path):
    nodes = graph(client, path)
    assert len(nodes) > 2
    assert [*complaints(nodes)] == []


def test_a_word_that_schema_org_does_not_know_is_found():
    node = {"@type": "Article", "@id": "x", "aggregateRating": {"@type": "Rating"}, "wordCount": "many"}
    assert [*complaints({"x": node})] == [
        "Article has no property aggregateRating",
        "wordCount of Article is none of ['Integer']: 'many'",
    ]
    for kind in ("Product", "FAQPage", "AggregateRating"):
        assert kind not in SCHEMA


def test_an_article_is_told_as_its_page_shows_it(client, full):
    node = graph(client, ARTICLE)[NODE]
    assert node["headline"] == "Tea and Coffee"
    assert node["datePublished"] == "2027-03-01"
    assert node["dateModified"] == "2027-03-05"
    assert node["articleSection"] == "Food"
    assert node["inLanguage"] == "en"
    assert node["author"] == [
        {
            "@type": "Person",
            "@id": f"{SITE}/authors/the-editors/#person",
            "name": "the editors",
            "url": f"{SITE}/authors/the-editors/",
            "jobTitle": "Editor",
        }
    ]
    assert [subject["name"] for subject in node["about"]] == ["Tea", "Coffee"]
    assert {subject["@type"] for subject in node["about"]} == {"DefinedTerm"}
    page = client.get(ARTICLE).content.decode()
    for subject in node["about"]:
        assert f'id="{subject["url"].partition("#")[2]}"' in page


def test_its_sources_and_corrections_are_told(client, full):
    node = graph(client, ARTICLE)[NODE]
    assert node["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "Tea",
            "url": "https://tea.example/",
            "publisher": {"@type": "Organization", "name": "Tea Press"},
        },
        {"@type": "CreativeWork", "name": "A book"},
    ]
    assert node["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Tea has less caffeine than we said.",
            "datePublished": "2027-03-05",
        }
    ]


def test_its_pictures_have_their_sizes(client, full):
    card, *cover = graph(client, ARTICLE)[NODE]["image"]
    assert card["url"] == f"{SITE}/media/cards/1-2-0123456789abcdef.jpg"
    assert (card["width"], card["height"]) == ("1200 px", "630 px")
    assert [(file["width"], file["height"]) for file in cover] == [("64 px", "36 px")]
    assert cover[0]["url"].endswith(".jpg")
    assert default_storage.exists(cover[0]["url"].removeprefix(f"{SITE}/media/"))


def test_an_article_that_was_not_changed_has_no_date_of_a_change(client):
    make_article()
    node = graph(client, ARTICLE)[NODE]
    for name in ("dateModified", "correction", "citation", "image", "commentCount", "review"):
        assert name not in node


def test_a_long_title_is_cut_to_what_search_engines_read(client):
    make_article("Tea and Coffee " * 12, slug="tea-and-coffee")
    assert len(graph(client, ARTICLE)[NODE]["headline"]) == 110


def test_the_words_are_counted_without_their_marks(client):
    counts = []
    for slug, text in {"a": "Two drinks.", "b": "Two *hot* [drinks](/x/) indeed."}.items():
        make_article("Tea and Coffee", slug=slug, introduction=text)
        counts.append(graph(client, f"/articles/{slug}/")[f"{SITE}/articles/{slug}/#article"]["wordCount"])
    assert counts[1] - counts[0] == 2
    assert 60 < counts[0] < 120


def test_the_reviews_on_the_page_are_told_and_no_others(client, full):
    for number in range(21):
        make_review(full, "approved", comment=f"Number {number} of those who liked it.")
    node = graph(client, ARTICLE)[NODE]
    assert node["commentCount"] == 22
    page = client.get(ARTICLE).content.decode()
    assert len(node["review"]) == 20
    for review in node["review"]:
        assert f'id="review-{review["@id"].split("/")[-2]}"' in page
    assert "Nobody has approved this yet." not in page


def test_a_review_is_told_as_it_stands_there(client, full):
    (review,) = graph(client, ARTICLE)[NODE]["review"]
    row = full.reviews.approved().get()
    assert review == {
        "@type": "Review",
        "@id": SITE + row.permalink,
        "author": {"@type": "Person", "name": "Rosa"},
        "datePublished": "2027-03-04",
        "reviewRating": {"@type": "Rating", "ratingValue": 2},
        "reviewBody": "Too <short>.\n\nAnd & quick.",
    }


def test_nothing_in_the_data_ends_it(client):
    article = make_article("Tea </script><b> & <!--", slug="tea-and-coffee")
    make_review(
        article, "approved", comment="</script><script>alert(1)</script> &amp;\u2028<!--", name="<b>&"
    )
    (text,) = DATA.findall(client.get(ARTICLE).content.decode())
    assert not re.search("[<>&\u2028\u2029]", text)
    node = graph(client, ARTICLE)[NODE]
    assert node["headline"] == "Tea </script><b> & <!--"
    assert node["review"][0]["reviewBody"] == "</script><script>alert(1)</script> &amp;\u2028<!--"
    assert "<script>alert" not in client.get(ARTICLE).content.decode()


def test_the_way_to_an_article_leads_over_its_topic(client, full):
    nodes = graph(client, ARTICLE)
    page = nodes[SITE + ARTICLE]
    trail = nodes[page["breadcrumb"]["@id"]]["itemListElement"]
    assert [(row["position"], row["name"], row["item"]["@id"]) for row in trail] == [
        (1, "Home", f"{SITE}/"),
        (2, "Food", f"{SITE}/topics/food/"),
        (3, "Tea and Coffee", SITE + ARTICLE),
    ]
    assert page["mainEntity"] == {"@id": NODE}


def test_the_site_is_the_same_node_on_every_page(client, full):
    Identity.objects.update(name="Tea & Co")
    for path in ("/", ARTICLE, "/topics/food/", "/authors/the-editors/"):
        nodes = graph(client, path)
        assert nodes[f"{SITE}/#website"]["name"] == "Tea & Co"
        assert nodes[f"{SITE}/#organization"]["logo"] == f"{SITE}/static/apple-touch-icon.png"
        assert nodes[f"{SITE}/#website"]["publisher"] == {"@id": f"{SITE}/#organization"}


def test_a_list_names_its_articles_in_their_order_and_counts_on(client):
    for number in range(13):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    for path, first, names in [("/", 1, range(12, 0, -1)), ("/topics/food/?page=2", 13, [0])]:
        (page,) = [node for node in graph(client, path).values() if node["@type"] == "CollectionPage"]
        rows = page["mainEntity"]["itemListElement"]
        assert page["url"] == SITE + path
        assert [row["name"] for row in rows] == [f"Drink number {number}." for number in names]
        assert [row["position"] for row in rows] == [*range(first, first + len(rows))]
        assert rows[-1]["item"] == {"@id": f"{SITE}/articles/drink-{names[-1]}/"}


def test_an_author_is_a_person_with_a_page(client):
    article, photo = make_article(), make_picture()
    ada = Author.objects.create(name="Ada", slug="ada", role="Science editor", photo=photo)
    Byline.objects.create(article=article, author=ada)
    nodes = graph(client, "/authors/ada/")
    page = nodes[f"{SITE}/authors/ada/"]
    person = nodes[page["mainEntity"]["@id"]]
    assert page["@type"] == "ProfilePage"
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "Ada", "Science editor")
    assert default_storage.exists(person["image"].removeprefix(f"{SITE}/media/"))
    assert [*complaints(nodes)] == []


def test_each_page_of_an_author_names_itself_and_the_articles_on_it(client):
    for number in range(13):
        make_article(f"Drink number {number}.", slug=f"drink-{number}", rows=0)
    person, path = f"{SITE}/authors/the-editors/#person", "/authors/the-editors/"
    for address, numbers in ((path, range(12, 0, -1)), (f"{path}?page=2", [0])):
        nodes = graph(client, address)
        page = nodes[f"{SITE}{address}"]
        assert page["url"] == f"{SITE}{address}"
        assert page["mainEntity"] == {"@id": person}
        assert page["hasPart"] == [
            {
                "@type": "Article",
                "@id": f"{SITE}/articles/drink-{number}/#article",
                "headline": f"Drink number {number}.",
                "url": f"{SITE}/articles/drink-{number}/",
                "author": {"@id": person},
            }
            for number in numbers
        ]
        assert [*complaints(nodes)] == []


def test_a_list_without_articles_has_none_to_name(client):
    (page,) = [node for node in graph(client, "/").values() if node["@type"] == "CollectionPage"]
    assert "mainEntity" not in page
