"""Publishing and taking down through the admin's addresses."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import Revision, Source
from articles.publishing import NotPublishable, publish
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft, make_review, make_user

pytestmark = pytest.mark.django_db


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


def test_the_gate_takes_no_address_that_a_browser_would_run(editor):
    article = make_draft()
    Source.objects.create(article=article, title="x", url="javascript:alert(1)")
    html = editor.get(change_url(article)).content.decode()
    assert (
        '<a href="#id_sources-0-url">The address of source 1 must begin with http:// or https://.</a>' in html
    )
    with pytest.raises(NotPublishable):
        publish(article)


def test_publishing_twice_without_a_change_makes_one_revision(editor):
    article = make_draft()
    save(editor, article, "_publish")
    html = save(editor, article, "_publish").content.decode()
    assert "Nothing was changed since revision 1, which readers see." in html
    assert Revision.objects.count() == 1
    save(editor, article, "_publish", summary="A change that is long enough for the gate to let it through.")
    assert list(Revision.objects.order_by("number").values_list("number", "kind", "created_by_name")) == [
        (1, "first", "ed"),
        (2, "update", "ed"),
    ]


def test_saving_a_draft_changes_nothing_for_readers(editor):
    article = make_article()
    save(editor, article, summary="Not ready.")
    assert "Not ready." not in editor.get(article.get_absolute_url()).content.decode()
    assert "Not ready." in editor.get(change_url(article)).content.decode()


def test_view_on_site_is_offered_for_public_articles_only(editor):
    draft, public = make_draft("Draft"), make_article("Public")
    assert "View on site" not in editor.get(change_url(draft)).content.decode()
    response = editor.get(change_url(public))
    assert 'href="/articles/public/"' in response.content.decode()


def test_a_long_name_of_an_editor_is_kept_whole(client):
    user = make_user("ed", group="Editors", first_name="F" * 150, last_name="L" * 150)
    client.force_login(user)
    save(client, make_draft(), "_publish")
    assert Revision.objects.get().created_by_name == user.get_full_name()


def test_an_article_that_was_reviewed_cannot_be_deleted_and_the_page_says_what_to_do(editor):
    article = make_article()
    make_review(article)
    html = editor.get(f"/admin/articles/article/{article.pk}/delete/").content.decode()
    assert "Unpublish it instead" in html
    editor.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert editor.get(article.get_absolute_url()).status_code == 200


def test_deleting_reviewed_articles_from_the_list_is_refused_in_the_same_words(editor):
    article = make_article()
    make_review(article)
    action = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [article.pk], "post": "yes"}
    assert "Unpublish them instead." in editor.post("/admin/articles/article/", action).content.decode()
    assert editor.get(article.get_absolute_url()).status_code == 200
