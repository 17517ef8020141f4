"""What social networks show of an article: a drawing of each published revision."""

import io
import re

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image

from articles import pictures, social
from articles.images import social_card
from articles.models import Article, Revision
from articles.publishing import publish
from tests.cast import jpeg, make_article, make_draft, make_picture

pytestmark = pytest.mark.django_db

ARTICLE = "/articles/tea-and-coffee/"


@pytest.fixture
def publish_now(django_capture_on_commit_callbacks):
    def publish_now(article):
        with django_capture_on_commit_callbacks(execute=True):
            return publish(article)

    return publish_now


def named(client, path=ARTICLE):
    """The address of the card on a page, without the site's own."""
    found = re.search(
        r'property="og:image" content="http://127.0.0.1:8000([^"]+)"', client.get(path).content.decode()
    )
    return found and found[1]


def test_a_published_article_names_its_card_with_size_and_words(client, publish_now):
    publish_now(make_draft())
    page = client.get(ARTICLE).content.decode()
    assert '<meta property="og:image:width" content="1200">' in page
    assert '<meta property="og:image:height" content="630">' in page
    assert 'property="og:image:alt" content="Tea and Coffee, compared: Tea and Coffee"' in page
    response = client.get(named(client))
    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(response.getvalue())).size == (1200, 630)


def test_a_page_names_no_card_before_it_is_drawn_and_is_a_new_one_after(client):
    make_article()
    before = client.get(ARTICLE)
    assert b"og:image" not in before.content
    call_command("renditions", verbosity=0)
    after = client.get(ARTICLE, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert named(client)


def test_each_revision_has_a_card_of_its_own(client, publish_now):
    article = make_draft()
    publish_now(article)
    first = named(client)
    Article.objects.update(title="Tea against Coffee")
    article.refresh_from_db()
    publish_now(article)
    second = named(client)
    assert re.match(rf"/media/cards/{article.pk}/1-", first)
    assert re.match(rf"/media/cards/{article.pk}/2-", second)
    assert [client.get(path).getvalue()[:2] for path in (first, second)] == [b"\xff\xd8"] * 2


def test_a_card_is_drawn_anew_when_its_cover_is_ready(client, publish_now):
    picture = make_picture(is_ready=False, sent=jpeg((320, 180), "red"))
    publish_now(make_draft(cover=picture))
    without = named(client)
    pictures.make(picture)
    assert named(client) != without
    with default_storage.open(Revision.objects.get().social_card) as file:
        red, _, blue = Image.open(file).convert("RGB").getpixel((1100, 5))
    assert red > 2 * blue
    # Networks keep addresses.
    assert default_storage.exists(without.removeprefix("/media/"))


def test_a_cover_that_is_ready_while_its_card_is_drawn_comes_onto_it(client, publish_now, monkeypatch):
    picture = make_picture(is_ready=False, sent=jpeg((320, 180), "red"))
    draw = social_card.draw

    def ready_meanwhile(*args):
        monkeypatch.setattr(social_card, "draw", draw)
        drawn = draw(*args)
        pictures.make(picture)
        return drawn

    monkeypatch.setattr(social_card, "draw", ready_meanwhile)
    publish_now(make_draft(cover=picture))
    revision = Revision.objects.get()
    with default_storage.open(revision.social_card) as file:
        red, _, blue = Image.open(file).convert("RGB").getpixel((1100, 5))
    assert red > 2 * blue


def test_a_card_goes_with_its_article(client, publish_now, django_capture_on_commit_callbacks):
    article = make_draft()
    publish_now(article)
    name = Revision.objects.get().social_card
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()
    assert not default_storage.exists(name)


@pytest.mark.django_db(transaction=True)
def test_no_card_stays_behind_when_its_article_is_deleted_while_it_is_drawn(monkeypatch):
    article = make_draft()
    folder, draw = social.folder_of(article.pk), social_card.draw

    def deleted_meanwhile(*args):
        Article.objects.all().delete()
        return draw(*args)

    monkeypatch.setattr(social_card, "draw", deleted_meanwhile)
    publish(article)
    assert not Article.objects.exists()
    assert not default_storage.exists(folder)
