"""The history of an article in the admin: its revisions, one of them, two of them beside each other."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.drafts import restore, settle
from articles.models import Article, Revision
from articles.publishing import cancel, publish, unpublish
from tests.articles.desk import save
from tests.cast import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db


def page_of(article, rest="history/"):
    return f"/admin/articles/article/{article.pk}/{rest}"


def text(response):
    """What the page says between its tags, blanks as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def shown(client, article, rest="history/"):
    response = client.get(page_of(article, rest))
    assert response.status_code == 200
    return text(response)


def publish_with(article, by=None, at=None, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)
    settle(article, by=by)
    return publish(Article.objects.get(pk=article.pk), by=by, note="We looked again.", at=at)


def row_of(number, client, article):
    """The line of a revision in the table."""
    html = client.get(page_of(article)).content.decode()
    (row,) = [
        row for row in re.findall(r"<tr>.*?</tr>", html, re.DOTALL) if f">Revision {number}</th>" in row
    ]
    return " ".join(re.sub(r"<[^>]+>", " ", row).split())


def test_a_line_says_what_a_revision_is_to_readers_who_made_it_and_why(editor):
    ada = make_user("ada", first_name="Ada", last_name="Lovelace")
    article = make_article()
    publish_with(article, by=ada, conclusion="Tea first.")
    publish_with(article, at=timezone.now() + timedelta(days=1), conclusion="Coffee first.")
    assert "Was public from" in row_of(1, editor, article)
    assert "First publication" in row_of(1, editor, article)
    live = row_of(2, editor, article)
    assert "Readers see it" in live
    assert "by Ada Lovelace" in live
    assert "We looked again." in live
    assert "Scheduled for" in row_of(3, editor, article)
    cancel(article, 3)
    assert "Schedule cancelled or moved" in row_of(3, editor, article)
    unpublish(article)
    assert "Readers saw it last" in row_of(2, editor, article)


def test_a_draft_that_was_kept_says_so(editor):
    article = make_article()
    Article.objects.update(conclusion="Never published.")
    restore(article, article.live)
    assert "Kept, never published Draft that was kept" in row_of(2, editor, article)


def test_the_newest_stands_first_and_the_draft_before_all(editor):
    article = make_article()
    publish_with(article, conclusion="Tea first.")
    page = shown(editor, article)
    assert page.index("Edit the draft") < page.index("Revision 2") < page.index("Revision 1")


def test_the_draft_says_who_edited_it_and_whether_it_differs(editor):
    article = make_article()
    assert "The same as what readers see" in shown(editor, article)
    save(editor, article, conclusion="Neither.")
    page = shown(editor, article)
    assert "Differs from what readers see" in page
    assert re.search(r"Edited [^>]+, by ed ", page)


def test_an_article_without_a_revision_says_what_will_stand_there(editor):
    page = shown(editor, make_draft())
    assert "Nothing was published or kept yet." in page
    assert "Compare" not in page


def test_what_django_logged_stands_below(editor):
    article = make_article()
    save(editor, article, conclusion="Neither.")
    assert "and Conclusion." in shown(editor, article).split("What was done in the admin")[1]


def test_what_was_done_has_dates_like_the_rest_and_no_line_for_nothing(editor):
    article = make_draft()
    save(editor, article, "_publish", **{"initial-language": article.language})
    log = shown(editor, article).split("What was done in the admin")[1]
    assert re.search(r"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d ed Published revision 1\.", log)
    assert "No fields changed" not in log


def test_names_and_notes_are_shown_as_text(editor):
    article = make_article()
    publish_with(article, by=make_user("<i>ada</i>"[:10]), conclusion="<b>Bold</b>")
    for rest in ("history/", "revisions/2/", "compare/?from=1&to=2", "revisions/1/restore/"):
        html = editor.get(page_of(article, rest)).content.decode()
        assert "<i>ada" not in html
        assert "<b>Bold" not in html
    assert "&lt;b&gt;Bold" in editor.get(page_of(article, "revisions/2/")).content.decode()


def many_revisions(article, number):
    """Kept drafts after the first revision, up to `number` in all."""
    first = article.live
    for n in range(2, number + 1):
        Revision.objects.create(
            article=article,
            number=n,
            content=first.content if n == 2 else {},
            html={},
            renderer_version=1,
            card={},
            kind="kept",
            created_by_name=f"Editor {n}",
        )


def test_a_long_history_comes_in_pages_and_costs_no_more_queries(editor):
    article = make_article()
    editor.get(page_of(article))  # what is kept of the site is read once
    with CaptureQueriesContext(connection) as few:
        editor.get(page_of(article))
    many_revisions(article, 250)
    with CaptureQueriesContext(connection) as many:
        page = shown(editor, article)
        (revisions,) = [query["sql"] for query in many.captured_queries if "LIMIT 50" in query["sql"]]
    assert len(many) == len(few)
    assert '"content"' not in revisions
    assert '"html"' not in revisions
    assert "by Editor 250" in page
    assert "by Editor 200" not in page
    assert "250 revisions" in page
    assert "by Editor 200" in shown(editor, article, "history/?page=2")


@pytest.mark.parametrize("number", ["0", "-1", "nine", "99", "9" * 5000, ""])
def test_a_page_that_is_none_leads_to_one_that_is(editor, number):
    assert "Revision 1" in shown(editor, make_article(), f"history/?page={number}")


