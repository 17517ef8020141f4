"""Every heading of an article can be linked to, and the link holds while the text around it changes."""

import re
import sys

import html5lib
import pytest
from django.contrib.flatpages.models import FlatPage
from django.core.management import call_command
from django.urls import reverse

from articles import previewing
from articles.models import Article, Revision, Subject
from articles.publishing import publish
from tests.articles.previews import path_of
from tests.cast import make_article, make_draft, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def parsed(client, address):
    return html5lib.parse(client.get(address).content.decode(), namespaceHTMLElements=False)


def ids(client, address):
    return [element.get("id") for element in parsed(client, address).iter() if element.get("id")]


def anchors(client, article):
    """{words of a heading inside the text: its id}"""
    html = client.get(article.get_absolute_url()).content.decode()
    return {words: name for name, words in re.findall(r'<h[3-6] id="([^"]+)">([^<]*)<', html)}


def test_a_heading_inside_prose_has_its_part_and_its_words_for_an_anchor(client):
    subject = "Tea is a drink.\n\n# Why, and what’s *next*?"
    article = make_draft(introduction="# Why compare?", conclusion="# In Conclusion\n\n## Why compare?")
    article.subjects.filter(name="Tea").update(
        definition=subject, attributes=[{"title": "Warm", "text": "It is.\n\n# How warm"}]
    )
    publish(article)
    html = client.get(article.get_absolute_url()).content.decode()
    for heading in (
        '<h3 id="introduction-why-compare">Why compare?</h3>',
        '<h3 id="definition-1-why-and-whats-next">Why, and what’s <em>next</em>?</h3>',
        '<h3 id="attributes-1-how-warm">How warm</h3>',
        '<h3 id="conclusion-in-conclusion">In Conclusion</h3>',
        '<h4 id="conclusion-why-compare">Why compare?</h4>',
    ):
        assert heading in html


def test_every_heading_of_the_text_can_be_linked_to(client):
    article = make_article(introduction="# One\n\n## Two", relationship_heading="Both")
    page = parsed(client, article.get_absolute_url()).find(".//article")
    parents = {child: parent for parent in page.iter() for child in parent}
    headings = [element for element in page.iter() if re.fullmatch("h[2-6]", element.tag)]
    assert len(headings) == 8
    for heading in headings:
        section = parents[heading]
        is_first = next(element for element in section if element in headings) is heading
        assert heading.get("id") or (is_first and section.get("id")), "".join(heading.itertext())


def test_an_edit_elsewhere_and_a_new_order_leave_an_anchor_as_it_is(client):
    article = make_draft(introduction="# History", conclusion="# History\n\n# Outlook")
    Subject.objects.filter(name="Coffee").update(definition="# History\n\nCoffee is a drink.")
    publish(article)
    before = ids(client, article.get_absolute_url())
    article = Article.objects.get()
    article.introduction = "# Names\n\n# History\n\nMore."
    article.conclusion = "# Outlook\n\n# History"
    article.save()
    article.subjects.filter(name="Coffee").update(position=0)
    publish(article)
    after = ids(client, article.get_absolute_url())
    assert {"introduction-history", "definition-2-history", "conclusion-history"} < set(before)
    assert set(after) - set(before) == {"introduction-names"}
    assert set(before) - set(after) == set()


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("لماذا نقارن؟", "introduction-لماذا-نقارن"),
        ("Γιατί;", "introduction-γιατί"),
        ("किताब", "introduction-किताब"),
        ("STRASSE & Straße", "introduction-strasse-strasse"),
        ("word " * 40, "introduction-" + "word-" * 11 + "word"),
    ],
)
def test_a_heading_of_any_script_has_a_speaking_anchor(client, heading, anchor):
    assert anchor in ids(client, make_article(introduction=f"# {heading}").get_absolute_url())


def test_headings_without_a_letter_have_anchors_of_their_own(client):
    found = ids(client, make_article(introduction="# ?!\n\n# …\n\n#\n\n# …").get_absolute_url())
    found = [name for name in found if name.startswith("introduction-")]
    assert len(set(found)) == 4
    assert found[3] == f"{found[1]}-2"


HOSTILE = "\n\n".join(
    f"# {words}"
    for words in [
        *("content", "q", "reviews", "review-form", "Sources", "source 1", "cite 1 1", "id_name", "star"),
        *(
            "subject 1",
            "attributes 1",
            "relationship",
            "conclusion",
            "changes",
            "A",
            "A",
            "A 2",
            "A 2",
            "1",
            "",
        ),
        *("cited[^1] [^1]", "`[^1]`", '"><b id=q>', "introduction a", "1 a", "-", "--"),
    ]
)


def test_no_words_of_an_editor_make_an_id_stand_twice(client):
    points = [{"title": "content", "text": HOSTILE}] * 2
    article = make_draft(
        introduction=HOSTILE, conclusion=HOSTILE, headline="headline", relationship_heading="reviews"
    )
    article.sources.create(title="sources", position=1)
    article.relationship = points
    article.save()
    article.subjects.update(
        definition=HOSTILE, attributes=points, attributes_heading="attributes 1", heading="subject 1"
    )
    publish(article)
    make_review(article, "approved")
    article = Article.objects.get()
    article.title += "!"
    article.save()
    publish(article, kind="correction", note="# content")
    for address in (article.get_absolute_url(), previewing.url(article)):
        found = ids(client, address)
        assert len(found) > 150
        assert sorted(found) == sorted(set(found))


def test_no_id_stands_twice_on_a_page_of_the_samples(client):
    call_command("load_samples", verbosity=0)
    articles = Article.objects.all()
    addresses = ["/", "/search/?q=diabetes", "/privacy/", "/about/reviews/", "/authors/the-editors/"]
    addresses += [article.topic.get_absolute_url() for article in articles]
    for article in articles:
        make_review(article, "approved")
        lists = [reverse("reviews:list", args=[article.slug]), previewing.url(article)]
        addresses += [article.get_absolute_url(), *lists]
    for address in addresses:
        found = ids(client, address)
        assert "content" in found
        assert sorted(found) == sorted(set(found)), address


def test_a_page_of_the_sites_own_has_anchors_too(client):
    FlatPage.objects.filter(url="/contact/").update(content="# By letter\n\n# By letter")
    assert {"page-by-letter", "page-by-letter-2"} < set(ids(client, "/contact/"))


def test_an_article_that_an_older_release_rendered_has_its_anchors(client):
    article = make_article(introduction="# Why")
    article.sources.create(title="A book")
    publish(article)
    live = Article.objects.get().live
    html = live.html | {"introduction": "<h3>Why</h3>"}
    html["sources"] = [{name: text for name, text in html["sources"][0].items() if name != "cited"}]
    Revision.objects.filter(pk=live.pk).update(html=html, renderer_version=4)
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<h3 id="introduction-why">Why</h3>' in page
    assert '<li id="source-1"><bdi>A book</bdi></li>' in page


def calls(client, article, number):
    """How many functions are called for the preview of an article with so many equal headings."""
    Article.objects.filter(pk=article.pk).update(introduction="# a\n" * number)
    count = 0

    def note(frame, event, argument):
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        names = ids(client, path_of(article))
    finally:
        sys.setprofile(before)
    assert {"introduction-a", "introduction-a-2", f"introduction-a-{number}"} <= set(names)
    return count


def test_each_of_many_equal_headings_costs_the_same(client):
    article = make_draft()
    calls(client, article, 10)  # what is done once alone
    few, more, most = (calls(client, article, number) for number in (200, 400, 600))
    assert most - more < 1.1 * (more - few)
