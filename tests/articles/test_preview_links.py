"""The link that shows a draft to people without an account: who gets it, and how long it works."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.sessions.backends.db import SessionStore
from django.core import signing
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from articles import previewing
from articles.publishing import unpublish
from config.logs import MaskingFormatter
from tests.articles.desk import save
from tests.articles.previews import BANNER, CHANGED, assert_dead, desk_url, offered, path_of, text
from tests.cast import make_article, make_draft, make_user

pytestmark = pytest.mark.django_db


def test_the_link_shows_the_draft_as_it_is_when_it_is_opened(editor, stranger):
    article = make_draft()
    link = path_of(article)
    assert CHANGED not in text(stranger.get(link))
    save(editor, article, summary=CHANGED)
    assert CHANGED in text(stranger.get(link))


def test_a_preview_is_kept_nowhere_and_found_by_no_search_engine(stranger):
    response = stranger.get(path_of(make_draft()))
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in text(response)
    assert not {"ETag", "Last-Modified", "Expires", "Vary"} & set(response.headers)


def test_a_preview_has_no_cookie_and_reads_no_session(editor, monkeypatch):
    link = path_of(make_draft())
    monkeypatch.setattr(SessionStore, "load", lambda self: pytest.fail("a session is read"))
    response = editor.get(link)
    assert response.status_code == 200
    assert not response.cookies


def test_a_link_is_for_reading_alone(stranger):
    link = path_of(make_draft())
    assert stranger.head(link).status_code == 200
    for method in (stranger.post, stranger.put, stranger.delete):
        assert method(link).status_code == 405


def test_a_new_link_closes_those_of_before(editor, stranger):
    article, other = make_draft(), make_draft("Milk")
    before, of_other = offered(editor.get(desk_url(article))), path_of(other)
    response = editor.post(desk_url(article, "preview-link"), follow=True)
    assert response.redirect_chain == [(desk_url(article), 302)]
    assert "no longer work" in text(response)
    assert_dead(stranger.get(before))
    assert BANNER in text(stranger.get(offered(response)))
    assert BANNER in text(stranger.get(of_other))


def test_only_a_post_makes_a_new_link(editor, stranger):
    article = make_draft()
    link = path_of(article)
    assert editor.get(desk_url(article, "preview-link")).status_code == 302
    assert BANNER in text(stranger.get(link))


def test_a_forged_form_makes_no_new_link(stranger):
    article = make_draft()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("ed", group="Editors"))
    assert client.post(desk_url(article, "preview-link")).status_code == 403
    assert BANNER in text(stranger.get(path_of(article)))


def test_a_link_works_for_seven_days(stranger, monkeypatch):
    link, now = path_of(make_draft()), timezone.now().timestamp()
    for days, status in ((6.99, 200), (7.01, 410)):
        monkeypatch.setattr("django.core.signing.time.time", lambda days=days: now + days * 86400)
        assert stranger.get(link).status_code == status


def test_the_page_says_until_when_the_link_works(editor):
    until = date_format(timezone.now() + timedelta(days=7), "j F Y")
    assert f"Until {until}" in text(editor.get(desk_url(make_draft())))


def test_the_link_of_an_article_that_was_deleted_is_dead(stranger):
    article = make_draft()
    link = path_of(article)
    assert stranger.get(link).status_code == 200
    article.delete()
    assert_dead(stranger.get(link))


def test_a_link_opens_no_other_article_and_no_other_key(stranger):
    article, other = make_draft(), make_draft("Milk", summary=CHANGED)
    assert CHANGED not in text(stranger.get(path_of(article)))
    signed = path_of(article).split("/")[2]
    stolen = signing.dumps([other.pk, article.preview_key], salt=previewing.SALT)
    elsewhere = signing.dumps([other.pk, other.preview_key], salt="reviews.mailed_links")
    mixed = path_of(other).split("/")[2].split(":")[0] + ":" + signed.partition(":")[2]
    broken = [signed[:-1], f"{signed}x", "x", "%00", "%FF", "é:é:é", "a" * 5000]
    for forged in (stolen, elsewhere, mixed, *broken):
        assert_dead(stranger.get(f"/preview/{forged}/"))


@pytest.mark.parametrize("page", ["preview", "preview-page", "preview-link"])
def test_each_page_of_the_preview_asks_who_is_there(stranger, page):
    article = make_draft()
    for method in (stranger.get, stranger.post):
        response = method(desk_url(article, page))
        assert response["Location"] == f"/admin/login/?next={desk_url(article, page)}"
    stranger.force_login(make_user("mo", group="Moderators"))
    for method in (stranger.get, stranger.post):
        assert method(desk_url(article, page)).status_code == 403
    assert BANNER in text(stranger.get(path_of(article)))


def test_a_writer_sees_the_preview_and_may_make_a_new_link(client):
    client.force_login(make_user("wanda", group="Writers"))
    article = make_draft()
    assert client.get(desk_url(article)).status_code == 200
    assert BANNER in text(client.get(desk_url(article, "preview-page")))
    link = path_of(article)
    client.post(desk_url(article, "preview-link"))
    assert_dead(client.get(link))


def test_who_may_only_look_gets_the_link_and_makes_no_new_one(client):
    user = make_user("lou")
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    article = make_draft()
    page = client.get(desk_url(article))
    assert BANNER in text(client.get(offered(page)))
    assert "Make a new link" not in text(page)
    assert client.post(desk_url(article, "preview-link")).status_code == 403


def test_no_page_for_readers_leads_to_a_preview(client):
    article = make_article()
    client.get(path_of(article))
    for path in ("/", article.get_absolute_url(), f"{article.get_absolute_url()}reviews/"):
        assert "/preview/" not in text(client.get(path))


def test_the_draft_of_an_article_that_ended_is_read_by_its_link_alone(stranger):
    article = make_article()
    unpublish(article)
    article.refresh_from_db()
    assert stranger.get(article.get_absolute_url()).status_code == 410
    assert "Tea is a drink" in text(stranger.get(path_of(article)))


def test_the_log_does_not_say_which_link_was_opened(stranger, capsys):
    article = make_draft()
    link = path_of(article)
    previewing.withdraw_links(article)
    handler = logging.StreamHandler()
    handler.setFormatter(MaskingFormatter())
    logging.getLogger("django.request").addHandler(handler)
    stranger.get(link)
    logging.getLogger("django.request").removeHandler(handler)
    assert "Gone: /preview/***" in capsys.readouterr().err
