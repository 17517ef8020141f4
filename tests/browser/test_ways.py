"""Ways through a page: skip links, the contents, back to the table, its names in view, and Tab alone."""

import pytest
from playwright.sync_api import expect

from articles.publishing import publish
from tests.cast import jpeg, make_article, make_draft, make_picture, make_review

ARTICLE = "/articles/tea-and-coffee/"
FOUR = ("Tea", "Coffee", "Cocoa", "Maté")
LONG = "\n\n".join(["A paragraph about a drink, and what it does to the one who drinks it."] * 25)
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
# Whether the reader sees what has the focus: something of it, or of what it stands in, is on top of all else there.
IS_SEEN = """element => [...element.getClientRects()].some((box) => {
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  return top && (element.contains(top) || element.closest("label")?.contains(top))
})"""
# Whether the focus is in it or after it.
IS_PASSED = """target => {
  const order = target.compareDocumentPosition(document.activeElement)
  return Boolean(order & Node.DOCUMENT_POSITION_FOLLOWING)
}"""
# A label has it for its star, and the layer over a whole card for the link of the card.
HAS_RING = """element => {
  const rings = [element, element.closest("label") ?? element].map((one) => getComputedStyle(one))
  return [...rings, getComputedStyle(element, "::after")].some((style) => style.outlineStyle === "solid")
}"""


@pytest.fixture
def read(visit):
    def read(path=ARTICLE, size=WIDE):
        page = visit(path)
        page.emulate_media(reduced_motion="reduce")
        page.set_viewport_size(size)
        return page

    return read


@pytest.fixture
def long_article(live_server):
    article = make_draft("Tea and Coffee", subjects=FOUR, rows=24, introduction=LONG)
    article.subjects.update(definition=LONG)
    publish(article)
    return article


def contents_of(page):
    return page.get_by_role("navigation", name="On this page")


def current(page):
    return contents_of(page).locator("[aria-current=location]")


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_first_keys_lead_to_the_article_its_table_and_its_reviews(read, long_article, size):
    page = read(size=size)
    for name, target in (("article", "main"), ("table", "#comparison"), ("reviews", "#reviews")):
        page.keyboard.press("Tab")
        link = page.get_by_role("link", name=f"Skip to the {name}")
        expect(link).to_be_focused()
        assert link.evaluate(IS_SEEN)
        link.press("Enter")
        expect(page.locator(target)).to_be_in_viewport()
        page.keyboard.press("Tab")
        assert page.locator(target).evaluate(IS_PASSED)
        link.focus()


@pytest.mark.parametrize("path", ["/", "/search/?q=tea", f"{ARTICLE}reviews/", "/about/", "/nowhere/"])
def test_elsewhere_the_first_key_leads_past_the_header(read, long_article, path):
    page = read(path)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    assert skip.evaluate(IS_SEEN)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_skip_link_is_not_seen_before_it_is_reached(read, long_article):
    page = read()
    for link in page.locator(".skip").all():
        assert not link.evaluate(IS_SEEN)


def test_the_contents_fold_above_the_text_on_a_phone_and_stand_beside_it_on_a_desk(visit, live_server):
    make_article()
    page = visit(ARTICLE)
    contents = page.get_by_role("navigation", name="On this page")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(contents).to_have_count(1)
    assert contents.bounding_box()["x"] > page.locator("#subject-1").bounding_box()["x"]
    page.set_viewport_size({"width": 390, "height": 800})
    expect(contents.get_by_role("link", name="Coffee")).to_be_hidden()
    contents.get_by_text("On this page").click()
    contents.get_by_role("link", name="Coffee").click()
    expect(page.get_by_role("heading", name="Defining Coffee")).to_be_in_viewport()


def test_the_contents_mark_the_section_that_is_read(read, long_article):
    page = read()
    page.locator("#subject-2").scroll_into_view_if_needed()
    for anchor, name in (("comparison", "At a glance"), ("subject-2", "Coffee"), ("subject-4", "Maté")):
        page.evaluate("anchor => document.getElementById(anchor).scrollIntoView()", anchor)
        expect(current(page)).to_have_text([name])
    page.evaluate("scrollBy(0, -500)")
    expect(current(page)).to_have_text(["Cocoa"])
    page.evaluate("scrollTo(0, 0)")
    expect(current(page)).to_have_count(0)


def test_the_mark_is_more_than_a_colour(read, long_article):
    page = read()
    contents_of(page).get_by_role("link", name="Cocoa").click()
    expect(current(page)).to_have_text(["Cocoa"])
    bar = "link => getComputedStyle(link, '::before').borderInlineStart"
    assert current(page).evaluate(bar).startswith("4px solid")
    assert contents_of(page).get_by_role("link", name="Tea").evaluate(bar).startswith("0px")


def test_contents_longer_than_the_window_follow_the_reader(read, long_article):
    page = read(size={"width": 1280, "height": 210})
    page.locator("#subject-4").evaluate("section => section.scrollIntoView()")
    expect(current(page)).to_have_text(["Maté"])
    expect(current(page)).to_be_in_viewport(ratio=1)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_a_script_the_contents_lead_on_and_mark_nothing(read, long_article):
    page = read()
    contents_of(page).get_by_role("link", name="Maté").click()
    expect(page.get_by_role("heading", name="Defining Maté")).to_be_in_viewport()
    expect(current(page)).to_have_count(0)


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_each_subject_leads_back_to_the_table(read, long_article, size):
    page = read(size=size)
    links = page.get_by_role("link", name="Back to the table")
    expect(links).to_have_count(len(FOUR))
    page.locator("#subject-3").get_by_role("link", name="Back to the table").click()
    expect(page.get_by_role("row", name="Aspect 1 ").first).to_be_in_viewport()
    assert 0 <= page.locator("caption").bounding_box()["y"] < 100


