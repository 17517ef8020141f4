"""The site in its owner's name: what editors set in the admin shows on every page, at once."""

import pytest
from django.contrib.flatpages.models import FlatPage
from django.core import mail

from articles.identity import identity
from articles.models import Identity
from tests.cast import make_article, make_review, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db

FORM = "/admin/articles/identity/1/change/"
ARTICLE = "/articles/tea-and-coffee/"
PUBLIC = [
    *("/", ARTICLE, f"{ARTICLE}reviews/", "/about/reviews/", "/privacy/"),
    *("/authors/the-editors/", "/topics/food/"),
]


def set_identity(client, **fields):
    data = form_data(client.get(FORM), **fields)
    response = client.post(FORM, data, follow=True)
    assert not response.context.get("errors")


def read(client, path="/"):
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_new_name_and_footer_are_on_every_public_page_at_once(client, editor, path):
    make_article()
    before = client.get(path)
    assert "Counterpoint" in before.content.decode()
    set_identity(editor, name="Tea & Words", footer="Made in *Ghent*.")
    response = client.get(path, headers={"if-none-match": before["ETag"]})
    assert response.status_code == 200
    page = response.content.decode()
    assert " – Tea &amp; Words</title>" in page or "<title>Tea &amp; Words</title>" in page
    assert 'height="26">Tea &amp; Words</a>' in page
    assert "<p>Made in <em>Ghent</em>.</p>" in page
    assert "Counterpoint" not in page


@pytest.mark.parametrize("path", ["/nowhere/", "/reviews/link/", "/reviews/mail/x/"])
def test_the_name_is_on_pages_that_no_cache_keeps_too(client, editor, path):
    set_identity(editor, name="Tea & Words")
    assert 'height="26">Tea &amp; Words</a>' in read(client, path)


def test_the_footer_lets_no_script_in(client, editor):
    set_identity(editor, footer="<script>alert(1)</script> [x](javascript:alert(1)) [Us](/about/)")
    page = read(client)
    assert "<script>" not in page
    assert 'href="javascript' not in page
    assert '<a href="/about/">Us</a>' in page


def test_the_tagline_stands_under_the_heading_of_home(client, editor):
    assert "compares things that belong together" in read(client)
    set_identity(editor, tagline="Tea & all that is like it.")
    page = read(client)
    assert '<p class="lead">Tea &amp; all that is like it.</p>' in page
    assert (
        '<meta name="description" property="og:description" content="Tea &amp; all that is like it.">' in page
    )
    assert "compares things that belong together" not in page


@pytest.mark.parametrize("accent", Identity.Accent.values)
def test_the_accent_is_a_class_of_the_page(client, editor, accent):
    set_identity(editor, accent=accent)
    assert f'<html lang="en" class="accent-{accent}">' in read(client)


def test_a_colour_that_is_not_offered_is_refused(editor):
    response = editor.post(FORM, form_data(editor.get(FORM), accent="pink"))
    assert "pink is not one" in response.context["adminform"].form.errors["accent"][0]
    assert Identity.objects.get().accent == "blue"


def test_an_empty_name_gives_the_operators_back(client, editor):
    set_identity(editor, name="Tea & Words")
    set_identity(editor, name="  ")
    assert 'height="26">Counterpoint</a>' in read(client)


def test_a_name_is_one_line(editor):
    set_identity(editor, name="Tea\r\nand \u2028 Words")
    assert Identity.objects.get().name == "Tea and Words"


def test_the_admin_carries_the_name(editor, client):
    set_identity(editor, name="Tea & Words")
    assert '<a href="/admin/">Tea &amp; Words</a>' in read(editor, "/admin/")
    client.logout()
    for path in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"):
        page = read(client, path)
        assert '<a href="/admin/">Tea &amp; Words</a>' in page, path
        assert "| Tea &amp; Words" in page, path


def test_mails_carry_the_name_and_come_from_it(client, editor, django_capture_on_commit_callbacks):
    set_identity(editor, name="Tea & Words")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{ARTICLE}reviews/" if make_article() else "", REVIEW)
    client.post("/admin/password_reset/", {"email": make_user("ada", email="ada@example.org").email})
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        assert "Tea & Words" in message.subject + message.body
        assert "Counterpoint" not in message.subject + message.body
        assert message.from_email == "Tea & Words <no-reply@localhost>"


REVIEW = {"rating": "4", "comment": "A comment that is long enough.", "name": "Ada", "email": "a@example.org"}


def test_a_sender_whom_the_operator_named_stays(client, settings):
    settings.DEFAULT_FROM_EMAIL = "The desk <desk@example.org>"
    client.post("/admin/password_reset/", {"email": make_user("ada", email="ada@example.org").email})
    assert mail.outbox[0].from_email == "The desk <desk@example.org>"


def test_everything_works_before_anything_was_ever_set(
    client, editor, django_capture_on_commit_callbacks, settings
):
    Identity.objects.all().delete()
    FlatPage.objects.all().delete()
    make_review(make_article(), "approved")
    for path in ("/", ARTICLE, "/about/reviews/", "/admin/", FORM):
        page = read(client, path)
        assert "Counterpoint" in page
        assert "About this site" not in page
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{ARTICLE}reviews/", REVIEW)
    assert "Counterpoint" in mail.outbox[0].body


def test_the_list_leads_straight_to_the_row_and_opening_it_writes_nothing(editor):
    Identity.objects.all().delete()
    response = editor.get("/admin/articles/identity/", follow=True)
    assert response.redirect_chain == [(FORM, 302)]
    assert "Accent colour" in response.content.decode()
    assert not Identity.objects.exists()
    set_identity(editor, name="Tea & Words")
    assert Identity.objects.get().name == "Tea & Words"


def test_the_row_is_neither_added_nor_deleted(editor):
    assert editor.get("/admin/articles/identity/add/").status_code == 403
    assert editor.post("/admin/articles/identity/1/delete/", {"post": "yes"}).status_code == 403
    assert Identity.objects.exists()


@pytest.mark.parametrize("name", ["2", "x", "9" * 30, "1_00"])
def test_there_is_no_other_row(editor, name):
    response = editor.get(f"/admin/articles/identity/{name}/change/")
    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("path", ["/admin/articles/identity/", FORM])
def test_a_writer_does_not_set_it(client, path):
    client.force_login(make_user("wanda", group="Writers"))
    assert client.get(path).status_code == 403
    assert client.post(path, {"name": "Mine"}).status_code == 403
    assert Identity.objects.get().name == ""


def test_once_read_it_costs_one_query(django_assert_num_queries):
    identity()
    with django_assert_num_queries(1):
        assert identity().name == "Counterpoint"


def test_whatever_changes_it_is_seen_at_once():
    def pages():
        return [page["title"] for page in identity().pages]

    assert pages() == ["About", "Privacy", "Contact"]
    imprint = FlatPage.objects.create(url="/imprint/", title="Imprint")
    assert "Imprint" not in pages()
    imprint.sites.add(1)
    assert pages()[-1] == "Imprint"
    FlatPage.objects.filter(title="About").delete()
    assert pages() == ["Privacy", "Contact", "Imprint"]
    Identity.objects.get().delete()
    Identity.objects.create(pk=1, name="Anew")
    assert identity().name == "Anew"
