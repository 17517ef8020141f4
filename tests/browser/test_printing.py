"""What an article is on paper."""

import io
import unicodedata

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from articles.models import Source
from articles.publishing import publish
from tests.cast import make_draft, make_review

ADDRESS = "https://example.org/the/history/of/tea"
ROWS = 40


@pytest.fixture
def paper(visit, live_server):
    """The article in a window as it is worst for paper: narrow and dark."""
    article = make_draft(rows=ROWS)
    for row in article.comparison_rows.all():
        row.cell_1 = f"begin{row.position} {'and so on ' * 25} end{row.position}"
        row.save()
    Source.objects.create(article=article, position=1, title="A history of tea", url=ADDRESS)
    publish(article)
    make_review(article, status="approved")
    page = visit(article.get_absolute_url())
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    return page


def test_paper_gets_the_table_and_the_text_without_navigation_and_form(paper):
    paper.emulate_media(media="print", color_scheme="dark")
    expect(paper.get_by_role("table", name="At a glance")).to_be_visible()
    expect(paper.get_by_text("Drink both.")).to_be_visible()
    expect(paper.get_by_text("It made the difference clear to me.")).to_be_visible()
    for gone in (".site-header", ".site-footer", "nav", "form", ".skip", ".back", ".share"):
        assert paper.locator(gone).count()
        for element in paper.locator(gone).all():
            expect(element).to_be_hidden()
    colours = paper.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert colours == ["rgb(28, 27, 25)", "rgb(255, 255, 255)"]


def test_on_paper_the_table_is_one_from_any_window(paper):
    paper.emulate_media(media="print")
    cells = [cell.bounding_box() for cell in paper.locator("tbody tr").first.locator("th, td").all()]
    assert len({cell["y"] for cell in cells}) == 1
    assert sorted(cells, key=lambda cell: cell["x"]) == cells
    expect(paper.get_by_role("columnheader", name="Tea")).to_be_visible()


def test_a_printed_table_repeats_its_head_and_cuts_no_row(paper):
    with_rows = [text for text in printed(paper) if "begin" in text]
    assert len(with_rows) > 2
    for text in with_rows:
        assert {"Aspect", "Tea", "Coffee"} <= set(text.split())
    for number in range(1, ROWS + 1):
        [text] = [text for text in with_rows if f"begin{number}" in text.split()]
        assert f"end{number}" in text.split()


def test_a_printed_article_writes_out_where_its_sources_are(paper):
    text = " ".join(printed(paper))
    assert ADDRESS in "".join(text.split())
    for gone in (
        "Skip to",
        "On this page",
        "Back to the table",
        "Copy link",
        "Submit review",
        "How reviews work",
    ):
        assert gone not in text


def printed(page):
    """The text of each sheet, its ligatures taken apart."""
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in sheets]


# Words of the table's head that stand on more than one line.
BROKEN = """heads => heads.flatMap((head) => [...head.textContent.matchAll(/\\S+/g)].filter((word) => {
  const range = document.createRange(), text = head.firstChild
  range.setStart(text, word.index)
  range.setEnd(text, word.index + word[0].length)
  return range.getClientRects().length > 1
}).map(String))"""


def test_on_paper_the_names_of_four_subjects_are_not_broken(visit, live_server):
    names = ("Representative Democracy", "Direct Democracy", "Constitutional Monarchy", "Technocracy")
    article = make_draft(subjects=names)
    publish(article)
    page = visit(article.get_absolute_url())
    # A4 without its margins, 180 mm.
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    heads = page.locator("thead th")
    assert heads.count() == 5
    assert heads.evaluate_all(BROKEN) == []
