"""Two editors in the same moment."""

import threading

import pytest
from django.db import connection

from articles.models import AlsoRead, Article
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Run each of `acts` in a thread of its own from the same moment on; the errors that came of it."""
    start, errors = threading.Barrier(len(acts)), []

    def run(act):
        start.wait()
        try:
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_two_articles_that_name_each_other_end_at_once():
    one, other = make_article(), make_article("Water")
    for _ in range(5):
        ended = at_once(lambda: unpublish(one, target=other), lambda: unpublish(other, target=one))
        assert ended == []
        assert not Article.objects.published().exists()
        publish(one)
        publish(other)


def test_two_articles_that_read_each_other_are_published_at_once():
    one, other = make_draft(), make_draft("Water")
    AlsoRead.objects.create(article=one, target=other, title="Water")
    AlsoRead.objects.create(article=other, target=one, title="Tea")
    assert at_once(lambda: publish(one), lambda: publish(other)) == []
    assert Article.objects.published().count() == 2


def test_one_article_published_twice_at_once_makes_one_revision():
    article = make_draft()
    assert at_once(lambda: publish(article), lambda: publish(article)) == []
    assert article.revisions.count() == 1
