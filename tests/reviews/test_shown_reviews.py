"""What stands at a review on the public pages."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Revision
from articles.publishing import publish
from reviews import ratings
from reviews.models import Review, ReviewsClosed
from tests.cast import make_article, make_review

pytestmark = pytest.mark.django_db
ARTICLE = "/articles/tea-and-coffee/"
LIST = f"{ARTICLE}reviews/"
BOTH = pytest.mark.parametrize("address", [ARTICLE, LIST], ids=["article", "list"])


def shown(client, address):
    return client.get(address).content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def change(review, **fields):
    Review.objects.filter(pk=review.pk).update(**fields)
    ratings.renew_page(review.article_id)


def publish_as(article, kind, **fields):
    """Another revision of `article`; editors cannot say of which kind it is yet."""
    article.conclusion += " Or none."
    article.save()
    revision = publish(article)
    Revision.objects.filter(pk=revision.pk).update(kind=kind, **fields)


def day(year, month, day):
    return timezone.now().replace(year=year, month=month, day=day, hour=12)


@BOTH
def test_a_review_says_who_how_many_stars_in_words_and_when(client, address):
    review = make_review(make_article(), "approved", name="Ada  Maria Okafor", rating=5)
    change(review, submitted_at=day(2026, 3, 1))
    page = shown(client, address)
    assert 'aria-hidden="true">AO</span>' in page
    assert "5 out of 5 stars, perfect" in page
    assert '<time datetime="2026-03-01">1 March 2026</time>' in page


@BOTH
def test_only_a_confirmed_address_is_said_to_be_confirmed(client, address):
    review = make_review(make_article(), "approved")
    assert "email confirmed" not in shown(client, address)
    change(review, email_confirmed_at=timezone.now())
    assert shown(client, address).count("email confirmed") == 1


@BOTH
def test_an_edited_review_says_when(client, address):
    review = make_review(make_article(), "approved")
    assert "edited" not in words(shown(client, address))
    change(review, edited_at=day(2026, 4, 2))
    assert "edited 2 April 2026" in words(shown(client, address))


@BOTH
def test_the_editors_answer_stands_below_with_its_date_and_their_words_as_text(client, address):
    review = make_review(make_article(), "approved")
    assert "Answer of the editors" not in shown(client, address)
    change(review, answer="Thank you.\n\nWe <b>mended</b> it.", answered_at=day(2026, 5, 3))
    page = shown(client, address)
    assert "Answer of the editors 3 May 2026 Thank you." in words(page)
    assert "We &lt;b&gt;mended&lt;/b&gt; it." in page


@BOTH
@pytest.mark.parametrize(
    ("count", "said"),
    [(0, ""), (1, "1 reader found this helpful"), (12, "12 readers found this helpful")],
)
def test_a_review_says_how_many_found_it_helpful(client, address, count, said):
    change(make_review(make_article(), "approved"), helpful_count=count)
    assert re.search(r"<output>(.*?)\s*</output>", shown(client, address), re.DOTALL).group(1) == said


@BOTH
def test_a_review_can_be_voted_for_reported_and_linked_to(client, address):
    review = make_review(make_article(), "approved")
    page = shown(client, address)
    assert f'id="review-{review.uid}"' in page
    assert f'<a href="/reviews/{review.uid}/"><time' in page
    assert f'<form method="post" action="/reviews/{review.uid}/helpful/"' in page
    assert f'<a href="/reviews/{review.uid}/report/"' in page
    assert client.get(f"/reviews/{review.uid}/report/").status_code == 200
    assert client.post(f"/reviews/{review.uid}/helpful/").status_code == 303


def test_who_looks_at_their_own_review_cannot_vote_or_report_there(client):
    page = shown(client, make_review(make_article(), "approved").get_absolute_url())
    assert "It made the difference clear to me." in page
    assert "/helpful/" not in page
    assert "/report/" not in page


@BOTH
def test_only_a_review_from_before_a_correction_says_so(client, address):
    article = make_article()
    make_review(article, "approved", name="Early Reader")
    publish_as(article, "correction")
    make_review(article, "approved", name="Late Reader")
    late, early = shown(client, address).split('<article class="review"')[1:3]
    assert "Late Reader" in late
    assert "Written before a correction" not in late
    assert "Written before a correction of the article." in early


@BOTH
def test_among_many_reviews_one_from_before_a_correction_says_so(client, address):
    article = make_article()
    make_review(article, "approved")
    publish_as(article, "correction")
    for _ in range(10):
        make_review(article, "approved")
    page = shown(client, address)
    assert page.count("Written before a correction") == 1
    assert "Written before a correction" in page.split('<article class="review"')[-1]


def test_an_update_or_a_correction_still_to_come_is_no_correction(client):
    article = make_article()
    make_review(article, "approved")
    publish_as(article, "update")
    publish_as(article, "correction", publish_at=timezone.now() + timedelta(days=1))
    assert "Written before a correction" not in shown(client, LIST)


@pytest.mark.parametrize("address", ["/", ARTICLE, LIST])
@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1 review, 4.0 out of 5 stars"), (4, "4 reviews, 4.0 out of 5 stars")],
)
def test_of_few_reviews_the_number_is_said_first(client, address, number, said):
    article = make_article()
    for _ in range(number):
        make_review(article, "approved")
    page = shown(client, address)
    assert said in words(page)
    assert 'class="average"' not in page


@pytest.mark.parametrize("address", ["/", ARTICLE, LIST])
def test_of_five_reviews_the_average_is_said_first(client, address):
    article = make_article()
    for _ in range(5):
        make_review(article, "approved")
    assert re.search(r"4\.0 out of 5 stars .*5 reviews", words(shown(client, address)))
    assert "5 reviews, 4.0" not in words(shown(client, address))


@BOTH
def test_a_closed_article_shows_the_sentence_and_no_form_and_keeps_its_reviews(client, address):
    article = make_article()
    make_review(article, "approved", comment="This one stays where it is.")
    ReviewsClosed.objects.create(article=article, sentence="We rewrite <this> article.")
    page = shown(client, address)
    assert "We rewrite &lt;this&gt; article." in page
    assert "This one stays where it is." in page
    assert "review-form" not in page
    assert "Write a review" not in page


@BOTH
def test_an_open_article_asks_for_a_review(client, address):
    ReviewsClosed.objects.create(article=make_article("Milk and Water"), sentence="That one is closed.")
    make_article()
    assert "review-form" in shown(client, address)
    assert "That one is closed." not in shown(client, address)


@pytest.mark.parametrize("number", [0, 1])
@BOTH
def test_beside_every_list_a_link_leads_to_how_reviews_work(client, address, number):
    article = make_article()
    for _ in range(number):
        make_review(article, "approved")
    beside = shown(client, address).split('class="reviews"')[1].partition("</main>")[0]
    assert '<a href="/about/reviews/">How reviews work</a>' in beside
