"""Where readers go on from an article: others about its subjects, the next one of its topic, or the newest."""

import html
import re

import pytest

from articles.models import AlsoRead, Article
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db

ARTICLE = "/articles/tea-and-coffee/"
METALS = {"topic": "Metals", "subjects": ("Iron", "Tea")}


def more(client, path=ARTICLE):
    """{heading: [titles of its links]} as a reader finds them."""
    page = client.get(path).content.decode()
    found = re.search(r'<nav class="more".*?</nav>', page, re.DOTALL)
    sections = re.findall(r"<section.*?</section>", found.group(), re.DOTALL) if found else []
    return {
        html.unescape(re.search(r"<h2>(.*?)</h2>", section)[1]): [
            html.unescape(title) for title in re.findall(r"<a [^>]*>(.*?)</a>", section)
        ]
        for section in sections
    }


def test_others_about_a_subject_stand_under_its_name_the_newest_first(client):
    make_article()
    make_article("Coffee at noon", topic="Noon", subjects=("COFFEE", "Lunch"))
    make_article("Tea at noon", topic="Noon", subjects=("Ｔea", "Lunch"))
    make_article("Tea at night", topic="Night", subjects=("Sleep", "tea"))
    make_article("Iron and Steel", topic="Metals", subjects=("Iron", "Steel"))
    assert more(client) == {
        "More with Tea": ["Tea at night", "Tea at noon"],
        "More with Coffee": ["Coffee at noon"],
    }


def test_a_subject_has_its_colour(client):
    make_article(subjects=("Coffee", "Tea"))
    make_article("Tea at night", topic="Night", subjects=("Tea", "Sleep"))
    assert (
        '<section id="more-2" data-subject="2"><h2>More with Tea</h2>' in client.get(ARTICLE).content.decode()
    )


def test_one_that_is_about_both_stands_once(client):
    make_article()
    make_article("Breakfast", topic="Noon", subjects=("Coffee", "Tea"))
    assert more(client) == {"More with Tea": ["Breakfast"]}


def test_what_the_live_revision_no_longer_compares_does_not_count(client):
    make_article()
    other = make_article("Iron and Tea", **METALS)
    assert more(client) == {"More with Tea": ["Iron and Tea"]}
    other.subjects.filter(name="Tea").update(name="Steel")
    assert more(client) == {"More with Tea": ["Iron and Tea"]}
    publish(other)
    assert more(client) == {"Next article": ["Iron and Tea"]}


def test_one_that_is_not_public_is_not_named(client):
    make_article()
    make_draft("A secret draft", **METALS)
    make_draft("Another draft")
    for ended in (
        make_article("An ended one", **METALS),
        make_article("An ended drink", subjects=("A", "B")),
    ):
        unpublish(ended)
    assert more(client) == {}


def test_the_next_is_the_next_older_one_and_the_oldest_leads_to_the_newest(client):
    for name in ("Oldest", "Middle", "Newest"):
        make_article(name, subjects=(f"{name} one", f"{name} other"))
    make_article("Iron and Steel", topic="Metals")
    leads = {
        name: more(client, f"/articles/{name}/")["Next in Food"] for name in ("newest", "middle", "oldest")
    }
    assert leads == {"newest": ["Middle"], "middle": ["Oldest"], "oldest": ["Newest"]}


def test_those_of_one_moment_all_come_in_their_turn(client):
    for name in ("One", "Two", "Three"):
        make_article(name, subjects=(f"{name} one", f"{name} other"))
    Article.objects.update(public_from=Article.objects.first().public_from)
    leads = {name: more(client, f"/articles/{name}/")["Next in Food"] for name in ("three", "two", "one")}
    assert leads == {"three": ["Two"], "two": ["One"], "one": ["Three"]}


def test_the_next_is_not_named_twice(client):
    make_article("Tea at night", subjects=("Tea", "Sleep"))
    make_article()
    assert more(client) == {"Next in Food": ["Tea at night"]}


def test_an_article_on_its_own_names_none(client):
    make_article()
    assert "More to read" not in client.get(ARTICLE).content.decode()


def test_where_nothing_else_leads_on_the_newest_article_does(client):
    article = make_draft()
    make_article("Iron and Steel", topic="Metals", subjects=("Iron", "Steel"))
    make_article("Gold and Silver", topic="Metals", subjects=("Gold", "Silver"))
    named = make_article("Day and Night", topic="Time", subjects=("Day", "Night"))
    AlsoRead.objects.create(article=article, target=named, place="headline")
    publish(article)
    make_draft("A secret draft", topic="Secrets")
    assert more(client) == {"Next article": ["Gold and Silver"]}
    make_article("Tea at night", topic="Night", subjects=("Tea", "Sleep"))
    assert more(client) == {"More with Tea": ["Tea at night"]}


def test_what_the_text_leads_to_already_is_passed_over(client):
    article = make_draft()
    make_article("Older drink", subjects=("A", "B"))
    for title, fields in (("Tea at night", METALS), ("Newer drink", {"subjects": ("C", "D")})):
        AlsoRead.objects.create(article=article, target=make_article(title, **fields), place="headline")
    publish(article)
    assert more(client) == {"Next in Food": ["Older drink"]}


def test_there_are_four_at_most_and_the_next_is_one_of_them(client):
    make_article("Older drink", subjects=("A", "B"))
    make_article()
    for number in range(5):
        make_article(f"Tea {number}", topic="Metals", subjects=("Tea", f"Metal {number}"))
    assert more(client) == {"More with Tea": ["Tea 4", "Tea 3", "Tea 2"], "Next in Food": ["Older drink"]}


def test_a_title_says_its_language(client):
    make_article()
    make_article("شاي", slug="tea", language="ar", **METALS)
    link = '<a href="/articles/tea/" lang="ar" dir="rtl">شاي</a>'
    assert link in client.get(ARTICLE).content.decode()


def test_what_time_alone_opens_and_ends_makes_the_page_a_new_one(client, clock):
    clock("2027-01-01 08:00")
    make_article()
    other = make_article("Iron and Tea", **METALS)
    unpublish(other, at=other.public_from.replace(hour=10))
    later = make_draft("Later tea", topic="Night", subjects=("Tea", "Sleep"))
    publish(later, at=other.public_from.replace(hour=9))
    shown, etag = [], ""
    for hour in ("08:30", "09:30", "10:30"):
        clock(f"2027-01-01 {hour}")
        response = client.get(ARTICLE, headers={"if-none-match": etag})
        assert response.status_code == 200
        etag = response["ETag"]
        shown.append(more(client))
    assert shown == [
        {"More with Tea": ["Iron and Tea"]},
        {"More with Tea": ["Later tea", "Iron and Tea"]},
        {"More with Tea": ["Later tea"]},
    ]


def test_a_title_that_time_alone_changes_makes_the_page_a_new_one(client, clock):
    clock("2027-01-01 08:00")
    make_article()
    other = make_article("Iron and Tea", **METALS)
    other.title = "Steel and Tea"
    other.save()
    publish(other, at=other.public_from.replace(hour=9))
    etag = client.get(ARTICLE)["ETag"]
    assert client.get(ARTICLE, headers={"if-none-match": etag}).status_code == 304
    clock("2027-01-01 09:30")
    assert client.get(ARTICLE, headers={"if-none-match": etag}).status_code == 200
    assert more(client) == {"More with Tea": ["Steel and Tea"]}
