"""Two editors who put the rows of the same draft in order."""

import pytest

from tests.articles.colliding import aspects, opened, order, send, told
from tests.articles.desk import save
from tests.cast import make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db


def test_an_order_that_only_the_other_one_changed_is_taken_over_and_told(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, summary="Mine.")
    save(editor, article, subjects__2__position="0")
    response = send(editor, article, mine)
    assert told(response, "contested") == {}
    assert told(response, "taken") == {"Subjects · order": "C, A, B"}
    send(editor, article, form_data(response))
    assert order(article) == ["C", "A", "B"]


def test_of_two_orders_mine_stays_beside_the_other_ones(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__1__position="0")
    save(editor, article, subjects__2__position="0")
    response = send(editor, article, mine)
    assert told(response, "contested") == {"Subjects · order": "C, A, B"}
    send(editor, article, form_data(response))
    assert order(article) == ["B", "A", "C"]


def test_an_order_that_only_i_changed_stays_and_is_not_told(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__1__position="0")
    save(editor, article, summary="Theirs.")
    response = send(editor, article, mine)
    assert (told(response, "contested"), told(response, "taken")) == ({}, {"Summary": "Theirs."})
    send(editor, article, form_data(response))
    assert order(article) == ["B", "A", "C"]


def test_the_same_order_made_twice_is_no_conflict(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__2__position="0")
    save(editor, article, subjects__2__position="0")
    response = send(editor, article, mine)
    assert (told(response, "contested"), told(response, "taken")) == ({}, {})


def test_rows_that_the_two_added_stand_where_each_put_them(editor):
    article = make_draft(rows=3)
    numbers = {f"comparison_rows__{index}__position": str(index + 2) for index in range(3)}
    new = {"comparison_rows__3__aspect": "Mine", "comparison_rows__3__position": "1"}
    mine = opened(editor, article, **numbers, **new)
    between = {"comparison_rows__3__aspect": "Theirs", "comparison_rows__3__position": "2"}
    save(editor, article, **between, comparison_rows__2__position="0")
    assert aspects(article) == ["Aspect 3", "Aspect 1", "Aspect 2", "Theirs"]
    response = send(editor, article, mine)
    assert told(response, "taken") == {
        "Comparison row “Theirs”": "(added)",
        "Comparison rows · order": "Aspect 3, Aspect 1, Aspect 2, Theirs",
    }
    send(editor, article, form_data(response))
    assert aspects(article) == ["Mine", "Aspect 3", "Aspect 1", "Aspect 2", "Theirs"]


@pytest.mark.parametrize("forged", ["x", "-1", "²", "9" * 40, "\x00"])
def test_a_forged_number_of_a_row_is_no_error_of_the_server(editor, forged):
    article = make_draft()
    mine = opened(editor, article, subjects__0__position=forged)
    save(editor, article, summary="Theirs.")
    assert send(editor, article, mine).status_code == 409


def test_a_form_that_does_not_say_how_the_rows_stood_loses_no_order(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__1__position="0", opened="")
    save(editor, article, subjects__2__position="0")
    response = send(editor, article, mine)
    assert told(response, "contested")["Subjects · order"] == "C, A, B"
    send(editor, article, form_data(response))
    assert order(article) == ["B", "A", "C"]
