"""An article's draft as a manuscript, to be copied, kept or made an article of again."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import document, drafts
from articles.models import Article, Author, Byline, Topic
from tests.articles.desk import change_url, save
from tests.articles.manuscripts import drafts as documents
from tests.articles.manuscripts import without_uids
from tests.cast import make_draft, make_user

pytestmark = pytest.mark.django_db

FROM_TEXT = "/admin/articles/article/from-text/"


def text_url(article):
    return f"/admin/articles/article/{article.pk}/text/"


def test_the_draft_is_shown_as_text(editor):
    article = make_draft()
    html = editor.get(text_url(article)).content.decode()
    box = html.split("<textarea")[1].split("</textarea>")[0]
    assert (
        "Slug: tea-and-coffee\nTopic: Food\nAuthors: the editors\nLanguage: en\n\nTea and Coffee\n\n" in box
    )
    assert "| Aspect 2 | Tea, aspect 2 | Coffee, aspect 2 |" in box
    assert "1. **Warm:** Warm, as everyone knows." in box
    assert f'href="{text_url(article)}"' in editor.get(change_url(article)).content.decode()


def test_words_that_look_like_html_stand_in_the_box_as_they_are(editor):
    article = make_draft(conclusion="</textarea><b>Bold.</b>")
    assert "&lt;/textarea&gt;&lt;b&gt;Bold." in editor.get(text_url(article)).content.decode()


def test_it_is_downloaded_as_a_text_file(editor):
    response = editor.get(f"{text_url(make_draft(summary='Grün, فارسی.'))}?download")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="tea-and-coffee.txt"'
    assert "Grün, فارسی." in response.content.decode()


@pytest.mark.parametrize("query", ["", "?download"])
def test_who_may_see_no_article_is_refused(client, query):
    client.force_login(make_user("mo", group="Moderators"))
    assert client.get(text_url(make_draft()) + query).status_code == 403


@pytest.mark.parametrize("pk", ["99", "9" * 40, "x", "0", "_00"])
def test_there_is_no_text_of_an_article_that_is_not_there(editor, pk):
    assert editor.get(f"/admin/articles/article/{pk}/text/").status_code == 404


@pytest.mark.parametrize(
    ("title", "text"),
    [("Warm", "Cup\tSize\tPrice\r\nsmall\t1"), ("Warm\u2028or hot", "It is."), ("Warm", "One\u2029two.")],
)
def test_a_point_with_tabs_or_line_ends_of_a_word_processor_goes_to_text_and_back(editor, title, text):
    article = make_draft()
    save(editor, article, subjects__0__attributes=f"1. **{title}:** {text}")
    editor.post(FROM_TEXT, {"text": editor.get(f"{text_url(article)}?download").content.decode()})
    first, again = Article.objects.order_by("pk")
    point = first.subjects.first().attributes[0]
    assert point == again.subjects.first().attributes[0]
    assert point["title"].startswith("Warm")
    assert point["text"]
    assert again.comparison_rows.count() == 2


def in_order(content):
    """The document with slots as the subjects stand, and nothing that is given anew."""
    slots = {str(subject["slot"]): slot for slot, subject in enumerate(content["subjects"], start=1)}
    subjects = [subject | {"slot": slots[str(subject["slot"])]} for subject in content["subjects"]]
    rows = [
        row | {"cells": {slots[slot]: text for slot, text in row["cells"].items()}}
        for row in content["comparison"]
    ]
    return without_uids(content | {"subjects": subjects, "comparison": rows})


@pytest.fixture
def others():
    """Ids by slug: two articles of one title, and one more."""
    titles = {"water": "Water", "water-2": "Water", "milk": "Milk"}
    return {slug: make_draft(title, slug=slug).pk for slug, title in titles.items()}


names = st.lists(
    st.sampled_from(["Ada", "Grace, PhD", "a\\b", "Topic: x", "- [\\,", "الكاتبة"]), unique=True, max_size=4
)
targets = st.lists(st.sampled_from([None, "water", "water-2", "milk"]), min_size=4, max_size=4)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    content=documents,
    topic=st.sampled_from(["Food", "Food: drinks", "الطعام", "\\,"]),
    names=names,
    targets=targets,
)
def test_a_draft_goes_to_text_and_back_without_loss(editor, others, content, topic, names, targets):
    """Rows, document, text, document, rows: all but uids, the numbers of slots, cells of slots without a subject, which
    of two authors of one name it was, and that a link whose title another article bears led to none.
    """
    with transaction.atomic():
        content["also_read"] = [
            row | {"article": others.get(slug), "title": "Water" if slug == "water-2" else row["title"]}
            for row, slug in zip(content["also_read"], targets, strict=False)
        ]
        article = Article(
            slug="mine", topic=Topic.objects.get_or_create(name=topic, defaults={"slug": "t"})[0]
        )
        drafts.write(article, content)
        for number, name in enumerate(names):
            author = Author.objects.create(name=name, slug=f"author-{number}")
            Byline.objects.create(article=article, author=author, position=number)
        text = editor.get(f"{text_url(article)}?download").content.decode()
        response = editor.post(FROM_TEXT, {"text": text.replace("\n", "\r\n"), "topic": ""})
        assert response.status_code == 302, response.context["form"].errors
        again = Article.objects.latest("pk")
        assert again.unread_lines == ""
        assert (again.slug, again.topic) == ("mine-2", article.topic)
        assert in_order(document.from_rows(again)) == in_order(document.from_rows(article))
        assert [byline.author.name for byline in again.bylines.all()] == names
        transaction.set_rollback(True)
