"""The form of an article that is as large as one may be."""

import pytest

from articles.models import ComparisonRow, Source
from tests.articles.colliding import send
from tests.articles.desk import change_url
from tests.cast import make_draft
from tests.forms import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    draft = make_draft(rows=40)
    Source.objects.bulk_create(Source(article=draft, position=n, title=f"Old {n}") for n in range(1, 41))
    return draft


def with_rows(data, prefix, first, total, **words):
    """`data` with the rows of a formset from the number `first` on, `total` in all, each with these `words`."""
    rows = {f"{prefix}-{n}-{name}": text for n in range(first, total) for name, text in words.items()}
    return data | rows | {f"{prefix}-TOTAL_FORMS": total}


def test_all_rows_and_sources_are_exchanged_at_once(editor, article):
    data = form_data(editor.get(change_url(article)))
    deleted = {f"{prefix}-{n}-DELETE": "on" for prefix in ("comparison_rows", "sources") for n in range(40)}
    cells = dict.fromkeys(("cell_1", "cell_2", "cell_3", "cell_4"), "New")
    data = with_rows(data | deleted, "comparison_rows", 40, 80, position="", aspect="New", **cells)
    data = with_rows(data, "sources", 40, 60, position="", title="New", url="", publisher="", accessed_on="")
    assert len(data) > 1000, "what Django takes by itself"
    assert send(editor, article, data).status_code == 302
    assert set(ComparisonRow.objects.values_list("aspect", flat=True)) == {"New"}
    assert Source.objects.filter(title="New").count() == Source.objects.count() == 20


def test_a_form_of_all_rows_that_are_read_can_be_sent(editor, article):
    page = editor.get(change_url(article))
    data = form_data(page, conclusion="Typed and kept.")
    for formset in (inline.formset for inline in page.context["inline_admin_formsets"]):
        words = dict.fromkeys([*formset.empty_form.fields, "DELETE"], "")
        data = with_rows(data, formset.prefix, len(formset.forms), formset.absolute_max, **words)
    assert "Typed and kept.</textarea>" in send(editor, article, data).content.decode()
