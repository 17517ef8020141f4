"""Two editors in the same moment."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from articles.models import AlsoRead, Article
from articles.publishing import publish, unpublish
from tests.at_once import errors_at_once
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db(transaction=True)
# What publish says of an article that is no more.
GONE = {"It was deleted meanwhile."}


def test_two_articles_that_name_each_other_end_at_once():
    one, other = make_article(), make_article("Water")
    for _ in range(5):
        ended = errors_at_once(lambda: unpublish(one, target=other), lambda: unpublish(other, target=one))
        assert ended == []
        assert not Article.objects.published().exists()
        publish(one)
        publish(other)


def test_two_articles_that_read_each_other_are_published_at_once():
    one, other = make_draft(), make_draft("Water")
    AlsoRead.objects.create(article=one, target=other, title="Water")
    AlsoRead.objects.create(article=other, target=one, title="Tea")
    assert errors_at_once(lambda: publish(one), lambda: publish(other)) == []
    assert Article.objects.published().count() == 2


def test_one_article_published_twice_at_once_makes_one_revision():
    article = make_draft()
    assert errors_at_once(lambda: publish(article), lambda: publish(article)) == []
    assert article.revisions.count() == 1


def test_two_articles_are_deleted_while_one_of_them_is_published():
    for number in range(5):
        one, other = make_article(f"Tea {number}"), make_article(f"Water {number}")
        both = Article.objects.filter(pk__in=[one.pk, other.pk]).order_by("pk")
        errors = errors_at_once(both.delete, lambda other=other: publish(other))
        # Either may have been first.
        assert {str(error) for error in errors} <= GONE
        assert not Article.objects.exists()


def test_an_article_is_deleted_while_one_that_led_to_it_comes_back():
    for number in range(5):
        one, other = make_article(f"Tea {number}"), make_article(f"Water {number}")
        unpublish(other, target=one)
        assert errors_at_once(one.delete, lambda other=other: publish(other)) == []
        assert Article.objects.published().get(slug=f"water-{number}").ended_target is None
        assert not Article.objects.filter(pk=one.pk).exists()


@pytest.mark.parametrize("path", ["", "{pk}/delete/"])
def test_an_article_is_deleted_while_a_change_of_it_is_published(editor, path):
    for number in range(5):
        article = make_article(f"Tea {number}")
        Article.objects.update(conclusion="Another end.")
        url = f"/admin/articles/article/{path.format(pk=article.pk)}"
        data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [article.pk], "post": "yes"}
        errors = errors_at_once(
            lambda url=url, data=data: editor.post(url, data), lambda article=article: publish(article)
        )
        assert {str(error) for error in errors} <= GONE
        assert not Article.objects.exists()
