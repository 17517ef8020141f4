"""The library of pictures in the admin."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles import drafts, pictures
from articles.admin.pictures import PictureForm
from articles.models import Article, Author, Picture
from articles.publishing import publish
from tests.articles.desk import save
from tests.cast import jpeg, make_article, make_draft, make_picture, make_user
from tests.forms import form_data

pytestmark = pytest.mark.django_db

ADD = "/admin/articles/picture/add/"
LIST = "/admin/articles/picture/"


def change_url(picture):
    return f"{LIST}{picture.pk}/change/"


def add(client, sent, capture=None, **words):
    data = {"alternative": "A cup of tea", "focus_x": "50", "focus_y": "50"} | words
    upload = SimpleUploadedFile("tea.jpg", sent, "image/jpeg")
    return client.post(ADD, data | {"upload": upload}, follow=True)


def change(client, picture, **words):
    data = form_data(client.get(change_url(picture)), **words)
    return client.post(change_url(picture), data, follow=True)


def stored(picture):
    with picture.file.open() as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def test_a_picture_is_drawn_anew_and_made_in_all_its_widths(editor, django_capture_on_commit_callbacks):
    sent = jpeg((900, 600))
    with django_capture_on_commit_callbacks(execute=True):
        page = add(editor, sent, credit="Photo: Ada").content.decode()
    picture = Picture.objects.get()
    assert f"![](picture:{picture.pk})" in page
    assert (picture.width, picture.height, picture.added_by_name) == (900, 600, "ed")
    with picture.file.open() as file:
        assert file.read() != sent
    assert [row["width"] for row in picture.renditions["whole"]] == [400, 800, 900]
    assert [(row["width"], row["height"]) for row in picture.renditions["cut"]][-1] == (900, 506)
    for row in picture.renditions["whole"] + picture.renditions["cut"]:
        for ending, kind in (("avif", "AVIF"), ("jpg", "JPEG")):
            with default_storage.open(row[ending]) as file, Image.open(file) as rendition:
                assert (rendition.format, rendition.size) == (kind, (row["width"], row["height"]))


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"", "This file is empty."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is no JPEG, PNG, WebP or AVIF picture."),
        (jpeg()[:-40], "This picture is damaged or cut off."),
    ],
)
def test_what_is_no_picture_is_refused_beside_its_field_and_the_words_stay(editor, sent, reason):
    page = add(editor, sent, caption="Typed with care").content.decode()
    assert reason in page
    assert "Typed with care" in page
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ({"alternative": ""}, "Say what is to be seen"),
        ({"is_decorative": "on"}, "A decorative picture is passed over"),
    ],
)
def test_a_picture_has_a_text_or_is_decorative(editor, words, complaint):
    assert complaint in add(editor, jpeg(), **words).content.decode()
    assert not Picture.objects.exists()
    add(editor, jpeg(), alternative="", is_decorative="on")
    assert Picture.objects.get().alternative == ""


def test_a_disk_that_is_full_is_told_beside_the_field_and_the_words_stay(editor, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(default_storage, "save", fail)
    page = add(editor, jpeg(), caption="Typed with care").content.decode()
    assert "The picture could not be stored" in page
    assert "Typed with care" in page
    assert not Picture.objects.exists()


def test_the_focal_point_decides_what_is_cut_away(editor, django_capture_on_commit_callbacks):
    # White at the foot of a tall picture, which a cut about the middle does not reach.
    picture = make_picture(sent=jpeg((160, 320), mark=(0, 300, 160, 320)))
    before = picture.renditions
    assert not has_white(picture)
    with django_capture_on_commit_callbacks(execute=True):
        change(editor, picture, focus_y="100")
    picture.refresh_from_db()
    assert has_white(picture)
    assert picture.renditions["whole"] == before["whole"]
    # A page that somebody has open may still load it.
    assert default_storage.exists(before["cut"][0]["jpg"])


def has_white(picture):
    with default_storage.open(picture.renditions["cut"][0]["jpg"]) as file:
        (_, reddest), *_ = Image.open(file).convert("RGB").getextrema()
    return reddest > 200  # teal has no red


@pytest.mark.parametrize("name", ["focus_x", "focus_y"])
def test_a_focal_point_outside_of_the_picture_is_refused(editor, name):
    picture = make_picture(is_ready=False)
    assert "less than or equal to 100" in change(editor, picture, **{name: "101"}).content.decode()
    picture.refresh_from_db()
    assert getattr(picture, name) == 50


def test_a_writer_does_not_move_what_is_public(client):
    picture = make_picture()
    client.force_login(make_user("wr", group="Writers"))
    draft = make_draft(cover=picture)
    drafts.settle(draft)
    change(client, picture, focus_x="10")
    picture.refresh_from_db()
    assert picture.focus_x == 10
    publish(draft)
    page = client.get(change_url(picture))
    client.post(change_url(picture), form_data(page) | {"focus_x": "90", "caption": "Typed"})
    picture.refresh_from_db()
    assert (picture.focus_x, picture.caption) == (10, "Typed")


def test_the_words_of_an_authors_photo_are_not_a_writers_to_change(client):
    picture = make_picture("Ada with a cup")
    Author.objects.create(name="Ada", slug="ada", photo=picture)
    client.force_login(make_user("wr", group="Writers"))
    page = client.get(change_url(picture))
    client.post(change_url(picture), form_data(page) | {"alternative": "Typed", "focus_x": "1"})
    picture.refresh_from_db()
    assert (picture.alternative, picture.focus_x) == ("Ada with a cup", 50)


def test_words_that_are_saved_while_a_picture_is_made_keep_what_was_made(editor, monkeypatch):
    picture = make_picture(is_ready=False)
    clean = PictureForm.clean

    def make_meanwhile(form):
        pictures.make(picture)
        return clean(form)

    monkeypatch.setattr(PictureForm, "clean", make_meanwhile)
    change(editor, picture, caption="Typed")
    picture.refresh_from_db()
    assert picture.caption == "Typed"
    assert picture.is_ready


def use_as_cover(picture):
    drafts.settle(make_draft(cover=picture))


def use_of_a_subject(picture):
    article = make_draft()
    article.subjects.update(picture=picture)
    drafts.settle(article)


def use_in_a_text(picture):
    drafts.settle(make_draft(conclusion=f"Look:\n\n![](picture:{picture.pk})"))


def use_in_the_past(picture):
    article = make_article(cover=picture)
    Article.objects.update(cover=None)
    article.refresh_from_db()
    drafts.settle(article)
    publish(article)


def use_of_an_author(picture):
    Author.objects.create(name="Ada", slug="ada", photo=picture)


USES = [use_as_cover, use_of_a_subject, use_in_a_text, use_in_the_past, use_of_an_author]


@pytest.mark.parametrize("use", USES, ids=lambda use: use.__name__)
def test_what_is_used_says_where_and_is_not_deleted(editor, use):
    picture = make_picture()
    use(picture)
    page = editor.get(change_url(picture)).content.decode()
    assert "What is used cannot be deleted." in page
    assert ("Ada" if use is use_of_an_author else "Tea and Coffee") in page
    refused = editor.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"}, follow=True)
    assert refused.redirect_chain == [(change_url(picture), 302)]
    assert "is used, see below, and so cannot be deleted." in refused.content.decode()
    many = {"action": "delete_selected", "_selected_action": [picture.pk], "post": "yes"}
    assert "which is used: its page says where" in editor.post(LIST, many).content.decode()
    assert Picture.objects.filter(pk=picture.pk).exists()
    assert default_storage.exists(picture.file.name)


def test_what_is_used_nowhere_is_deleted_with_its_files(editor, django_capture_on_commit_callbacks):
    picture = make_picture()
    folder = f"pictures/{picture.uid.hex}"
    assert default_storage.listdir(folder)[1]
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"{LIST}{picture.pk}/delete/", {"post": "yes"})
    assert not Picture.objects.exists()
    assert not default_storage.exists(folder)


def test_a_draft_that_lets_go_of_a_picture_no_longer_uses_it(editor):
    picture = make_picture()
    article = make_draft(cover=picture)
    save(editor, article, introduction=f"![](picture:{picture.pk})")
    assert picture.uses.count() == 1
    save(editor, article, cover="", introduction="None.")
    assert not picture.uses.exists()


def test_the_list_counts_the_articles_that_show_a_picture_to_readers_or_in_their_draft(editor):
    picture = make_picture()
    names = {"introduction": f"![](picture:{picture.pk})"}
    article = make_article(**names)
    make_article("Milk and Water", **names)
    save(editor, make_draft("Draft"), **names)
    save(editor, article, introduction="None.")
    assert 'class="field-number_of_uses">3<' in editor.get(LIST).content.decode()
    publish(article)
    assert 'class="field-number_of_uses">2<' in editor.get(LIST).content.decode()


def test_other_words_of_a_picture_are_public_once_its_article_is_published_again(editor, client):
    picture = make_picture("Two cups", caption="In March")
    article = make_article(conclusion=f"![](picture:{picture.pk})")
    change(editor, picture, alternative="Three cups", caption="In May")
    read = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="Two cups"' in read
    assert "In March" in read
    assert "changed since publishing" in editor.get("/admin/articles/article/").content.decode()
    publish(article)
    read = client.get(article.get_absolute_url()).content.decode()
    assert 'alt="Three cups"' in read
    assert "In May" in read


@pytest.mark.parametrize(("group", "status"), [("Writers", 200), ("Moderators", 403), (None, 403)])
def test_who_may_add_pictures(client, group, status):
    client.force_login(make_user("somebody", group=group))
    assert client.get(ADD).status_code == status
    assert add(client, jpeg()).status_code == status
    assert Picture.objects.exists() == (status == 200)


def test_the_form_shows_a_picture_beside_its_number(editor):
    picture = make_picture()
    article = make_draft(cover=picture)
    page = editor.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert default_storage.url(picture.renditions["cut"][0]["jpg"]) in page
    page = save(editor, article, cover="999").content.decode()
    assert "Select a valid choice" in page
    assert Article.objects.get().cover == picture


def test_what_is_not_ready_for_readers_says_so(editor):
    picture = make_picture(is_ready=False)
    for path in (LIST, change_url(picture)):
        assert "Not ready yet" in editor.get(path).content.decode()
    pictures.make(picture)
    for path in (LIST, change_url(picture)):
        assert "Not ready yet" not in editor.get(path).content.decode()