@pytest.mark.parametrize(
    "rest", ["history/?page=%00", "compare/?from=%00&to=draft", "compare/?from=1&to=1%00"]
)
def test_an_address_with_a_sign_that_no_text_has_is_refused(editor, rest):
    assert editor.get(page_of(make_article(), rest)).status_code == 400


def test_two_revisions_stand_beside_each_other(editor):
    article = make_article()
    publish_with(article, conclusion="Drink neither.")
    html = editor.get(page_of(article, "compare/?from=1&to=2")).content.decode()
    assert "1 difference" in html
    assert "Drink <del>both</del>." in html
    assert "Drink <ins>neither</ins>." in html


def test_without_a_choice_what_readers_see_is_compared_with_the_draft(editor):
    article = make_article()
    subject = article.subjects.first()
    subject.attributes[1]["text"] = "Green."
    subject.save()
    page = shown(editor, article, "compare/")
    assert "Revision 1 and the draft" in page
    assert "Tea · Key attributes · 2 · text changed" in page


def test_the_history_offers_what_readers_see_and_the_draft(editor):
    article = make_article()
    publish_with(article, conclusion="Tea first.")
    restore(article, article.revisions.get(number=1))
    html = editor.get(page_of(article)).content.decode()
    chosen = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)"[^>]* checked>', html)
    assert sorted(chosen) == [("from", "2"), ("to", "draft")]


def test_what_says_the_same_is_said_to(editor):
    article = make_article()
    assert "Revision 1 and the draft say the same." in shown(editor, article, "compare/?from=1&to=draft")
    assert "Revision 1 and revision 1 say the same." in shown(editor, article, "compare/?from=1&to=1")


def test_a_row_that_moved_is_told_as_moved(editor):
    article = make_article(rows=4)
    article.comparison_rows.filter(position=1).update(position=9)
    page = shown(editor, article, "compare/")
    assert "1 difference " in page
    assert "Comparison · Aspect 1 moved" in page


def test_an_also_read_is_told_by_the_title_of_its_article(editor):
    article, cocoa = make_article(), make_article("Cocoa")
    article.also_reads.create(target=cocoa)
    assert f"leads to: “Cocoa” ({cocoa.pk})" in shown(editor, article, "compare/")


ODD = ["0", "99", "-1", "nine", "1.0", "٣", "²", "9" * 30, "9" * 5000, "", "%FF", "Draft", "<b>"]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("query", ["from={}&to=draft", "from=1&to={}"])
def test_a_comparison_with_what_is_not_there_leads_back_with_a_sentence(editor, odd, query):
    article = make_article()
    response = editor.get(page_of(article, f"compare/?{query.format(odd)}"), follow=True)
    assert response.redirect_chain == [(page_of(article), 302)]
    assert "One of the two is not in the history of this article." in text(response)


def test_a_draft_that_never_was_anything_else_cannot_be_compared(editor):
    article = make_draft()
    response = editor.get(page_of(article, "compare/"), follow=True)
    assert "One of the two is not in the history" in text(response)


def test_a_revision_of_another_article_is_not_there(editor):
    article, other = make_article(), make_article("Cocoa")
    publish_with(other, conclusion="Cocoa first.")
    assert editor.get(page_of(article, "compare/?from=1&to=2")).status_code == 302
    assert editor.get(page_of(article, "revisions/2/")).status_code == 404
    assert editor.get(page_of(article, "revisions/2/restore/")).status_code == 404


def test_a_revision_is_read_as_the_text_that_it_was(editor):
    article = make_article(conclusion="Drink both.")
    publish_with(article, conclusion="Drink neither.")
    page = shown(editor, article, "revisions/1/")
    assert "Drink both." in page
    assert "Drink neither." not in page
    assert "| Aspect 1 | Tea, aspect 1 | Coffee, aspect 1 |" in page
    assert "First publication" in page
    assert "We looked again." in shown(editor, article, "revisions/2/")


@pytest.mark.parametrize("number", ["0", "99", "9" * 30])
@pytest.mark.parametrize("rest", ["", "restore/"])
def test_a_revision_that_is_none_is_not_found(editor, number, rest):
    assert editor.get(page_of(make_article(), f"revisions/{number}/{rest}")).status_code == 404


PAGES = ["history/", "compare/?from=1&to=draft", "revisions/1/", "revisions/1/restore/"]


@pytest.mark.parametrize("rest", PAGES[1:])
@pytest.mark.parametrize("pk", ["99", "9" * 30, "nine", "1%00"])
def test_there_is_no_page_of_an_article_that_is_none(editor, pk, rest):
    assert editor.get(f"/admin/articles/article/{pk}/{rest}").status_code == 404


@pytest.mark.parametrize("rest", PAGES)
def test_nobody_sees_it_without_the_permission(client, rest):
    article = make_article()
    assert client.get(page_of(article, rest))["Location"].startswith("/admin/login/")
    client.force_login(make_user("stranger", group="Moderators"))
    assert client.get(page_of(article, rest)).status_code == 403


def test_who_may_only_look_is_offered_no_restoring(client):
    article, looker = make_article(), make_user("looker")
    looker.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(looker)
    for rest in PAGES[:3]:
        assert "Restore" not in shown(client, article, rest)
    assert client.get(page_of(article, PAGES[3])).status_code == 403
    assert client.post(page_of(article, PAGES[3]), {"draft_version": 0}).status_code == 403
