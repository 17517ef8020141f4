"""The list of articles in the admin: how each one stands, at a glance."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.publishing import publish, unpublish
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def states(client, query=""):
    """{title: what its line says}."""
    html = client.get(LIST + query).content.decode()
    rows = re.findall(r'class="field-title".*?>([^<]+)</a>.*?class="field-state">(.*?)</td>', html, re.DOTALL)
    return {title: re.sub(r"<[^>]+>", "", state) for title, state in rows}


@pytest.fixture
def one_of_each(editor, clock):
    clock("2027-01-01 09:00")
    make_draft("Draft")
    make_article("Public")
    save(editor, make_article("Changed"), conclusion="Another end.")
    publish(make_draft("Scheduled"), at=Article.objects.get(title="Public").public_from.replace(day=2))
    ended = make_article("Ended")
    clock("2027-01-01 09:01")
    unpublish(ended)
    unpublish(make_article("Ending"), at=Article.objects.get(title="Public").public_from.replace(day=3))
    for article in Article.objects.exclude(title="Changed"):
        save(editor, article)


def test_each_line_says_how_its_article_stands(editor, one_of_each):
    assert states(editor) == {
        "Draft": "Draft",
        "Public": "Public",
        "Changed": "Public Changed since publishing",
        "Scheduled": "Scheduled for 2027-01-02 09:00",
        "Ended": "Ended",
        "Ending": "Public Until 2027-01-03 09:00",
    }


def test_the_filter_finds_those_of_one_state(editor, one_of_each):
    names = ("draft", "public", "changed", "scheduled", "ended", "nonsense")
    assert {name: set(states(editor, f"?state={name}")) for name in names} == {
        "draft": {"Draft"},
        "public": {"Public", "Changed", "Ending"},
        "changed": {"Changed"},
        "scheduled": {"Scheduled"},
        "ended": {"Ended"},
        "nonsense": {"Draft", "Public", "Changed", "Scheduled", "Ended", "Ending"},
    }


def test_time_alone_moves_the_states(editor, one_of_each, clock):
    clock("2027-01-04 09:00")
    shown = states(editor)
    assert (shown["Scheduled"], shown["Ending"]) == ("Public", "Ended")


def test_a_change_that_is_taken_back_by_hand_is_none(editor):
    article = make_article()
    save(editor, article, conclusion="Another end.")
    assert states(editor)[article.title] == "Public Changed since publishing"
    save(editor, article, conclusion=article.conclusion)
    assert states(editor)[article.title] == "Public"


def test_it_names_who_saved_last(editor):
    article = make_draft()
    save(editor, article)
    assert re.search(r'class="field-last_edited">.*</time> ed<', editor.get(LIST).content.decode())


@pytest.mark.parametrize("words", ["coffee", "teapot", "old-address", "What Tea"])
def test_search_finds_by_title_summary_subject_and_old_address(editor, words):
    article = make_article(subjects=("Teapot", "Cup"))
    slug, article.slug = article.slug, "now"
    article.save()
    article.old_slugs.filter(slug=slug).update(slug="old-address")
    make_draft("Water", subjects=("Still", "Sparkling"))
    assert set(states(editor, f"?q={words}")) == {article.title}


def test_several_are_published_through_the_gate_and_each_says_what_came_of_it(editor):
    good, bad = make_draft("Good"), make_draft("Bad", summary="")
    action = {"action": "publish", ACTION_CHECKBOX_NAME: [good.pk, bad.pk]}
    html = editor.post(LIST, action, follow=True).content.decode()
    assert f'<a href="{change_url(good)}">Good</a>: Published: readers see revision 1.' in html
    assert f'<a href="{change_url(bad)}">Bad</a>: It is not published. The summary is missing.' in html
    assert editor.get(good.get_absolute_url()).status_code == 200
    assert editor.get(bad.get_absolute_url()).status_code == 404


def test_an_article_that_ended_is_not_brought_back_from_the_list(editor):
    ended = make_article()
    unpublish(ended)
    action = {"action": "publish", ACTION_CHECKBOX_NAME: [ended.pk]}
    html = editor.post(LIST, action, follow=True).content.decode()
    assert "It has ended, and is brought back from its own page only." in html
    assert editor.get(ended.get_absolute_url()).status_code == 410


def test_a_writer_publishes_nothing_from_the_list(client):
    client.force_login(make_user("wanda", group="Writers"))
    article = make_draft()
    client.post(LIST, {"action": "publish", ACTION_CHECKBOX_NAME: [article.pk]}, follow=True)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_the_list_costs_no_query_for_each_line(editor, django_assert_num_queries):
    for number in range(3):
        make_article(f"Article {number}")
    editor.get(LIST)  # what is kept of the site is read once
    with CaptureQueriesContext(connection) as few:
        editor.get(LIST)
    number_of_queries = len(few)
    for number in range(10):
        make_article(f"More {number}")
    editor.get(LIST)
    with django_assert_num_queries(number_of_queries):
        editor.get(LIST)
