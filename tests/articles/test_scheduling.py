"""Publishing at a time to come."""

from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command

from articles.models import Article, Revision, SiteEdition
from articles.publishing import publish
from tests.articles.desk import LONG, change_url, save, url
from tests.cast import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db


def schedule(client, article, day, time="09:00", **changes):
    return save(client, article, "_schedule", publish_at_0=day, publish_at_1=time, **changes)


def change_schedule(client, article, button, number=1, **at):
    """Move or cancel revision `number`, as it was seen waiting."""
    return client.post(url(article, "schedule"), {button: "1", "number": number} | at, follow=True)


def draw_cards():
    """As the tasks do that no test runs here."""
    call_command("renditions", stdout=StringIO())


def publish_due():
    out = StringIO()
    call_command("publish_due", stdout=out)
    return out.getvalue()


def test_a_scheduled_article_is_public_at_its_time_and_not_before_though_no_job_runs(editor, clock):
    clock("2027-01-01 09:00")
    article = make_draft()
    html = schedule(editor, article, "2027-01-02").content.decode()
    assert "Revision 1 is scheduled for 2 January 2027, 09:00" in html
    clock("2027-01-02 08:59")
    assert editor.get(article.get_absolute_url()).status_code == 404
    assert "Tea and Coffee" not in editor.get("/").content.decode()
    clock("2027-01-02 09:00")
    assert "2 January 2027" in editor.get(article.get_absolute_url()).content.decode()
    assert "Tea and Coffee" in editor.get("/").content.decode()


def test_readers_see_the_words_of_before_until_the_time_has_come(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article(summary="As it was." + LONG)
    schedule(editor, article, "2027-01-02", summary="As it will be." + LONG)
    before = editor.get(article.get_absolute_url())
    assert "As it was." in before.content.decode()
    clock("2027-01-02 09:00")
    after = editor.get(article.get_absolute_url(), headers={"if-none-match": before["ETag"]})
    assert "As it will be." in after.content.decode()
    assert 'Updated <time datetime="2027-01-02">' in after.content.decode()


def test_nothing_is_published_over_a_waiting_schedule(editor, clock):
    clock("2027-01-01 09:00")
    article = make_draft()
    schedule(editor, article, "2027-01-02")
    page = editor.get(change_url(article)).content.decode()
    assert 'name="_publish"' not in page
    assert "before anything else is published" in page
    for response in (save(editor, article, "_publish"), schedule(editor, article, "2027-01-03")):
        assert "Move or cancel that first." in response.content.decode()
    assert Revision.objects.count() == 1


def test_a_schedule_is_moved(editor, clock):
    clock("2027-01-01 09:00")
    article = make_draft()
    schedule(editor, article, "2027-01-02")
    html = change_schedule(editor, article, "_move", at_0="2027-01-05", at_1="10:30").content.decode()
    assert "It will be published at 5 January 2027, 10:30" in html
    clock("2027-01-02 09:00")
    assert editor.get(article.get_absolute_url()).status_code == 404
    clock("2027-01-05 10:30")
    assert "5 January 2027" in editor.get(article.get_absolute_url()).content.decode()


def test_a_cancelled_schedule_publishes_nothing_and_stays_in_the_history(editor, clock):
    clock("2027-01-01 09:00")
    article = make_draft()
    schedule(editor, article, "2027-01-02")
    html = change_schedule(editor, article, "_cancel").content.decode()
    assert "Revision 1 stays in the history." in html
    clock("2027-01-03 09:00")
    assert editor.get(article.get_absolute_url()).status_code == 404
    html = save(editor, article, "_publish").content.decode()
    assert "Published: readers see revision 2." in html
    assert "3 January 2027" in editor.get(article.get_absolute_url()).content.decode()
    assert Revision.objects.get(number=2).kind == "first"


@pytest.mark.parametrize("button", ["_cancel", "_move"])
def test_what_has_gone_public_meanwhile_is_neither_moved_nor_cancelled(editor, clock, button):
    clock("2027-01-01 09:00")
    article = make_draft()
    schedule(editor, article, "2027-01-02")
    clock("2027-01-02 10:00")
    html = change_schedule(editor, article, button, at_0="2027-01-05", at_1="10:30").content.decode()
    assert "Nothing is scheduled any more." in html
    assert editor.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("button", ["_cancel", "_move"])
@pytest.mark.parametrize("number", ["1", "", "x"])
def test_what_somebody_else_scheduled_meanwhile_is_neither_moved_nor_cancelled(editor, clock, button, number):
    clock("2027-01-01 09:00")
    article = make_draft()
    schedule(editor, article, "2027-01-02")
    shown = editor.get(url(article, "schedule")).content.decode()
    assert '<input type="hidden" name="number" value="1">' in shown
    change_schedule(editor, article, "_cancel")
    schedule(editor, article, "2027-01-03")
    response = change_schedule(editor, article, button, number, at_0="2027-01-05", at_1="10:30")
    assert "Meanwhile revision 2 was scheduled, for 3 January 2027, 09:00." in response.content.decode()
    clock("2027-01-03 09:00")
    assert editor.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("day", "time", "message"),
    [
        ("2027-03-28", "02:30", "When the clocks change this time exists twice or not at all."),
        ("2027-10-31", "02:30", "When the clocks change this time exists twice or not at all."),
        ("2026-12-31", "09:00", "This time has passed. Choose one to come."),
        ("", "", "Choose the day and the time at which it is to be published."),
        ("2027-02-30", "09:00", "Enter a valid date."),
        ("2027-02-03", "", "Enter a valid time."),
        ("99999-01-01", "09:00", "Enter a valid date."),
        ("9999-12-31", "23:59", "Choose a day up to the year 2999."),
        ("a\x00b", "09:00", "Enter a valid date."),
    ],
)
def test_a_time_that_cannot_be_is_an_error_beside_it_and_the_text_is_kept(
    editor, clock, settings, day, time, message
):
    settings.TIME_ZONE = "Europe/Berlin"
    clock("2027-01-01 09:00")
    article = make_draft()
    html = schedule(editor, article, day, time, conclusion="Typed and kept.").content.decode()
    assert message in html
    assert "Typed and kept.</textarea>" in html
    assert not Revision.objects.exists()


