"""Writing a draft through the admin's addresses."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models.signals import pre_save
from django.test.utils import CaptureQueriesContext

from articles.management.commands.load_samples import FOLDER
from articles.models import AlsoRead, Article, Author, Byline, ComparisonRow, Source, Topic
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/article/add/"


def test_an_article_is_written_and_published_from_nothing(editor):
    topic = Topic.objects.create(name="Food", slug="food")
    author = Author.objects.create(name="the editors", slug="the-editors")
    pasted = (FOLDER / "leadership-and-management.txt").read_text(encoding="utf-8")
    points = pasted.split("Key Attributes of Leadership:\n\n")[1].split("\n\nDefining Management")[0]
    data = form_data(
        editor.get(ADD),
        title="Tea and Coffee",
        slug="tea-and-coffee",
        topic=topic.pk,
        summary="Two drinks, and what tells the one of them from the other.",
        bylines__0__author=author.pk,
        subjects__0__name="Tea",
        subjects__0__definition="A drink.",
        subjects__0__attributes=points,
        subjects__1__name="Coffee",
        subjects__1__definition="Another drink.",
        subjects__1__attributes=points.replace("\n", "\r\n"),
        comparison_rows__0__aspect="Origin",
        comparison_rows__0__cell_1="China",
        comparison_rows__0__cell_2="Ethiopia",
    )
    response = editor.post(ADD, data | {"_publish": "1"}, follow=True)
    assert "Published: readers see revision 1." in response.content.decode()
    html = editor.get("/articles/tea-and-coffee/").content.decode()
    assert "Ethiopia" in html
    assert html.count("They inspire trust, encourage creativity, and empower individuals") == 2
    assert 'By <a href="/authors/the-editors/">the editors</a>' in html


def test_a_fifth_subject_is_refused_and_what_was_typed_is_kept(editor):
    article = make_draft(subjects=("A", "B", "C", "D"))
    data = form_data(editor.get(change_url(article)))
    data |= {"subjects-TOTAL_FORMS": "5", "subjects-4-name": "Number five", "subjects-4-attributes": ""}
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert "at most 4" in html
    assert "Number five" in html
    assert article.subjects.count() == 4


def test_a_line_that_fits_no_point_is_named_and_the_text_is_kept(editor):
    article = make_draft()
    typed = "1. **Warm:** It is.\n\nJust a sentence."
    data = form_data(editor.get(change_url(article)), relationship=typed)
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert "Line 3, “Just a sentence.”, is not part of a point." in html
    assert "Just a sentence." in html.split('name="relationship"')[1].split("</textarea>")[0]


def test_points_are_numbered_anew_and_lose_the_colon_of_their_title(editor):
    article = make_draft()
    save(editor, article, relationship="7. **First:** one\n9. **Second** two")
    html = editor.get(change_url(article)).content.decode()
    assert "1. **First:** one\n\n2. **Second:** two" in html
    article.refresh_from_db()
    assert article.relationship == [{"title": "First", "text": "one"}, {"title": "Second", "text": "two"}]


def test_moving_a_subject_takes_its_cells_along(editor):
    article = make_draft()
    save(editor, article, "_publish", subjects__1__position="0")
    assert [subject.name for subject in article.subjects.all()] == ["Coffee", "Tea"]
    cells = Article.objects.get().live.html["comparison"][0]["cells"]
    assert [(cell["name"], cell["text"]) for cell in cells] == [
        ("Coffee", "Coffee, aspect 1"),
        ("Tea", "Tea, aspect 1"),
    ]


def test_deleting_a_subject_empties_its_cells_for_the_next_in_its_slot(editor):
    article = make_draft(subjects=("Tea", "Coffee", "Cocoa"))
    save(editor, article, subjects__1__DELETE="on", comparison_rows__0__aspect="Changed meanwhile")
    assert list(ComparisonRow.objects.values_list("cell_1", "cell_2", "cell_3")) == [
        ("Tea, aspect 1", "", "Cocoa, aspect 1"),
        ("Tea, aspect 2", "", "Cocoa, aspect 2"),
    ]
    save(editor, article, subjects__2__name="Milk")
    assert article.subjects.get(name="Milk").slot == 2


def test_two_rows_of_the_same_number_are_put_in_order(editor):
    article = make_draft(rows=3)
    save(editor, article, comparison_rows__2__position="1")
    rows = article.comparison_rows.values_list("aspect", "position")
    assert list(rows) == [("Aspect 1", 1), ("Aspect 3", 2), ("Aspect 2", 3)]


def test_a_row_without_a_number_goes_to_the_end(editor):
    article = make_draft()
    save(editor, article, comparison_rows__2__aspect="New", comparison_rows__2__position="")
    assert article.comparison_rows.last().aspect == "New"
    assert article.comparison_rows.last().position == 3


def test_an_also_read_takes_the_title_of_its_target(editor):
    article, target = make_draft(), make_draft("Water")
    save(editor, article, also_reads__0__target=target.pk)
    assert AlsoRead.objects.get().title == "Water"


def test_an_article_leads_to_itself_nowhere(editor):
    article = make_draft()
    html = save(editor, article, also_reads__0__target=article.pk).content.decode()
    assert "This is the article itself. Choose another one." in html
    assert not AlsoRead.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "a\x00b"},
        {"summary": "a\x00b"},
        {"language": "no language"},
        {"subjects__0__position": "99999999999999999999"},
        {"topic": "99999999999999999999999"},
        {"sources__0__url": "javascript:alert(1)", "sources__0__title": "x"},
        {"relationship": "1. **a:** \x00"},
    ],
)
def test_bad_input_is_an_error_beside_the_field(editor, changes):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), **changes)
    response = editor.post(change_url(article), data | {"_continue": "1"})
    assert response.status_code == 422
    assert 'class="errorlist' in response.content.decode()


def test_a_deleted_author_would_leave_articles_unsigned_so_it_is_refused(editor):
    make_article()
    author = Author.objects.get()
    html = editor.get(f"/admin/articles/author/{author.pk}/delete/").content.decode()
    assert "protected" in html


def test_saving_the_form_keeps_what_moved_while_it_was_saved(editor):
    article = make_article()

    def decide_meanwhile(**kwargs):
        Article.objects.filter(pk=article.pk).update(edition=77)

    data = form_data(editor.get(change_url(article)), summary="Saved.")
    pre_save.connect(decide_meanwhile, sender=Article, weak=False)
    try:
        editor.post(change_url(article), data | {"_continue": "1"})
    finally:
        pre_save.disconnect(decide_meanwhile, sender=Article)
    article.refresh_from_db()
    assert (article.summary, article.edition) == ("Saved.", 77)


def test_a_link_to_nothing_is_an_error_beside_the_field(editor):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), also_reads__0__place="headline")
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert "Choose an article, or type a title." in html


def add_rows(article, number):
    """So many more rows of every kind but subjects, of which there are at most four."""
    for index in range(number):
        name = f"{index}-{number}"
        author = Author.objects.create(name=name, slug=name)
        Byline.objects.create(article=article, author=author)
        ComparisonRow.objects.create(article=article, aspect=name)
        AlsoRead.objects.create(article=article, target=make_article(name))
        Source.objects.create(article=article, title=name)


def test_opening_an_article_costs_no_query_for_each_of_its_rows(editor, django_assert_num_queries):
    few, many = make_draft("Few", subjects=("Tea", "Coffee")), make_draft("Many", subjects="ABCD")
    add_rows(few, 1)
    add_rows(many, 6)
    editor.get(change_url(few))  # what is kept of the site is read once
    with CaptureQueriesContext(connection) as captured:
        editor.get(change_url(few))
    with django_assert_num_queries(len(captured)):
        editor.get(change_url(many))


def test_the_articles_to_read_are_offered_by_their_titles(editor):
    for title in ("Water", "Milk", "Cocoa"):
        make_draft(title)
    html = editor.get(change_url(make_draft())).content.decode()
    box = html.split('name="also_reads-0-target"')[1].split("</select>")[0]
    assert re.findall(r">([A-Z][^<]+)</option>", box) == ["Cocoa", "Milk", "Tea and Coffee", "Water"]


@pytest.mark.parametrize(
    "line",
    [
        "2. Two: no stars",
        "3 **Three:** no dot",
        "- **Four:** a dash",
        "**Five:** no number",
        "6.**Six:** no blank",
        "7: **Seven:** a colon",
        "(8) **Eight:** brackets",
        "Nine:** half of its stars",
    ],
)
def test_a_later_point_with_a_mark_missing_is_named_not_swallowed(editor, line):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), relationship=f"1. **One:** It is.\n{line}")
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert f"Line 2, “{line}”, is not part of a point." in html


def test_each_error_is_listed_at_the_top_and_leads_to_its_box(editor):
    article = make_article()
    data = form_data(
        editor.get(change_url(article)), title="", subjects__1__attributes="No point.", kind="correction"
    )
    html = editor.post(change_url(article), data | {"_publish": "1"}).content.decode()
    for anchor, words in (
        ("id_title", "Title: This field is required."),
        ("id_subjects-1-attributes", "Key attributes: Line 1, “No point.”, is not part of a point."),
        ("id_note", "Note to readers: A correction needs a sentence that tells readers what was wrong."),
    ):
        assert f'<a href="#{anchor}">{words}' in html
        assert f'id="{anchor}"' in html


def test_saving_a_draft_says_that_readers_see_no_change(editor):
    html = save(editor, make_draft(), summary="Other words.").content.decode()
    assert "The draft is saved. Readers see no change of it until it is published." in html


@pytest.mark.parametrize("data", [{"slug": "tea-or-coffee"}, {"bylines__0__DELETE": "on"}])
def test_saving_a_draft_says_what_readers_see_at_once(editor, data):
    article = make_article()
    said = "its address, topic and authors change for readers as soon as they are saved"
    assert said in editor.get(change_url(article)).content.decode()
    assert (
        "Readers see the new address, topic or authors at once"
        in save(editor, article, **data).content.decode()
    )
    assert said not in editor.get(change_url(make_draft("Water"))).content.decode()


def test_the_log_does_not_take_words_on_publishing_for_a_change(editor):
    article = make_article()
    save(editor, article, "_publish", kind="minor", conclusion="Another end.")
    told = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=article.pk)]
    assert any("Conclusion" in message for message in told)
    assert not any("What changed?" in message for message in told)
