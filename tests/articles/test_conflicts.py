"""Two editors who have the same draft open."""

import json
import re

import pytest

from articles.models import Article, Revision
from articles.publishing import unpublish
from tests.articles.colliding import aspects, opened, order, send, told, value
from tests.articles.desk import change_url, save
from tests.cast import make_article, make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db


def test_the_second_save_is_refused_and_says_what_the_other_one_wrote(editor):
    article = make_draft()
    mine = opened(editor, article, summary="Mine.", conclusion="Mine as well.")
    save(editor, article, summary="Theirs.")
    response = send(editor, article, mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Somebody saved this article while you wrote" in html
    assert told(response, "contested") == {"Summary": "Theirs."}
    assert value(response, "summary") == "Mine."
    assert value(response, "conclusion") == "Mine as well."
    article.refresh_from_db()
    assert article.summary == "Theirs."


def test_a_button_saves_mine_over_it(editor):
    article = make_draft()
    mine = opened(editor, article, summary="Mine.")
    save(editor, article, summary="Theirs.")
    response = send(editor, article, mine)
    assert 'value="Save mine over it"' in response.content.decode()
    send(editor, article, form_data(response))
    article.refresh_from_db()
    assert article.summary == "Mine."


def test_what_only_the_other_one_changed_is_taken_over_and_told(editor):
    article = make_draft()
    mine = opened(editor, article, conclusion="Mine.")
    save(editor, article, summary="Theirs.", subjects__1__definition="Theirs too.")
    response = send(editor, article, mine)
    assert told(response, "contested") == {}
    assert told(response, "taken") == {"Summary": "Theirs.", "Subject “Coffee” · Definition": "Theirs too."}
    send(editor, article, form_data(response))
    article.refresh_from_db()
    assert (article.summary, article.conclusion) == ("Theirs.", "Mine.")
    assert article.subjects.get(name="Coffee").definition == "Theirs too."


def test_the_same_change_made_twice_is_no_conflict(editor):
    article = make_draft()
    mine = opened(editor, article, summary="The same words.")
    save(editor, article, summary="The same words.")
    response = send(editor, article, mine)
    assert (told(response, "contested"), told(response, "taken")) == ({}, {})


def test_a_row_that_the_other_one_added_is_in_the_form_and_stays(editor):
    article = make_draft()
    mine = opened(editor, article, comparison_rows__2__aspect="Mine")
    save(editor, article, comparison_rows__2__aspect="Theirs")
    response = send(editor, article, mine)
    assert told(response, "taken") == {"Comparison row “Theirs”": "(added)"}
    send(editor, article, form_data(response))
    aspects = set(article.comparison_rows.values_list("aspect", flat=True))
    assert aspects == {"Aspect 1", "Aspect 2", "Mine", "Theirs"}


def test_a_row_that_the_other_one_removed_goes_when_nothing_was_typed_in_it(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, summary="Mine.")
    save(editor, article, subjects__1__DELETE="on")
    response = send(editor, article, mine)
    assert ("B", "(removed)") in told(response, "taken").items()
    send(editor, article, form_data(response))
    assert [subject.name for subject in article.subjects.all()] == ["A", "C"]


def test_a_row_that_the_other_one_removed_stays_as_a_new_one_when_something_was_typed_in_it(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__1__definition="Typed in this window.")
    save(editor, article, subjects__1__DELETE="on")
    response = send(editor, article, mine)
    assert told(response, "contested") == {"B": "(removed)"}
    send(editor, article, form_data(response))
    assert article.subjects.get(name="B").definition == "Typed in this window."
    assert article.subjects.count() == 3


def test_what_i_removed_stays_removed(editor):
    article = make_draft(subjects=("A", "B", "C"))
    mine = opened(editor, article, subjects__2__DELETE="on")
    save(editor, article, summary="Theirs.")
    send(editor, article, form_data(send(editor, article, mine)))
    assert [subject.name for subject in article.subjects.all()] == ["A", "B"]


def test_publishing_from_a_form_that_is_older_publishes_nothing(editor):
    article = make_draft()
    mine = opened(editor, article, summary="Mine.")
    save(editor, article, summary="Theirs.")
    assert send(editor, article, mine, "_publish").status_code == 409
    assert not Revision.objects.exists()


def test_a_form_opened_before_the_article_was_taken_down_does_not_bring_it_back(editor):
    article = make_article()
    opened_before = opened(editor, article)
    unpublish(article)
    assert send(editor, article, opened_before, "_publish").status_code == 409
    assert editor.get(article.get_absolute_url()).status_code == 410


@pytest.mark.parametrize(
    "forged", ["", "nonsense", "[1]", "null", '{"summary": [1]}', '"' * 5000, "[" * 200_000]
)
def test_a_form_that_says_nothing_true_of_its_opening_loses_nothing(editor, forged):
    article = make_draft()
    mine = opened(editor, article, summary="Mine.")
    save(editor, article, summary="Theirs.")
    response = send(editor, article, mine | {"opened": forged})
    assert response.status_code == 409
    assert value(response, "summary") == "Mine."
    assert told(response, "contested")["Summary"] == "Theirs."


@pytest.mark.parametrize("total", ["", "x", "-1", "²", "99999999999999999999", "5000"])
def test_a_forged_number_of_rows_is_no_error_of_the_server(editor, total):
    article = make_draft()
    mine = opened(editor, article)
    save(editor, article, summary="Theirs.")
    assert send(editor, article, mine | {"subjects-TOTAL_FORMS": total}).status_code == 409


def test_typed_markup_comes_back_as_text(editor):
    article = make_draft()
    mine = opened(editor, article, summary="<script>mine</script>")
    save(editor, article, summary="<script>theirs</script>")
    html = send(editor, article, mine).content.decode()
    assert not re.search("<script>(mine|theirs)", html)
    assert "&lt;script&gt;theirs" in html


def test_after_an_error_in_the_form_a_save_meanwhile_is_still_noticed(editor):
    article = make_draft()
    response = send(editor, article, opened(editor, article, title="", conclusion="Mine."))
    mine = form_data(response, title="Tea and Coffee")
    save(editor, article, summary="Theirs.")
    response = send(editor, article, mine)
    assert response.status_code == 409
    assert told(response, "taken") == {"Summary": "Theirs."}
    assert value(response, "conclusion") == "Mine."
    assert Article.objects.get().conclusion != "Mine."


def test_the_form_carries_no_text_of_the_draft_a_second_time(editor):
    article = make_draft(summary="A summary that could be read twice.")
    response = editor.get(change_url(article))
    assert set(map(len, json.loads(response.context["opened"]).values())) == {8}


def test_what_i_typed_for_a_new_subject_stays_with_it_when_the_other_one_took_its_column(editor):
    article = make_draft()
    theirs = {"subjects__2__name": "Cocoa", "comparison_rows__0__cell_3": "Of cocoa"}
    mine = opened(editor, article, subjects__2__name="Maté", comparison_rows__0__cell_3="Of maté")
    save(editor, article, **theirs)
    send(editor, article, form_data(send(editor, article, mine)))
    row = article.comparison_rows.get(aspect="Aspect 1")
    cells = {subject.name: getattr(row, f"cell_{subject.slot}") for subject in article.subjects.all()}
    assert cells == {
        "Tea": "Tea, aspect 1",
        "Coffee": "Coffee, aspect 1",
        "Cocoa": "Of cocoa",
        "Maté": "Of maté",
    }


def test_words_for_a_subject_that_the_other_one_replaced_stay_where_a_new_subject_moves(editor):
    article = make_draft()
    new = {"subjects__2__name": "Maté", "comparison_rows__0__cell_3": "Of maté"}
    mine = opened(editor, article, comparison_rows__0__cell_1="Typed of tea", **new)
    save(editor, article, subjects__0__DELETE="on", subjects__2__name="Cocoa")
    response = send(editor, article, mine)
    assert told(response, "contested") == {"Comparison row “Aspect 1” · Subject 3": "(emptied)"}
    send(editor, article, form_data(response))
    row = article.comparison_rows.get(aspect="Aspect 1")
    assert (row.cell_1, row.cell_4) == ("Typed of tea", "Of maté")
    assert article.subjects.get(name="Maté").slot == 4


def test_a_row_that_i_removed_and_the_other_one_rewrote_is_not_removed_unasked(editor):
    article = make_draft()
    mine = opened(editor, article, comparison_rows__1__DELETE="on")
    save(editor, article, comparison_rows__1__cell_1="Rewritten.")
    response = send(editor, article, mine)
    assert "(changed by the other one: not removed)" in told(response, "contested").values()
    send(editor, article, form_data(response))
    assert article.comparison_rows.filter(cell_1="Rewritten.").exists()


def test_after_a_restoring_the_rows_of_an_open_form_are_still_known(editor):
    article = make_article()
    article.sources.create(title="A book")
    save(editor, article, "_publish", conclusion="Another end.")
    mine = opened(editor, article, subjects__0__definition="Mine.", comparison_rows__1__aspect="Mine")
    page = f"/admin/articles/article/{article.pk}/revisions/1/restore/"
    editor.post(page, {"draft_version": mine["draft_version"]})
    response = send(editor, article, mine)
    assert told(response, "contested") == {}
    taken = told(response, "taken")
    assert taken["Conclusion"] == "Drink both."
    assert [where for where, text in taken.items() if text in ("(added)", "(removed)")] == ["A book"]
    send(editor, article, form_data(response))
    assert order(article) == ["Tea", "Coffee"]
    assert article.subjects.get(name="Tea").definition == "Mine."
    assert aspects(article) == ["Aspect 1", "Mine"]