def test_a_schedule_across_a_change_of_the_clocks_is_kept_at_the_hour_that_was_chosen(
    editor, clock, settings
):
    settings.TIME_ZONE = "Europe/Berlin"
    clock("2027-03-27 12:00")
    article = make_draft()
    html = schedule(editor, article, "2027-03-28", "09:00").content.decode()
    assert "Revision 1 is scheduled for 28 March 2027, 09:00" in html
    clock("2027-03-28 06:59")  # 8:59 in summer time
    assert editor.get(article.get_absolute_url()).status_code == 404
    clock("2027-03-28 07:00")
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_a_time_is_not_passed_over_when_publish_is_pressed(editor, clock):
    clock("2027-01-01 09:00")
    article = make_draft()
    at = {"publish_at_0": "2027-01-02", "publish_at_1": "09:00"}
    html = save(editor, article, "_publish", conclusion="Typed and kept.", **at).content.decode()
    assert "“Publish” means now." in html
    assert "Typed and kept.</textarea>" in html
    assert not Revision.objects.exists()
    save(editor, article, "_publish")
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_a_draft_that_says_what_readers_see_is_not_scheduled(editor, clock):
    clock("2027-01-01 09:00")
    html = schedule(editor, make_article(), "2027-01-02").content.decode()
    assert "Nothing was changed since revision 1, which readers see." in html
    assert Revision.objects.count() == 1


def test_an_article_that_ended_is_scheduled_to_come_back(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    clock("2027-01-01 09:01")
    editor.post(url(article, "unpublish"), {"note": "It rests."})
    schedule(editor, article, "2027-01-03")
    clock("2027-01-02 09:00")
    gone = editor.get(article.get_absolute_url())
    assert (gone.status_code, "It rests." in gone.content.decode()) == (410, True)
    clock("2027-01-03 09:00")
    html = editor.get(article.get_absolute_url()).content.decode()
    assert '<time datetime="2027-01-01"' in html, "it was first published then"
    assert Article.objects.get().is_published


def test_a_schedule_of_an_ended_article_that_is_cancelled_leaves_it_ended(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    clock("2027-01-01 09:01")
    editor.post(url(article, "unpublish"), {})
    schedule(editor, article, "2027-01-03")
    change_schedule(editor, article, "_cancel", number=2)
    clock("2027-01-04 09:00")
    assert editor.get(article.get_absolute_url()).status_code == 410


def test_publish_due_says_what_time_has_done_and_does_it_once(editor, clock):
    clock("2027-01-01 09:00")
    coming, ending = make_draft("Coming"), make_article("Ending")
    schedule(editor, coming, "2027-01-02")
    editor.post(url(ending, "unpublish"), {"at_0": "2027-01-02", "at_1": "09:00"})
    draw_cards()
    assert publish_due() == "Nothing was due.\n"
    clock("2027-01-02 10:00")
    before = SiteEdition.current()
    assert publish_due().splitlines() == [
        "coming: Revision 1 is public since 2 January 2027, 09:00",
        "ending: No longer public since 2 January 2027, 09:00",
    ]
    assert SiteEdition.current() == before + 2
    assert LogEntry.objects.filter(
        object_id=coming.pk, change_message__contains="Revision 1 is public"
    ).exists()
    assert publish_due() == "Nothing was due.\n"


def test_publish_due_follows_a_change_of_a_public_article(clock):
    clock("2027-01-01 09:00")
    article = make_article()
    Article.objects.update(summary="Other words." + LONG)
    publish(article, at=Article.objects.get().public_from.replace(day=2))
    draw_cards()
    assert publish_due() == "Nothing was due.\n"
    clock("2027-01-02 10:00")
    assert "Revision 2 is public" in publish_due()
    assert publish_due() == "Nothing was due.\n"


@pytest.mark.parametrize("name", ["schedule", "unpublish"])
def test_only_who_may_publish_moves_or_ends_anything(client, name):
    client.force_login(make_user("wanda", group="Writers"))
    article = make_article()
    assert client.get(url(article, name)).status_code == 403
    assert client.post(url(article, name), {"_cancel": "1"}).status_code == 403
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("name", ["schedule", "unpublish"])
@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999999"])
def test_there_is_no_page_for_an_article_that_is_not_there(editor, name, pk):
    assert editor.get(f"/admin/articles/article/{pk}/{name}/").status_code == 404


def test_an_article_that_came_back_by_its_schedule_knows_no_end_and_no_update(editor, clock):
    clock("2027-01-01 09:00")
    article = make_article()
    clock("2027-01-01 09:01")
    editor.post(url(article, "unpublish"), {"note": "It rests."})
    schedule(editor, article, "2027-01-03")
    clock("2027-01-04 09:00")
    assert "Updated" not in editor.get(article.get_absolute_url()).content.decode()
    assert "It is public until" not in editor.get(change_url(article)).content.decode()
    page = editor.get(url(article, "unpublish")).content.decode()
    assert "It rests." not in page
    assert "Keep it public" not in page
    editor.post(url(article, "unpublish"), {})
    assert editor.get(article.get_absolute_url()).status_code == 410
