import html
import json
import re

import brotli
import pytest
from django.conf import settings
from django.core.management import call_command

from articles.models import AlsoRead
from articles.publishing import publish, unpublish
from tests.cast import make_article, make_draft, make_review

ARTICLE = "/articles/tea-and-coffee/"
LIST = f"{ARTICLE}reviews/"
SAMPLE = "leadership-and-management-relationship-differences"
# What a new connection carries before the first acknowledgement: 10 segments (RFC 6928).
FIRST_FLIGHT = 14_600

OWN_SCRIPT = r'<script type="module" src="/static/[\w./-]+\.js"></script>'

pytestmark = pytest.mark.django_db


def text(response):
    """The words of the page, as one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_an_article_without_reviews_invites_the_first(client):
    make_article()
    page = text(client.get(ARTICLE))
    assert "There are no reviews yet." in page
    assert "Be the first to review “Tea and Coffee”" in page
    assert "Your email address will not be published. Required fields are marked *" in page
    assert "Readers' rating" not in page


def test_an_article_with_reviews_shows_its_score_and_asks_for_another(client):
    article = make_article()
    for stars in (5, 4, 4, 4, 4):
        make_review(article, rating=stars, status="approved")
    make_review(article, rating=1, comment="Nobody has approved this yet.")
    page = text(client.get(ARTICLE))
    assert "Readers' rating of this article 4.2" in page
    assert "4.2 out of 5 stars 5 reviews" in page
    assert "4 stars 4 reviews" in page
    assert "1 star 0 reviews" in page
    assert "Review “Tea and Coffee”" in page
    assert "Nobody has approved this yet." not in page
    assert "no reviews yet" not in page


def test_the_table_ends_with_the_titles_of_the_key_attributes(client):
    make_article(rows=2)
    page = client.get(ARTICLE).content.decode()
    rows = re.findall(r'<th role="rowheader" scope="row">(.*?)</th>', page)
    assert rows == ["Aspect 1", "Aspect 2", "Key attributes"]
    assert page.count("<li>Warm</li>") == 2


def test_an_also_read_that_is_not_public_is_no_link(client):
    target, article = make_article("Milk and Water"), make_draft()
    AlsoRead.objects.create(article=article, target=target, title="Milk and Water", place="headline")
    publish(article)
    assert f'<a href="{target.get_absolute_url()}">Milk and Water</a>' in client.get(ARTICLE).content.decode()
    unpublish(target)
    page = client.get(ARTICLE).content.decode()
    assert "<li>Milk and Water</li>" in re.search(r'<div class="also-read">.*?</div>', page).group()


def test_home_names_ratings_only_where_there_are_some(client):
    make_review(make_article(), rating=5, status="approved")
    make_article("Milk and Water")
    page = text(client.get("/"))
    assert page.count("out of 5 stars") == 1
    assert "1 review" in page
    assert "no ratings" not in page.lower()


def test_home_without_articles_says_so(client):
    assert "The first article is being written" in text(client.get("/"))


def test_the_list_can_be_narrowed_to_some_stars(client):
    article = make_article()
    make_review(article, rating=5, status="approved", comment="All that I wished for.")
    page = text(client.get(LIST, {"stars": "2"}))
    assert "No review gives 2 stars." in page
    assert "All that I wished for." not in page


def test_no_page_has_a_style_or_a_script_of_its_own(client):
    make_review(make_article(), status="approved")
    for response in (
        client.get("/"),
        client.get(ARTICLE),
        client.get(LIST),
        client.post(LIST),
        client.get("/no/"),
    ):
        page = response.content.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
        # Data is no script: what is not JSON would be an error here.
        data = re.compile(r'<script type="application/ld\+json">([^<]*)</script>')
        assert all(json.loads(text) for text in data.findall(page))
        scripts = re.findall(r"<script.*?</script>", data.sub("", page), re.DOTALL)
        assert not [s for s in scripts if not re.fullmatch(OWN_SCRIPT, s)]


def test_every_link_of_the_pages_leads_somewhere(client):
    review = make_review(make_article(), status="approved")
    paths = {"/", ARTICLE, LIST, f"{LIST}?stars=4&sort=lowest"}
    for path in list(paths):
        links = re.findall(r'<a [^>]*href="(/[^"#]*)', client.get(path).content.decode())
        paths |= {html.unescape(link) for link in links}
    assert {review.permalink, f"{review.permalink}report/", f"{LIST}?stars=1&sort=lowest"} < paths
    answers = {path: client.get(path, follow=True).status_code for path in paths}
    assert answers == dict.fromkeys(paths, 200)


def test_an_article_with_20_reviews_fits_the_first_flight(client):
    call_command("load_samples", verbosity=0)
    call_command("generate_reviews", SAMPLE, approved=20, verbosity=0)
    page = client.get(f"/articles/{SAMPLE}/").content
    sent = client.get(f"/articles/{SAMPLE}/", headers={"Accept-Encoding": "br"}).content
    sheet = (settings.BASE_DIR / "static/site.css").read_bytes()
    assert page.count(b'<article class="review"') == 20
    assert len(sent) + len(brotli.compress(sheet)) < FIRST_FLIGHT
