"""Pictures on the pages that readers see."""

import io
import re
import sys
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from PIL import Image

from articles import drafts, manuscript, pictures
from articles.figures import Figures
from articles.images import renditions
from articles.models import Article, Author, Picture, Revision
from articles.prose import to_html
from articles.publishing import publish
from tests.articles.desk import save
from tests.cast import jpeg, make_article, make_draft, make_picture

pytestmark = pytest.mark.django_db

ARTICLE = "/articles/tea-and-coffee/"


def read(client, path=ARTICLE):
    return client.get(path).content.decode()


def images(page):
    """[{attribute: value}] of the pictures of the library on a page."""
    return [
        {name: unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', image)}
        for image in re.findall(r"<img [^>]*>", page)
        if "/media/" in image
    ]


def test_a_cover_is_loaded_at_once_in_the_width_that_the_reader_needs(client):
    picture = make_picture("Two cups", credit="Photo: Ada", sent=jpeg((900, 600)))
    make_article(cover=picture)
    page = read(client)
    (cover,) = images(page)
    assert cover["alt"] == "Two cups"
    assert (cover["width"], cover["height"], cover["fetchpriority"]) == ("900", "506", "high")
    assert "loading" not in cover
    assert re.findall(r" (\d+)w", cover["srcset"]) == ["400", "800", "900"]
    assert re.search(r'<source type="image/avif" srcset="/media/pictures/[^"]+ 400w', page)
    assert f'fill="{picture.colour}"' in page
    assert "Photo: Ada" in page


def test_every_file_that_a_page_names_is_there(client):
    make_article(cover=make_picture(sent=jpeg((900, 600))))
    named = set(re.findall(r'/media/[^" ]+', read(client)))
    assert len(named) == 6
    assert all(client.get(name).getvalue() for name in named)


def test_a_figure_stands_in_the_text_with_its_caption_and_is_loaded_when_it_comes_near(client):
    number = make_picture("Two cups", caption="In March", credit="Photo: Ada").pk
    make_article(introduction=f"Before.\n\n![](picture:{number})\n\nBehind.")
    page = read(client)
    (figure,) = images(page)
    assert (figure["alt"], figure["loading"]) == ("Two cups", "lazy")
    assert re.search(r"<p>Before.</p>\s*<figure>.*<figcaption>In March <small>Photo: Ada", page, re.DOTALL)
    assert "<p><figure" not in page


def test_a_text_has_words_of_its_own_for_a_picture(client):
    number = make_picture("Two cups", caption="In March").pk
    make_article(introduction=f'![A "pair" > one](picture:{number} "Steeped & poured")')
    page = read(client)
    assert images(page)[0]["alt"] == 'A "pair" > one'
    assert "Steeped &amp; poured" in page
    assert "In March" not in page


def test_a_picture_among_words_is_no_figure(client):
    number = make_picture(caption="In March").pk
    make_article(introduction=f"Look ![](picture:{number}) here.")
    page = read(client)
    assert len(images(page)) == 1
    assert "<figure" not in page


def test_a_decorative_picture_is_passed_over(client):
    make_article(introduction=f"![](picture:{make_picture('').pk})")
    assert images(read(client))[0]["alt"] == ""


def test_pictures_from_elsewhere_and_of_the_site_itself_are_not_shown():
    text = "![a](https://example.com/a.png) ![b](/media/pictures/a/b.jpg) ![c](data:image/png;base64,AA)"
    picture = make_picture()
    figure = Figures({"pictures": {str(picture.pk): {}}}).html
    assert "/media/" in to_html(f"![](picture:{picture.pk})", figure=figure)
    for wrong in (text, "![d](picture:1&quot;)", "![e](pictures:1)", "![f](picture:1/../2)"):
        assert "<img" not in to_html(wrong, figure=figure)


def test_a_subject_has_its_picture_in_the_tables_head_and_at_its_text(client):
    article = make_draft()
    picture = make_picture("A tea bush")
    article.subjects.filter(name="Tea").update(picture=picture)
    publish(article)
    page = read(client)
    head = re.search(r"<thead.*?</thead>", page, re.DOTALL)[0]
    section = re.search(r'<section class="subject prose" id="subject-1".*?</section>', page, re.DOTALL)[0]
    # A header is read out with each of its cells, so the picture in it says nothing.
    assert [image["alt"] for image in images(head)] == [""]
    assert [image["alt"] for image in images(section)] == ["A tea bush"]


def test_the_card_of_an_article_shows_its_cover(client):
    make_article("Milk and Water", cover=make_picture())
    make_article()
    (card,) = images(read(client, "/"))
    assert (card["alt"], card["loading"]) == ("", "lazy")


def test_an_author_has_a_photo_in_which_the_focal_point_stays(client):
    make_article()
    # White at the left edge, which a square about the middle does not reach.
    sent = jpeg((320, 180), mark=(0, 0, 20, 180))
    Author.objects.update(photo=make_picture("Ada with a cup", sent=sent, focus_x=2))
    (photo,) = images(read(client, "/authors/the-editors/"))
    assert (photo["alt"], photo["width"], photo["height"]) == ("Ada with a cup", "180", "180")
    square = Image.open(io.BytesIO(client.get(photo["src"]).getvalue())).convert("RGB")
    assert square.getpixel((5, 90))[0] > 200


def test_a_page_does_without_until_the_renditions_are_made_and_then_is_a_new_one(client):
    picture = make_picture(is_ready=False)
    article = make_article(cover=picture, introduction=f"![](picture:{picture.pk})")
    Author.objects.update(photo=picture)
    paths = [ARTICLE, "/", "/authors/the-editors/"]
    before = {path: client.get(path) for path in paths}
    assert not any(images(response.content.decode()) for response in before.values())
    pictures.make(picture)
    for path, response in before.items():
        again = client.get(path, headers={"if-none-match": response["ETag"]})
        assert (path, again.status_code) == (path, 200)
        assert images(again.content.decode())
    assert article.revisions.count() == 1


def test_readers_see_the_cover_that_was_published(client, editor):
    first, second = make_picture("The first"), make_picture("The second")
    article = make_article(cover=first)
    save(editor, article, cover=str(second.pk))
    assert [image["alt"] for image in images(read(client))] == ["The first"]
    publish(article)
    assert [image["alt"] for image in images(read(client))] == ["The second"]


def test_a_picture_that_is_not_there_keeps_a_text_from_being_published(editor):
    article = make_draft(introduction="![](picture:77)")
    page = save(editor, article, button="_publish").content.decode()
    assert "The text names picture 77, which is not in the library." in page
    assert not Revision.objects.exists()


def test_a_mistyped_picture_keeps_a_text_from_being_published(editor):
    article = make_draft(conclusion="![](pictures:12) and ![x](https://example.com/a.png)")
    page = unescape(save(editor, article, button="_publish").content.decode())
    assert "The text shows “pictures:12”, which is no picture of the library" in page
    assert "The text shows “https://example.com/a.png”" in page
    assert not Revision.objects.exists()


def test_no_link_leads_to_the_number_of_a_picture(client):
    make_article(introduction=f"[Look](picture:{make_picture().pk}) [here](PICTURE:1)")
    assert "picture:" not in read(client).lower()


def test_history_tells_of_pictures_and_restoring_brings_them_back(editor, client):
    first, second = make_picture("The first", caption="Old words"), make_picture("The second")
    article = make_article(cover=first)
    article.subjects.filter(name="Tea").update(picture=second)
    Picture.objects.filter(pk=first.pk).update(caption="New words")
    drafts.settle(article)
    address = f"/admin/articles/article/{article.pk}/compare/?old=1&new=draft"
    page = editor.get(address).content.decode()
    assert "Tea · picture" in page
    assert f"Picture {first.pk} · caption" in page
    Article.objects.update(cover=None)
    article.refresh_from_db()
    drafts.settle(article)
    drafts.restore(article, article.revisions.get(number=1))
    article.refresh_from_db()
    assert article.cover == first
    assert set(article.subjects.values_list("picture", flat=True)) == {None}


def test_an_article_goes_to_text_and_back_with_its_pictures(editor):
    cover, bush = make_picture(), make_picture("A tea bush")
    article = make_draft(cover=cover, introduction=f"![](picture:{bush.pk})")
    article.subjects.filter(name="Coffee").update(picture=bush)
    text = editor.get(f"/admin/articles/article/{article.pk}/text/?download").content.decode()
    assert f"Cover: {cover.pk}" in text
    assert f"Defining Coffee:\n\nPicture: {bush.pk}" in text
    made = manuscript.filing.make_draft(manuscript.read(text))
    assert made.cover == cover
    assert list(made.subjects.values_list("picture", flat=True)) == [None, bush.pk]
    assert made.unread_lines == ""


def test_a_pasted_text_that_names_no_picture_of_ours_says_so():
    text = "Cover: 77\nTopic: Food\n\nTea and Coffee\n\nTitle: x\n\n| At a glance | Tea | Coffee |\n| --- | --- | --- |"
    text += "\n\nDefining Tea:\n\nPicture: 78\n\nA drink.\n\nKey Attributes of Tea:\n\n1. **Warm:** yes."
    made = manuscript.filing.make_draft(manuscript.read(text))
    assert made.unread_lines.split("\n") == ["Cover: 77", "Picture: 78"]
    assert made.cover is None


def test_a_page_with_pictures_costs_no_more_queries(client, django_assert_num_queries):
    make_article("Milk and Water")
    article = make_draft()
    article.cover = make_picture()
    article.save()
    article.subjects.update(picture=article.cover)
    publish(article)
    client.get("/")  # what a process reads once for each edition of the site
    for path in ("/articles/milk-and-water/", ARTICLE, "/"):
        with django_assert_num_queries(7):
            client.get(path)


def test_the_command_makes_what_is_missing_and_with_all_everything(capsys):
    picture, ready = make_picture(is_ready=False), make_picture()
    make_article(cover=picture)
    call_command("renditions")
    assert "Made 1 renditions of pictures." in capsys.readouterr().out
    picture.refresh_from_db()
    assert picture.is_ready
    default_storage.delete(ready.renditions["cut"][0]["jpg"])
    call_command("renditions", "--all")
    assert "Made 2 renditions of pictures." in capsys.readouterr().out
    assert default_storage.exists(ready.renditions["cut"][0]["jpg"])


def test_one_picture_that_cannot_be_made_keeps_no_other_back(capsys):
    lost, picture = make_picture(is_ready=False), make_picture(is_ready=False)
    default_storage.delete(lost.file.name)
    with pytest.raises(CommandError, match=f"1 could not be made: picture {lost.pk}"):
        call_command("renditions")
    picture.refresh_from_db()
    assert picture.is_ready


def test_the_command_finds_what_a_process_has_left_that_was_ended(client, monkeypatch):
    picture = make_picture(is_ready=False)
    make_article(cover=picture)
    with monkeypatch.context() as ended:
        ended.setattr(pictures, "follow", lambda picture: sys.exit())
        with pytest.raises(SystemExit):
            pictures.make(picture)
    assert images(read(client)) == []
    call_command("renditions", verbosity=0)
    assert images(read(client))
    assert not pictures.unsettled().exists()


def test_a_focal_point_that_moves_while_a_picture_is_made_is_kept_to(monkeypatch):
    # White at the foot, so that another focal point cuts another picture.
    sent = jpeg((90, 320), mark=(0, 300, 90, 320))
    picture, whole = make_picture(is_ready=False, sent=sent), renditions.whole

    def move(kept):
        monkeypatch.setattr(renditions, "whole", whole)
        Picture.objects.update(focus_y=100)
        return whole(kept)

    monkeypatch.setattr(renditions, "whole", move)
    pictures.make(picture)
    picture.refresh_from_db()
    other = make_picture(sent=sent, focus_y=100)
    assert digests(picture) == digests(other)


def test_a_picture_that_is_deleted_while_it_is_made_leaves_no_file(monkeypatch):
    picture, whole = make_picture(is_ready=False), renditions.whole

    def delete(sent):
        Picture.objects.all().delete()
        return whole(sent)

    monkeypatch.setattr(renditions, "whole", delete)
    pictures.make(picture)
    assert not default_storage.exists(f"pictures/{picture.uid.hex}")


def digests(picture):
    """The hashes in the names of its cuts."""
    return [row["jpg"].rpartition("-")[2] for row in picture.renditions["cut"]]
