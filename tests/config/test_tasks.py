"""Work in the background: a thread that begins after the commit, and closes what it opened."""

import os
import threading

import pytest
from django.db import connections, transaction
from django_tasks import task

from articles.models import Article
from config.settings import TASKS
from tests.cast import make_article

pytestmark = pytest.mark.django_db(transaction=True)

seen = {}
begun, allowed = threading.Event(), threading.Event()
ran = []


@task(backend="background")
def look(article_id):
    seen["thread"] = threading.current_thread()
    begun.set()
    allowed.wait(10)
    seen["found"] = Article.objects.filter(pk=article_id).exists()
    seen["database"] = connections["default"]


@task(backend="background")
def fail():
    seen["thread"] = threading.current_thread()
    begun.set()
    raise ValueError("no such thing")


@task(backend="background")
def count(number):
    seen["thread"] = threading.current_thread()
    begun.set()
    allowed.wait(10)
    ran.append(number)


@pytest.fixture(autouse=True)
def threads(settings):
    settings.TASKS = TASKS
    seen.clear()
    begun.clear()
    allowed.clear()
    ran.clear()


def wait():
    assert begun.wait(10)
    allowed.set()
    seen["thread"].join(10)
    assert not seen["thread"].is_alive()


def test_a_task_runs_beside_who_asked_for_it_and_sees_what_was_committed():
    with transaction.atomic():
        article = make_article()
        transaction.on_commit(lambda: look.enqueue(article.pk))
        assert not begun.is_set()
    # Here the caller goes on, while the task has not ended: it waits for us.
    assert begun.wait(10)
    assert "found" not in seen
    wait()
    assert seen["found"]
    assert seen["thread"] is not threading.current_thread()


def test_it_leaves_no_connection_open():
    look.enqueue(1)
    wait()
    assert seen["database"] is not connections["default"]
    assert seen["database"].connection is None


def test_what_fails_there_costs_the_caller_nothing(caplog):
    fail.enqueue()
    wait()
    assert "state=FAILED" in caplog.text


def test_an_act_that_was_rolled_back_begins_nothing():
    with transaction.atomic():
        transaction.on_commit(lambda: look.enqueue(1))
        transaction.set_rollback(True)
    assert not begun.is_set()


def test_however_many_tasks_of_a_kind_there_are_they_hold_one_connection():
    before = threading.active_count()
    for number in range(20):
        count.enqueue(number)
    assert threading.active_count() == before + 1
    wait()
    assert ran == list(range(20))


def test_one_kind_of_task_does_not_wait_for_another():
    count.enqueue(1)
    assert begun.wait(10)
    holder = seen["thread"]
    begun.clear()
    fail.enqueue()
    assert begun.wait(10)
    seen["thread"].join(10)
    assert ran == []
    allowed.set()
    holder.join(10)
    assert ran == [1]


def test_a_task_that_waits_for_its_turn_is_not_put_in_line_again():
    for number in (1, 1, 1, 2, 1):
        count.enqueue(number)
    wait()
    # The first was at hand by then, and may not have seen what the second was to tell it.
    assert ran == [1, 1, 2]


def test_what_a_forked_process_asks_for_does_not_wait_for_threads_that_it_has_not():
    count.enqueue(1)
    assert begun.wait(10)
    child = os.fork()
    if not child:
        begun.clear()
        count.enqueue(2)
        os._exit(0 if begun.wait(10) else 1)
    assert os.waitpid(child, 0)[1] == 0
    wait()
