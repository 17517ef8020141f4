"""The draft as its page will be, in the admin's frame and by its link."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import AlsoRead, Article, ComparisonRow, Source, Subject, Topic
from articles.publishing import publish
from tests.articles.desk import change_url, save
from tests.articles.previews import BANNER, CHANGED, desk_url, offered, path_of, text
from tests.cast import make_article, make_draft, make_review

pytestmark = pytest.mark.django_db


def test_an_editor_sees_the_draft_in_a_frame_and_gives_the_link_away(editor, stranger):
    article = make_draft(summary=CHANGED)
    page = editor.get(change_url(article))
    assert f'<a href="{desk_url(article)}">Preview</a>' in text(page)
    page = editor.get(desk_url(article))
    assert f'src="{desk_url(article, "preview-page")}"' in text(page)
    for response in (editor.get(desk_url(article, "preview-page")), stranger.get(offered(page))):
        assert response.status_code == 200
        assert CHANGED in text(response)
        assert BANNER in text(response)
        assert "<title>Tea and Coffee – Counterpoint</title>" in text(response)


def test_there_is_no_preview_of_an_article_that_is_not_written_yet(editor):
    assert "preview" not in text(editor.get("/admin/articles/article/add/")).lower()
    for unknown in ("4711", "9" * 40, "x", "a/b"):
        assert editor.get(f"/admin/articles/article/{unknown}/preview/").status_code == 404


@pytest.mark.parametrize(("query", "pixels"), [("", 390), ("?width=phone", 390), ("?width=desktop", 1280)])
def test_the_frame_is_as_wide_as_was_chosen(editor, query, pixels):
    page = text(editor.get(desk_url(make_draft()) + query))
    assert re.findall(r'<iframe [^>]*width="(\d+)"', page) == [str(pixels)]
    assert re.findall(r'aria-current="true">\w+, (\d+) px', page) == [str(pixels)]


def test_a_width_that_there_is_not_shows_a_phone(editor):
    article = make_draft()
    for nonsense in ("<b>", "9" * 40, "phone&width=<b>"):
        page = text(editor.get(f"{desk_url(article)}?width={nonsense}"))
        assert 'width="390"' in page
        assert "<b>" not in page


def test_a_preview_changes_nothing_for_readers(editor, stranger):
    article = make_article()
    save(editor, article, summary=CHANGED)
    before = stranger.get(article.get_absolute_url())
    editor.get(desk_url(article))
    editor.get(desk_url(article, "preview-page"))
    assert CHANGED in text(stranger.get(path_of(article)))
    editor.post(desk_url(article, "preview-link"))
    after = stranger.get(article.get_absolute_url())
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])
    assert CHANGED not in text(after)


def test_a_preview_is_the_page_without_reviews_votes_and_forms(stranger):
    article = make_article()
    make_review(article, "approved", comment="A word of a reader that is public.")
    preview = text(stranger.get(path_of(article)))
    public = text(stranger.get(article.get_absolute_url()))
    for word in ("A word of a reader", "<form", "#reviews", "<script", 'rel="canonical"', "4.0"):
        assert word in public
        assert word not in preview


def test_what_readers_get_is_the_preview_but_for_its_line_and_reviews(stranger):
    article = make_draft()
    Source.objects.create(article=article, title="A book on cups", position=1)
    AlsoRead.objects.create(article=article, target=make_article("Milk"), place="headline", position=1)
    AlsoRead.objects.create(article=article, target=make_draft("Water"), place="conclusion", position=2)
    preview = body(stranger.get(path_of(article)))
    publish(article)
    public = body(stranger.get(article.get_absolute_url()))
    assert public.startswith("<header>")
    assert '<a href="/articles/milk/">Milk</a>' in public
    assert preview == re.sub(r'<li><a href="#reviews">Reviews</a></li>', "", public)


def body(response):
    return re.search(r'<article class="article"[^>]*>\s*(.*?)</article>', text(response), re.DOTALL)[1]


def test_an_address_that_a_browser_would_run_is_no_link_in_a_preview(stranger):
    article = make_draft()
    Source.objects.create(article=article, title="A book", url="javascript:alert(1)")
    html = text(stranger.get(path_of(article)))
    assert "A book" in html
    assert "javascript:" not in html


def test_the_day_of_the_first_publication_is_today_or_the_one_that_it_was(stranger):
    today, long_ago = timezone.now(), timezone.now() - timedelta(days=900)
    draft, public = make_draft("Draft"), make_article("Public")
    Article.objects.filter(pk=public.pk).update(public_from=long_ago)
    for article, day in ((draft, today), (public, long_ago)):
        assert f'<time datetime="{day:%Y-%m-%d}"' in text(stranger.get(path_of(article)))


def test_what_readers_were_told_of_earlier_changes_stays_in_the_preview(stranger):
    article = make_article()
    Article.objects.filter(pk=article.pk).update(summary=CHANGED)
    publish(Article.objects.get(pk=article.pk), kind="correction", note="Coffee is no tea.")
    preview = text(stranger.get(path_of(article)))
    assert "Updated <time" in preview
    assert "correction: Coffee is no tea." in preview


def test_only_the_admins_own_pages_show_and_are_shown_in_frames(editor, stranger):
    article = make_draft()
    strict = stranger.get("/")["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in strict
    assert "frame-src" not in strict
    outer, inner = editor.get(desk_url(article)), editor.get(desk_url(article, "preview-page"))
    assert outer["Content-Security-Policy"] == f"{strict}; frame-src 'self'"
    assert outer["X-Frame-Options"] == "DENY"
    assert inner["Content-Security-Policy"] == strict.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    for response in (stranger.get(path_of(article)), editor.get(change_url(article))):
        assert response["Content-Security-Policy"] == strict
        assert response["X-Frame-Options"] == "DENY"


def bare(**fields):
    topic, _ = Topic.objects.get_or_create(name="Food", slug="food")
    return Article.objects.create(slug="bare", topic=topic, **fields)


def with_part(model, **fields):
    article = bare(title="Half done")
    model.objects.create(article=article, **fields)
    return article


def with_row_and_no_subject():
    return with_part(ComparisonRow, aspect="Colour", cell_3="of nobody")


def with_nameless_subject():
    article = with_part(Subject, name="", attributes=[{"title": "", "text": ""}])
    ComparisonRow.objects.create(article=article, aspect="")
    return article


def with_gap_in_the_slots():
    article = with_part(Subject, name="Fourth", slot=4)
    ComparisonRow.objects.create(article=article, aspect="Colour", cell_1="left over")
    return article


@pytest.mark.parametrize(
    "make",
    [
        lambda: bare(title=""),
        lambda: bare(title="<b>", summary="  ", introduction="# \n\n> [](", conclusion="\\", language="x"),
        lambda: bare(title="One", language="", relationship=[{"title": "Alone", "text": ""}]),
        with_row_and_no_subject,
        with_nameless_subject,
        with_gap_in_the_slots,
        lambda: with_part(AlsoRead, title=""),
        lambda: with_part(Source, title="", url="javascript:alert(1)"),
    ],
)
def test_a_draft_that_is_far_from_done_is_shown_as_far_as_it_goes(editor, make):
    article = make()
    assert editor.get(desk_url(article)).status_code == 200
    for path in (desk_url(article, "preview-page"), path_of(article)):
        response = editor.get(path)
        assert response.status_code == 200
        assert BANNER in text(response)