@pytest.mark.parametrize(
    ("subjects", "size"), [(4, WIDE), (2, WIDE), (2, PHONE), (3, {"width": 600, "height": 800})]
)
def test_the_names_stay_in_view_over_a_long_table(read, live_server, subjects, size):
    make_article(subjects=FOUR[:subjects], rows=40)
    page = read(size=size)
    page.get_by_text("Tea, aspect 30").evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    for name in FOUR[:subjects]:
        head = page.get_by_role("columnheader", name=name)
        expect(head).to_be_in_viewport(ratio=0.95)
        assert head.evaluate(IS_SEEN)
    page.get_by_role("heading", name="Defining Tea").evaluate("heading => heading.scrollIntoView()")
    expect(page.get_by_role("columnheader", name="Tea")).not_to_be_in_viewport()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_of_heads_with_pictures_only_the_names_stay(read, live_server, size):
    article = make_draft(rows=40)
    article.subjects.filter(name="Tea").update(picture=make_picture("A cup of tea", sent=jpeg((800, 600))))
    publish(article)
    page = read(size=size)
    page.get_by_text("Tea, aspect 30").evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    for name in ("Tea", "Coffee"):
        head = page.get_by_role("columnheader", name=name)
        assert head.evaluate(IS_NAMED_IN_VIEW)
        box = head.bounding_box()
        assert box["y"] + box["height"] < 70
    assert (
        page.locator("thead .picture").first.evaluate("picture => picture.getBoundingClientRect().bottom")
        <= 8
    )


# The line of the name itself, which is the last thing in its cell.
IS_NAMED_IN_VIEW = """head => {
  const line = document.createRange()
  line.selectNodeContents(head.lastChild)
  return line.getBoundingClientRect().top >= 0
}"""


def test_in_a_low_window_the_names_take_nothing_of_it(read, live_server):
    make_article(rows=40)
    page = read(size={"width": 320, "height": 256})
    page.get_by_text("Tea, aspect 30").evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    expect(page.get_by_role("columnheader", name="Tea")).not_to_be_in_viewport()


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("subjects", [2, 4])
def test_a_screen_reader_has_a_subject_and_an_aspect_for_every_cell(read, live_server, subjects, size):
    names = FOUR[:subjects]
    make_article(subjects=names)
    head, *rows = table_heard(read(size=size))
    assert head == [("columnheader", name) for name in ("Aspect", *names)]
    for number, row in enumerate(rows[:2], start=1):
        cells = [("cell", f"{name}, aspect {number}") for name in names]
        assert row == [("rowheader", f"Aspect {number}"), *cells]
    assert rows[2] == [("rowheader", "Key attributes"), *[("cell", "Warm Brown")] * subjects]


def table_heard(page):
    """The comparison in Chromium's tree of accessibility: for each row (role, words) of its cells."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}

    def role(node):
        return "" if node["ignored"] else node["role"]["value"]

    def inside(node, *roles):
        """The nearest below `node` that have one of `roles`."""
        for child in (nodes[key] for key in node["childIds"] if key in nodes):
            if role(child) in roles:
                yield child
            else:
                yield from inside(child, *roles)

    [table] = [node for node in tree if role(node) == "table"]
    return [
        [
            (role(cell), " ".join(text["name"]["value"] for text in inside(cell, "StaticText")))
            for cell in inside(row, "columnheader", "rowheader", "cell")
        ]
        for row in inside(table, "row")
    ]


@pytest.mark.parametrize("size", [WIDE, {"width": 320, "height": 256}])
@pytest.mark.parametrize("path", ["/", ARTICLE, f"{ARTICLE}reviews/", "/search/?q=tea"])
def test_tab_alone_reaches_everything_shows_where_it_is_and_leaves_again(read, long_article, path, size):
    for stars in (5, 2):
        make_review(long_article, rating=stars, status="approved")
    page = read(path, size)
    stops = walk(page)
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["name"] for stop in stops if not stop["hasRing"]] == []
    assert set(page.evaluate(OPERABLE)) - {stop["name"] for stop in stops} == set()


NAME = "element => `${element.localName} ${element.id || element.getAttribute('href') || element.textContent.trim()}`"
# Of a group of radio buttons Tab reaches one, and arrows the others.
OPERABLE = f"""() => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
  .filter((one) => one.checkVisibility() && one.tabIndex >= 0 && !(one.type === "radio" && one.value > 1))
  .map({NAME})"""
STOP = f"""() => {{
  const focus = document.activeElement
  return focus === document.body ? null : {{
    name: ({NAME})(focus), isSeen: ({IS_SEEN})(focus), hasRing: ({HAS_RING})(focus),
  }}
}}"""


def walk(page):
    """All that Tab stops at until it leaves the page."""
    stops = []
    while len(stops) < 200:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError("Tab does not leave the page.")
