from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Revision, SiteEdition
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db


def test_a_revision_never_changes():
    revision = make_article().live
    revision.note = "Rewritten history."
    with pytest.raises(TypeError):
        revision.save()
    with pytest.raises(TypeError):
        revision.save(update_fields=["content"])


def test_the_live_revision_is_the_latest_whose_time_has_come(client):
    article = make_article(summary="The first words. They are many enough for the gate to open.")
    article.summary = "The words of tomorrow. They are many enough for the gate."
    article.save()
    publish(article)
    Revision.objects.filter(number=2).update(publish_at=timezone.now() + timedelta(days=1))
    assert "The first words." in client.get(article.get_absolute_url()).content.decode()
    Revision.objects.filter(number=2).update(publish_at=timezone.now())
    assert "The words of tomorrow." in client.get(article.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("public_from", "public_until", "publish_at", "is_public"),
    [
        (-1, None, -1, True),
        (-1, 1, -1, True),
        (1, None, -1, False),
        (None, None, -1, False),
        (-2, -1, -2, False),
        (-1, None, 1, False),
        (-1, None, None, False),
    ],
)
def test_the_instance_and_the_set_agree_on_what_is_public(public_from, public_until, publish_at, is_public):
    def when(days):
        return None if days is None else timezone.now() + timedelta(days=days)

    article = make_article()
    Article.objects.update(public_from=when(public_from), public_until=when(public_until))
    Revision.objects.update(publish_at=when(publish_at))
    assert Article.objects.get(pk=article.pk).is_published is is_public
    assert Article.objects.published().exists() is is_public


def test_publishing_and_unpublishing_move_both_editions():
    article = make_draft()
    publish(article)
    first = (Article.objects.get().edition, SiteEdition.current())
    unpublish(article)
    assert Article.objects.get().edition == first[0] + 1
    assert SiteEdition.current() == first[1] + 1


def test_unpublishing_twice_is_once():
    article = make_article()
    unpublish(article)
    ended = Article.objects.get().public_until
    unpublish(article)
    assert Article.objects.get().public_until == ended


def test_a_revision_keeps_the_name_of_its_maker_when_the_account_is_gone():
    user = make_user("ada", first_name="Ada", last_name="Lovelace")
    article = make_draft()
    publish(article, by=user)
    user.delete()
    assert Revision.objects.get().created_by_name == "Ada Lovelace"


def test_a_page_that_an_older_release_rendered_is_shown_as_this_one_shows_it(client):
    article = make_article()
    Revision.objects.update(html={"title": "Stale."}, card={"title": "Stale."}, renderer_version=0)
    for address in (article.get_absolute_url(), "/", "/feed.atom", f"{article.get_absolute_url()}reviews/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "Stale." not in response.content.decode()
    assert "Tea, aspect 1" in client.get(article.get_absolute_url()).content.decode()


def test_rerendering_rebuilds_the_html_of_an_older_renderer(client):
    article = make_article()
    Revision.objects.update(html=Revision.objects.get().html | {"summary": "Stale."}, renderer_version=0)
    out = StringIO()
    call_command("rerender", stdout=out)
    assert "Rendered 1 revision." in out.getvalue()
    assert "Stale." not in client.get(article.get_absolute_url()).content.decode()
