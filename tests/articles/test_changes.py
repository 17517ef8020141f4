"""What readers are told of a change, by its kind."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.admin import publication
from articles.models import Revision
from articles.publishing import publish
from tests.articles.desk import change_url, save, url
from tests.cast import make_article, make_draft, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OTHER = "Other words than before, and enough of them for the gate to open. "


def update(client, article, clock, day, **said):
    clock(f"2027-01-{day:02} 12:00")
    return save(client, article, "_publish", summary=f"{OTHER} On day {day}.", **said)


def read(client, article):
    return client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize("kind", ["update", "correction"])
def test_an_update_or_a_correction_moves_updated(editor, clock, kind):
    clock("2027-01-01 12:00")
    article = make_article()
    assert "Updated" not in read(editor, article)
    update(editor, article, clock, 5, kind=kind, note="The dose was wrong.")
    assert 'Updated <time datetime="2027-01-05">' in read(editor, article)


def test_a_minor_change_moves_nothing_and_tells_nothing(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    update(editor, article, clock, 5, kind="update")
    update(editor, article, clock, 9, kind="minor", note="A comma.")
    html = read(editor, article)
    assert "On day 9." in html
    assert 'Updated <time datetime="2027-01-05">' in html
    assert "A comma." not in html


def test_notes_stand_under_changes_with_their_days_the_newest_first(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    update(editor, article, clock, 5, kind="update", note="A section on milk.")
    update(editor, article, clock, 9, kind="correction", note="The <b>dose</b> was wrong.")
    update(editor, article, clock, 11, kind="update")
    changes = read(editor, article).split('id="changes"')[1].split("</section>")[0]
    assert changes.index("9 January 2027</time>, correction: The &lt;b&gt;dose") < changes.index(
        "5 January 2027</time>: A section on milk."
    )
    assert "11 January" not in changes


def test_an_article_without_a_note_has_no_heading_for_changes(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    update(editor, article, clock, 5, kind="update")
    assert "Changes" not in read(editor, article)


def test_a_correction_without_a_note_is_an_error_beside_it_and_nothing_is_published(editor):
    article = make_article()
    html = save(
        editor, article, "_publish", kind="correction", summary=OTHER, conclusion="Kept."
    ).content.decode()
    assert "A correction needs a sentence that tells readers what was wrong." in html
    assert "Kept.</textarea>" in html
    assert Revision.objects.count() == 1


def test_a_review_of_before_a_correction_says_so_and_of_before_a_minor_change_not(editor):
    article = make_article()
    make_review(article, "approved", comment="Written of the first words, long enough to be kept.")
    save(editor, article, "_publish", kind="minor", summary=OTHER)
    assert "before a correction" not in read(editor, article)
    save(editor, article, "_publish", kind="correction", note="It was wrong.", summary=OTHER + "Right.")
    assert "before a correction" in read(editor, article)


def test_the_first_publication_asks_for_no_kind(editor):
    assert "What changed?" not in editor.get(change_url(make_draft())).content.decode()
    html = editor.get(change_url(make_article("Water"))).content.decode()
    assert "What changed?" in html
    assert "Of a minor change readers are told nothing" in html


def test_a_kind_that_there_is_not_is_an_error_beside_it(editor):
    article = make_article()
    html = save(editor, article, "_publish", kind="rewrite", summary=OTHER).content.decode()
    assert "Select a valid choice." in html
    assert Revision.objects.count() == 1


def test_a_document_of_before_there_were_changes_is_carried_on(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    content = article.live.content
    del content["changes"]
    Revision.objects.update(content=content | {"schema_version": 1})
    update(editor, article, clock, 5, kind="correction", note="It was wrong.")
    assert "It was wrong." in read(editor, article)
    update(editor, article, clock, 6, kind="correction", note="That was wrong too.")
    assert read(editor, article).count(", correction:") == 2


def test_a_scheduled_correction_carries_the_day_on_which_it_is_read(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    said = {"kind": "correction", "note": "Wrong.", "publish_at_0": "2027-01-07", "publish_at_1": "09:00"}
    save(editor, article, "_schedule", summary=OTHER, **said)
    moved = {"at_0": "2027-01-08", "at_1": "09:00", "_move": "1", "number": "2"}
    editor.post(f"/admin/articles/article/{article.pk}/schedule/", moved)
    clock("2027-01-08 09:00")
    assert "8 January 2027</time>, correction: Wrong." in read(editor, article)
    assert read(editor, article).count("correction: Wrong.") == 1


def test_restoring_and_publishing_by_code_keeps_what_readers_were_told(clock):
    clock("2027-01-01 12:00")
    article = make_article()
    article.conclusion = "Another end."
    article.save()
    publish(article, kind="correction", note="It was wrong.")
    article.conclusion = "A third end."
    article.save()
    assert [change["note"] for change in publish(article, kind="minor").content["changes"]] == [
        "It was wrong."
    ]


def test_what_was_said_of_a_publication_that_the_gate_refused_comes_back_with_the_reasons(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    said = {"kind": "correction", "note": "The dose was wrong."}
    html = save(editor, article, "_publish", summary="Short.", **said).content.decode()
    assert "The dose was wrong." in html
    assert "The dose was wrong." in editor.get(change_url(article)).content.decode(), "at each look"
    assert re.search(r'value="correction"[^>]*checked', html)
    at = {"publish_at_0": "2027-02-03", "publish_at_1": "09:30"}
    response = save(editor, article, "_schedule", summary="Short.", **at)
    assert 'value="2027-02-03"' in response.content.decode()
    assert 'value="09:30"' in response.content.decode()


@pytest.mark.parametrize(("day", "time"), [("2027-01-09", "10:30"), ("2026-01-09", "10:30"), ("9 May", "")])
def test_a_draft_is_saved_whatever_is_said_of_publishing_and_what_was_said_comes_back(
    editor, clock, day, time
):
    clock("2027-01-05 09:00")
    article, note = make_article(), "The dose was wrong. " * 30
    said = {"kind": "correction", "note": note, "publish_at_0": day, "publish_at_1": time}
    html = save(editor, article, conclusion="Another end.", **said).content.decode()
    assert "The draft is saved." in html
    assert note in html
    assert re.search(r'value="correction"[^>]*checked', html)
    assert f'name="publish_at_0" value="{day}"' in html
    assert f'name="publish_at_1" value="{time}"' in html or not time
    assert note in editor.get(change_url(article)).content.decode()


def test_what_was_said_of_a_draft_stays_until_it_is_published(editor):
    article, said = make_article(), {"kind": "correction", "note": "The dose was wrong."}
    save(editor, article, summary=OTHER, **said)
    editor.get(url(article, "preview"))
    editor.get(change_url(article))
    save(editor, article, "_publish")
    assert (article.live.kind, article.live.note) == ("correction", "The dose was wrong.")
    html = editor.get(change_url(article)).content.decode()
    assert "The dose was wrong.</textarea>" not in html
    assert not re.search(r'value="correction"[^>]*checked', html)


def test_what_was_said_of_a_draft_is_gone_when_it_is_emptied(editor):
    article = make_article()
    save(editor, article, kind="correction", note="The dose was wrong.")
    save(editor, article, kind="update", note="")
    html = editor.get(change_url(article)).content.decode()
    assert "The dose was wrong." not in html
    assert not re.search(r'value="correction"[^>]*checked', html)


def test_what_was_said_of_a_draft_is_gone_when_the_list_publishes_it(editor):
    article = make_article()
    save(editor, article, summary=OTHER, note="The dose was wrong.")
    editor.post("/admin/articles/article/", {"action": "publish", ACTION_CHECKBOX_NAME: [article.pk]})
    assert article.revisions.count() == 2
    assert "The dose was wrong." not in editor.get(change_url(article)).content.decode()


def test_what_was_said_of_a_draft_is_gone_when_somebody_else_publishes_it(editor):
    article = make_article()
    save(editor, article, summary=OTHER, kind="correction", note="The dose was wrong.")
    publish(article, kind="correction", note="Mended.")
    assert "The dose was wrong." not in editor.get(change_url(article)).content.decode()
    save(editor, article, "_publish", conclusion="Another end.")
    assert (article.live.kind, article.live.note) == ("update", "")


def test_a_session_keeps_what_was_said_of_the_latest_articles(editor, monkeypatch):
    monkeypatch.setattr(publication, "MOST_SAID", 2)
    articles = [make_article(f"Water {number}") for number in range(3)]
    for article in articles:
        save(editor, article, note="The dose was wrong.")
    pages = [editor.get(change_url(article)).content.decode() for article in articles]
    assert [number for number, html in enumerate(pages) if "The dose was wrong." not in html] == [0]


@pytest.mark.parametrize("time", ["10:30", ""])
def test_publishing_now_asks_for_no_time_to_come(editor, clock, time):
    clock("2027-01-05 09:00")
    article = make_draft()
    save(editor, article, "_publish", publish_at_0="2027-01-04", publish_at_1=time)
    assert "5 January 2027" in read(editor, article)


def test_what_was_said_of_a_draft_that_says_nothing_new_comes_back(editor):
    html = save(editor, make_article(), "_publish", kind="correction", note="The dose was wrong.")
    html = html.content.decode()
    assert "Nothing was changed since revision 1, which readers see." in html
    assert "The dose was wrong.</textarea>" in html
    assert re.search(r'value="correction"[^>]*checked', html)


@pytest.mark.parametrize(("kind", "told"), [("update", True), ("correction", True), ("minor", False)])
def test_the_history_says_of_a_note_whether_readers_were_told(editor, clock, kind, told):
    clock("2027-01-01 12:00")
    article = make_article()
    update(editor, article, clock, 5, kind=kind, note="We looked again.")
    history, revision = admin_pages(editor, article)
    assert ("To readers: We looked again." in history) == told
    assert ("<dt>Note to readers</dt><dd>We looked again." in revision) == told
    assert ">We looked again." in (revision if told else history)
    assert ("We looked again." in read(editor, article)) == told


def test_a_note_that_waited_for_a_time_that_was_cancelled_was_told_nobody(editor, clock):
    clock("2027-01-01 12:00")
    article = make_article()
    said = {"note": "We looked again.", "publish_at_0": "2027-01-07", "publish_at_1": "09:00"}
    save(editor, article, "_schedule", summary=OTHER, **said)
    assert "To readers: We looked again." in admin_pages(editor, article)[0]
    editor.post(f"/admin/articles/article/{article.pk}/schedule/", {"_cancel": "1", "number": "2"})
    history, revision = admin_pages(editor, article)
    assert ">We looked again." in history
    assert "<dt>Note</dt><dd>We looked again." in revision


def admin_pages(client, article):
    """The history, and revision 2."""
    url = f"/admin/articles/article/{article.pk}"
    return [client.get(f"{url}/{rest}/").content.decode() for rest in ("history", "revisions/2")]
