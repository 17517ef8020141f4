"""Writing and publishing through the admin's addresses."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models.signals import pre_save

from articles.management.commands.load_samples import FOLDER
from articles.models import AlsoRead, Article, Author, ComparisonRow, Revision, Source, Topic
from articles.publishing import NotPublishable, publish
from tests.cast import make_article, make_draft, make_review, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


@pytest.fixture
def editor(client):
    client.force_login(make_user("ed", group="Editors"))
    return client


def change_url(article):
    return f"/admin/articles/article/{article.pk}/change/"


def save(client, article, button="_continue", **changes):
    data = form_data(client.get(change_url(article)), **changes)
    return client.post(change_url(article), data | {button: "1"}, follow=True)


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
        summary="Two drinks.",
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
    assert "By the editors" in html


def test_saving_a_draft_changes_nothing_for_readers(editor):
    article = make_article()
    save(editor, article, summary="Not ready.")
    assert "Not ready." not in editor.get(article.get_absolute_url()).content.decode()
    assert "Not ready." in editor.get(change_url(article)).content.decode()


def test_the_gate_saves_the_draft_and_lists_what_is_missing_each_leading_to_its_field(editor):
    article = make_draft()
    response = save(
        editor,
        article,
        "_publish",
        summary="",
        conclusion="Typed and kept.",
        subjects__0__definition="",
        subjects__1__attributes="1. **Bitter:**",
        comparison_rows__1__cell_2="",
    )
    html = response.content.decode()
    assert "The draft is saved. It is not published: 4 things stand in the way." in html
    for anchor, message in (
        ("id_summary", "The summary is missing."),
        ("id_subjects-0-definition", "Tea has no definition."),
        ("id_subjects-1-attributes", "Coffee, key attributes: point 1 has no text."),
        ("id_comparison_rows-1-cell_2", "In the comparison, “Aspect 2” says nothing of Coffee."),
    ):
        assert f'<a href="#{anchor}">{message}</a>' in html
        assert f'id="{anchor}"' in html
    article.refresh_from_db()
    assert article.conclusion == "Typed and kept."
    assert not Revision.objects.exists()
    assert editor.get(article.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 0])
def test_a_comparison_of_fewer_than_two_is_not_published(editor, count):
    article = make_draft(subjects=("Tea", "Coffee")[:count])
    html = save(editor, article, "_publish").content.decode()
    assert '<a href="#subjects-group">A comparison needs at least two subjects.</a>' in html


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


def test_cells_stand_in_boxes_headed_by_the_subjects_names(editor):
    html = editor.get(change_url(make_draft(subjects=("Tea", "Coffee", "Cocoa")))).content.decode()
    head = html.split('id="comparison_rows-heading"')[1].split("</thead>")[0]
    assert [name for name in ("Tea", "Coffee", "Cocoa") if name in head] == ["Tea", "Coffee", "Cocoa"]
    assert "comparison_rows-0-cell_4" not in html


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


def test_publishing_twice_without_a_change_makes_one_revision(editor):
    article = make_draft()
    save(editor, article, "_publish")
    html = save(editor, article, "_publish").content.decode()
    assert "Nothing was changed since revision 1, which readers see." in html
    assert Revision.objects.count() == 1
    save(editor, article, "_publish", summary="A change.")
    assert list(Revision.objects.order_by("number").values_list("number", "kind", "created_by_name")) == [
        (1, "first", "ed"),
        (2, "update", "ed"),
    ]


def test_view_on_site_is_offered_for_public_articles_only(editor):
    draft, public = make_draft("Draft"), make_article("Public")
    assert "View on site" not in editor.get(change_url(draft)).content.decode()
    response = editor.get(change_url(public))
    assert 'href="/articles/public/"' in response.content.decode()


def test_the_address_of_another_article_and_one_that_it_had_are_refused(editor):
    other = make_article("Water")
    other.slug = "still-water"
    other.save()
    article = make_draft()
    for slug in ("water", "still-water"):
        data = form_data(editor.get(change_url(article)), slug=slug)
        html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
        assert "Please correct the error below." in html
    article.refresh_from_db()
    assert article.slug == "tea-and-coffee"


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
    assert response.status_code == 200
    assert 'class="errorlist' in response.content.decode()


def test_the_list_tells_what_is_public(editor):
    make_article("Public one")
    make_draft("Draft one")
    html = editor.get("/admin/articles/article/?q=one").content.decode()
    assert html.count("icon-yes") == 1
    assert html.count("icon-no") == 1


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


def test_a_form_opened_before_the_last_save_is_refused_and_gives_back_what_was_typed(editor):
    article = make_draft(subjects=("A", "B", "C"))
    typed = form_data(editor.get(change_url(article)), subjects__1__definition="Typed in this window.")
    save(editor, article, summary="Saved in the other window.", subjects__1__DELETE="on")
    response = editor.post(change_url(article), typed | {"_publish": "1"})
    html = response.content.decode()
    assert response.status_code == 409
    assert "Somebody saved this article while you wrote" in html
    assert "Typed in this window.</textarea>" in html
    article.refresh_from_db()
    assert article.summary == "Saved in the other window."
    assert not Revision.objects.exists()


def test_a_link_to_nothing_is_an_error_beside_the_field(editor):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), also_reads__0__place="headline")
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert "Choose an article, or type a title." in html


def test_the_gate_takes_no_address_that_a_browser_would_run(editor):
    article = make_draft()
    Source.objects.create(article=article, title="x", url="javascript:alert(1)")
    html = editor.get(change_url(article)).content.decode()
    assert (
        '<a href="#id_sources-0-url">The address of source 1 must begin with http:// or https://.</a>' in html
    )
    with pytest.raises(NotPublishable):
        publish(article)


def test_an_article_is_taken_down_and_brought_back(editor):
    article = make_article()
    action = {"action": "unpublish", ACTION_CHECKBOX_NAME: [article.pk]}
    html = editor.post("/admin/articles/article/", action, follow=True).content.decode()
    assert "1 article is no longer public." in html
    assert editor.get(article.get_absolute_url()).status_code == 410
    assert "No longer public" in editor.get(change_url(article)).content.decode()
    save(editor, article, "_publish")
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_a_long_name_of_an_editor_is_kept_whole(client):
    user = make_user("ed", group="Editors", first_name="F" * 150, last_name="L" * 150)
    client.force_login(user)
    save(client, make_draft(), "_publish")
    assert Revision.objects.get().created_by_name == user.get_full_name()


def test_opening_an_article_costs_no_query_for_each_of_its_rows(editor, django_assert_max_num_queries):
    article = make_draft(rows=12)
    with django_assert_max_num_queries(40):
        editor.get(change_url(article))


def test_an_article_that_was_reviewed_cannot_be_deleted_and_the_page_says_what_to_do(editor):
    article = make_article()
    make_review(article)
    html = editor.get(f"/admin/articles/article/{article.pk}/delete/").content.decode()
    assert "Unpublish it instead" in html
    editor.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert editor.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "line", ["2. Two: no stars", "3 **Three:** no dot", "- **Four:** a dash", "**Five:** no number"]
)
def test_a_later_point_with_a_mark_missing_is_named_not_swallowed(editor, line):
    article = make_draft()
    data = form_data(editor.get(change_url(article)), relationship=f"1. **One:** It is.\n{line}")
    html = editor.post(change_url(article), data | {"_continue": "1"}).content.decode()
    assert f"Line 2, “{line}”, is not part of a point." in html
