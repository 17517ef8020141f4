"""A site that has articles already takes up what scheduling, previews and the list need."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from articles import document, rendering
from articles.models import Article, Revision
from articles.publishing import overdue
from tests.cast import make_draft

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = ("articles", "0001_initial")
LATER = {"changes", "cover", "pictures"}


@pytest.fixture
def contents():
    """Of two published articles and a draft, written with the columns of before."""
    drafts = [make_draft("Tea"), make_draft("Coffee")]
    contents = [document.from_rows(draft) for draft in drafts]
    Article.objects.all().delete()
    executor = MigrationExecutor(connection)
    executor.migrate([FIRST])
    apps = executor.loader.project_state([FIRST]).apps
    topic = apps.get_model("articles", "Topic").objects.get()
    for content in contents:
        make_earlier(apps, topic, content)
    apps.get_model("articles", "Article").objects.create(title="Draft", slug="draft", topic=topic)
    yield contents
    call_command("migrate", verbosity=0)


def make_earlier(apps, topic, content):
    now = timezone.now()
    earlier = {key: value for key, value in content.items() if key not in LATER} | {"schema_version": 1}
    for subject in content["subjects"]:
        del subject["picture"]
    text = {name: content[name] for name in ("title", "headline", "summary", "language")}
    article = apps.get_model("articles", "Article").objects.create(
        slug=content["title"].lower(), topic=topic, public_from=now, **text
    )
    apps.get_model("articles", "Revision").objects.create(
        article=article,
        number=1,
        content=earlier,
        html=rendering.page(earlier),
        renderer_version=1,
        card=rendering.card(earlier),
        kind="first",
        publish_at=now,
    )


def test_articles_of_before_stay_public_and_can_be_previewed_and_compared(contents, client):
    call_command("migrate", verbosity=0)
    assert client.get("/articles/tea/").status_code == 200
    assert Article.objects.values("preview_key").distinct().count() == 3
    assert {r.digest for r in Revision.objects.all()} == {document.digest(content) for content in contents}
    assert overdue() == [], "nothing has happened since"


def test_the_drafts_of_before_are_told_from_what_readers_see_once_rerendered(contents):
    call_command("migrate", verbosity=0)
    assert not any(article.is_changed for article in Article.objects.all())
    call_command("rerender", verbosity=0)
    assert Article.objects.get(title="Tea").is_changed, "its subjects were never rows here"
    assert set(Revision.objects.values_list("renderer_version", flat=True)) == {rendering.RENDERER_VERSION}


def test_going_back_finds_a_name_for_drafts_that_were_only_kept(contents):
    call_command("migrate", verbosity=0)
    Revision.objects.update(kind="kept", publish_at=None)
    call_command("migrate", "articles", "0001", verbosity=0)
    call_command("migrate", verbosity=0)
    assert set(Revision.objects.values_list("kind", flat=True)) == {"minor"}
