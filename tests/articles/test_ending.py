"""Taking an article down at a time to come, and keeping it after all."""

import pytest
from django.contrib.admin.models import LogEntry

from tests.articles.desk import LONG, save, url
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db


def test_an_article_ends_at_its_time(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    end = {"at_0": "2027-01-02", "at_1": "09:00", "note": "It was for one day."}
    html = editor.post(url(article, "unpublish"), end, follow=True).content.decode()
    assert "It will be public until 2 January 2027, 09:00" in html
    assert editor.get(article.get_absolute_url()).status_code == 200
    clock("2027-01-02 09:00")
    response = editor.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "It was for one day." in response.content.decode()
    assert "Tea and Coffee" not in editor.get("/").content.decode()


def test_an_end_to_come_is_taken_back(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    editor.post(url(article, "unpublish"), {"at_0": "2027-01-02", "at_1": "09:00"})
    editor.post(url(article, "unpublish"), {"_keep": "1"})
    clock("2027-01-03 09:00")
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_an_end_that_has_come_meanwhile_is_not_said_to_be_taken_back(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    editor.post(url(article, "unpublish"), {"at_0": "2027-01-02", "at_1": "09:00"})
    clock("2027-01-02 09:00")
    before = LogEntry.objects.count()
    html = editor.post(url(article, "unpublish"), {"_keep": "1"}, follow=True).content.decode()
    assert "It has ended meanwhile." in html
    assert "It stays public." not in html
    assert LogEntry.objects.count() == before
    assert editor.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize("make", [make_draft, make_article])
def test_where_no_end_was_set_none_is_taken_back(editor, make):
    html = editor.post(url(make(), "unpublish"), {"_keep": "1"}, follow=True).content.decode()
    assert "No end is set for it." in html
    assert not LogEntry.objects.exists()


def test_an_update_before_the_end_does_not_move_the_end(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    editor.post(url(article, "unpublish"), {"at_0": "2027-01-02", "at_1": "09:00", "note": "Over."})
    save(editor, article, "_publish", summary="Other words." + LONG)
    clock("2027-01-02 09:00")
    response = editor.get(article.get_absolute_url())
    assert (response.status_code, "Over." in response.content.decode()) == (410, True)


def test_what_is_scheduled_for_the_very_end_brings_the_article_back(editor, clock):
    clock("2027-01-01 09:00")
    article, moment = make_article(), ("2027-01-02", "09:00")
    editor.post(url(article, "unpublish"), dict(zip(("at_0", "at_1"), moment, strict=True)))
    at = dict(zip(("publish_at_0", "publish_at_1"), moment, strict=True))
    save(editor, article, "_schedule", summary="Other words." + LONG, **at)
    assert "09:00 and brings it back then" in editor.get(url(article, "unpublish")).content.decode()
    clock("2027-01-02 09:00")
    assert "Other words." in editor.get(article.get_absolute_url()).content.decode()
    assert "Tea and Coffee" in editor.get("/").content.decode()
