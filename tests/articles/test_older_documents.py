"""What an older release has published, scheduled or kept goes on like what this one has."""

import pytest

from articles.document import SCHEMA_VERSION
from articles.models import Article, Revision
from tests.articles.desk import LONG, save, url
from tests.articles.previews import desk_url, path_of
from tests.articles.test_history import shown
from tests.articles.test_restoring import restore
from tests.articles.test_scheduling import change_schedule, schedule
from tests.cast import make_article

pytestmark = pytest.mark.django_db

# What each version of the document had not yet.
MISSING = {1: {"changes", "cover", "pictures"}, 2: {"cover", "pictures"}}


@pytest.fixture(params=MISSING)
def version(request):
    return request.param


def age(version):
    """Let every revision be one that was made when documents had this version."""
    for revision in Revision.objects.all():
        content = {key: value for key, value in revision.content.items() if key not in MISSING[version]}
        for subject in content["subjects"]:
            del subject["picture"]
        content["schema_version"] = version
        Revision.objects.filter(pk=revision.pk).update(content=content)


@pytest.fixture
def waiting(editor, clock, version):
    """A public article whose next revision was scheduled by the release of before."""
    clock("2027-01-01 09:00")
    article = make_article(summary="As it was." + LONG)
    schedule(editor, article, "2027-01-02", summary="As it will be." + LONG)
    age(version)
    return article


def read(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_schedule_is_moved_and_its_document_is_one_of_today(editor, clock, waiting):
    html = change_schedule(editor, waiting, "_move", 2, at_0="2027-01-05", at_1="10:30").content.decode()
    assert "It will be published at 5 January 2027, 10:30" in html
    clock("2027-01-05 10:29")
    assert "As it was." in read(editor, waiting)
    clock("2027-01-05 10:30")
    assert "As it will be." in read(editor, waiting)
    assert Revision.objects.get(number=3).content["schema_version"] == SCHEMA_VERSION


def test_a_schedule_is_cancelled_and_the_draft_published(editor, clock, waiting):
    change_schedule(editor, waiting, "_cancel", 2)
    clock("2027-01-03 09:00")
    assert "As it was." in read(editor, waiting)
    note = "It is longer now."
    save(editor, waiting, "_publish", note=note)
    assert "As it will be." in read(editor, waiting)
    assert note in read(editor, waiting)


def test_an_article_ends_and_comes_back(editor, clock, version):
    clock("2027-01-01 09:00")
    article = make_article()
    age(version)
    clock("2027-01-02 09:00")
    editor.post(url(article, "unpublish"), {"note": "It rests."})
    assert "It rests." in read(editor, article)
    save(editor, article, "_publish")
    assert "Two drinks." in read(editor, article)
    assert Revision.objects.count() == 1


def test_a_revision_is_compared_with_the_draft_and_restored(editor, waiting):
    page = shown(editor, waiting, "compare/?from=1&to=draft")
    assert "Summary changed" in page
    assert "Cover" not in page
    restore(editor, waiting)
    assert Article.objects.get().summary == "As it was." + LONG


def test_the_draft_over_it_is_previewed(editor, stranger, waiting):
    for response in (editor.get(desk_url(waiting, "preview-page")), stranger.get(path_of(waiting))):
        assert "As it will be." in response.content.decode()


def test_it_is_read_as_text(editor, version):
    article = make_article()
    age(version)
    assert "Two drinks." in editor.get("/articles/tea-and-coffee.md").content.decode()
    assert "Two drinks." in editor.get(url(article, "text")).content.decode()
