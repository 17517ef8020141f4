"""Going back: a revision is written into the draft, once the draft is kept."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command

from articles.document import from_rows
from articles.drafts import settle
from articles.models import Article, ComparisonRow, Revision
from tests.articles.desk import save
from tests.articles.test_history import page_of, publish_with, shown, text
from tests.cast import make_article, make_draft, make_subject, make_user, points

pytestmark = pytest.mark.django_db


def ask(client, article, number=1):
    response = client.get(page_of(article, f"revisions/{number}/restore/"))
    assert response.status_code == 200
    return response


def restore(client, article, number=1, draft_version=None):
    if draft_version is None:
        draft_version = ask(client, article, number).context["original"].draft_version
    data = {"draft_version": draft_version}
    return client.post(page_of(article, f"revisions/{number}/restore/"), data, follow=True)


def draft(article):
    content = from_rows(Article.objects.get(pk=article.pk))
    return {key: value for key, value in content.items() if key not in ("updated", "changes")}


def test_a_whole_revision_comes_back_and_the_draft_of_before_is_kept(editor):
    article = make_article(subjects=("Tea", "Coffee", "Cocoa"), rows=3)
    article.also_reads.create(title="Milk")
    article.sources.create(title="A book", accessed_on="2026-11-24")
    publish_with(article)
    wanted = draft(article)
    save(editor, article, conclusion="Neither.", subjects__0__DELETE="on", comparison_rows__1__DELETE="on")
    changed = draft(article)
    page = text(restore(editor, article, 2))
    assert "The draft says again what revision 2 says. What it said before is kept as revision 3." in page
    assert draft(article) == wanted
    kept = Revision.objects.get(number=3)
    assert (kept.kind, kept.publish_at, kept.created_by_name) == ("kept", None, "ed")
    assert draft_of(kept) == changed
    restore(editor, article, 3)
    assert draft(article) == changed


def draft_of(revision):
    return {key: value for key, value in revision.content.items() if key not in ("updated", "changes")}


def test_readers_see_no_change(editor, client):
    article = make_article()
    publish_with(article, conclusion="Drink neither.")
    before = client.get(article.get_absolute_url())
    restore(editor, article)
    after = client.get(article.get_absolute_url())
    assert "Drink neither." in after.content.decode()
    assert after["ETag"] == before["ETag"]


def test_the_editor_is_asked_first_and_reads_what_will_change(editor):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    page = text(ask(editor, article))
    assert "Restore revision 1 into the draft?" in page
    assert "What it says now is kept as revision 2." in page
    assert "1 change in the draft Conclusion changed" in page
    assert draft(article)["conclusion"] == "Neither."
    assert Revision.objects.count() == 1


def test_a_draft_that_stands_in_the_history_is_not_kept_twice(editor):
    article = make_article()
    publish_with(article, conclusion="Neither.")
    assert "What it says now is in the history already, as revision 2." in text(ask(editor, article))
    assert "What it said before was in the history already." in text(restore(editor, article))
    assert "The draft says what revision 1 says already" in text(ask(editor, article))
    restore(editor, article, 2)
    assert Revision.objects.count() == 2


def test_a_draft_saved_meanwhile_is_not_written_over(editor):
    article = make_article()
    publish_with(article, conclusion="Neither.")
    seen = ask(editor, article).context["original"].draft_version
    save(editor, article, conclusion="Written by somebody meanwhile.")
    response = restore(editor, article, draft_version=seen)
    assert response.status_code == 409
    assert "the draft was saved meanwhile, last by ed" in text(response)
    assert "Written by somebody" in text(response)
    assert draft(article)["conclusion"] == "Written by somebody meanwhile."
    again = response.context["original"].draft_version
    restore(editor, article, draft_version=again)
    assert draft(article)["conclusion"] == "Drink both."


def test_of_an_article_that_is_deleted_in_the_same_moment_nothing_is_restored(editor, deleted_meanwhile):
    article = make_article()
    deleted_meanwhile()
    assert restore(editor, article, draft_version=0).status_code == 404


@pytest.mark.parametrize("version", ["", "nine", "-1", "\x00", "9" * 30])
def test_a_forged_version_restores_nothing(editor, version):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    assert restore(editor, article, draft_version=version).status_code == 409
    assert draft(article)["conclusion"] == "Neither."


def test_restoring_stands_in_the_log(editor):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    restore(editor, article)
    assert "Restored revision 1 into the draft." in shown(editor, article)
    assert LogEntry.objects.latest("pk").user.username == "ed"


def test_a_writer_may_restore(client):
    client.force_login(make_user("wanda", group="Writers"))
    article = make_article()
    publish_with(article, conclusion="Neither.")
    restore(client, article)
    assert draft(article)["conclusion"] == "Drink both."
    assert Article.objects.get().edited_by_name == "wanda"


def test_without_the_token_of_the_form_nothing_is_restored(editor):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    version = Article.objects.get().draft_version
    editor.handler.enforce_csrf_checks = True
    assert restore(editor, article, draft_version=version).status_code == 403
    assert draft(article)["conclusion"] == "Neither."


def test_a_form_that_was_open_is_stale_after_restoring(editor):
    article = make_article()
    publish_with(article, conclusion="Neither.")
    version = Article.objects.get().draft_version
    restore(editor, article)
    assert Article.objects.get().draft_version > version


def test_address_topic_and_authors_stay(editor):
    article = make_article()
    save(editor, article, slug="moved", conclusion="Neither.", bylines__0__DELETE="on")
    restore(editor, article)
    article.refresh_from_db()
    assert (article.slug, article.topic.name, article.bylines.count()) == ("moved", "Food", 0)
    assert article.conclusion == "Drink both."


def test_a_subject_that_gave_its_slot_away_gets_its_cells_back(editor):
    article = make_article(rows=1)
    article.subjects.get(name="Tea").delete()
    milk = make_subject(article, "Milk")
    ComparisonRow.objects.update(cell_1="White")
    settle(article)
    assert milk.slot == 1
    restore(editor, article)
    assert draft(article)["comparison"][0]["cells"] == {"1": "Tea, aspect 1", "2": "Coffee, aspect 1"}
    assert [(s.name, s.slot) for s in article.subjects.all()] == [("Tea", 1), ("Coffee", 2)]


def test_subjects_that_changed_slots_change_them_back(editor):
    article = make_article(rows=1)
    tea, coffee = article.live.content["subjects"]
    cells = {"1": "Beans", "2": "Leaves"}
    row = article.live.content["comparison"][0] | {"cells": cells}
    old_revision(article, subjects=[coffee | {"slot": 1}, tea | {"slot": 2}], comparison=[row])
    restore(editor, article, 9)
    assert [(s.name, s.slot) for s in article.subjects.all()] == [("Coffee", 1), ("Tea", 2)]
    assert draft(article)["comparison"][0]["cells"] == cells


def test_rows_of_one_name_that_a_revision_holds_twice_come_back_twice(editor):
    article = make_article(rows=1)
    row = article.live.content["comparison"][0]
    old_revision(article, comparison=[row, row | {"aspect": "Again"}])
    for number, aspects in ((9, ["Aspect 1", "Again"]), (1, ["Aspect 1"])):
        restore(editor, article, number)
        assert [row.aspect for row in article.comparison_rows.all()] == aspects


def test_a_link_to_an_article_that_was_deleted_keeps_its_title(editor):
    article, cocoa = make_article(), make_draft("Cocoa")
    article.also_reads.create(target=cocoa)
    publish_with(article)
    gone = cocoa.pk
    cocoa.delete()
    save(editor, article, conclusion="Neither.")
    page = text(ask(editor, article, 2))
    assert "What cannot come back as it was" in page
    assert f"Also read 1 · leads to removed The revision an article that is gone ({gone})" in page
    restore(editor, article, 2)
    (link,) = article.also_reads.all()
    assert (link.title, link.target) == ("Cocoa", None)


def old_revision(article, **changes):
    """A revision as schema_version 1 knew it, written by hand."""
    content = json.loads(json.dumps(article.revisions.get(number=1).content)) | changes
    del content["changes"]
    return Revision.objects.create(
        article=article,
        number=9,
        content=content | {"schema_version": 1},
        html={},
        renderer_version=0,
        card={},
        kind="update",
    )


def test_a_document_of_an_older_version_is_rendered_compared_and_restored(editor, client):
    article = make_article()
    revision = old_revision(article, conclusion="As it was **long** ago.", relationship=points("Old"))
    assert "Conclusion changed" in shown(editor, article, "compare/?from=9&to=draft")
    assert "As it was **long** ago." in shown(editor, article, "revisions/9/")
    restore(editor, article, 9)
    assert draft(article)["conclusion"] == "As it was **long** ago."
    Revision.objects.filter(pk=revision.pk).update(publish_at=article.live.publish_at)
    call_command("rerender", verbosity=0)
    assert "<strong>long</strong>" in client.get(article.get_absolute_url()).content.decode()


def test_what_is_longer_than_its_box_is_cut_and_told(editor):
    article = make_article(rows=1)
    (line,) = article.live.content["comparison"]
    long = line | {"aspect": "Aspect " * 20, "cells": {"1": "leaf " * 200, "2": "bean"}}
    old_revision(article, title="Tea " * 100, comparison=[long])
    page = (
        text(ask(editor, article, 9)).split("What cannot come back as it was")[1].split("Leave the draft")[0]
    )
    assert "Title changed" in page
    assert "· aspect changed" in page
    assert "Coffee" not in page
    restore(editor, article, 9)
    article.refresh_from_db()
    row = article.comparison_rows.get()
    assert len(article.title) <= 200
    assert len(row.aspect) <= 80
    assert len(row.cell_1) <= 300
    assert row.cell_1.startswith("leaf leaf")
    assert row.cell_2 == "bean"


def test_nothing_is_said_to_be_lost_when_all_comes_back(editor):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    assert "cannot come back" not in text(ask(editor, article))
