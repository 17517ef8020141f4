import pytest
from django.db.models import F
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from articles.models import Article
from articles.publishing import unpublish
from reviews.models import HelpfulVote, Review
from reviews.moderation import decide
from tests.at_once import at_once
from tests.cast import make_article, make_review
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

HOME, OFFICE = "203.0.113.7", "198.51.100.7"
JSON = {"Accept": "application/json"}


@pytest.fixture
def review():
    return make_review(make_article(), "approved")


@pytest.fixture
def unlimited(settings):
    settings.RATE_LIMITS = False


def address(review):
    return f"/reviews/{review.uid}/helpful/"


def vote(review, undo=False, network=HOME, browser="Firefox", **headers):
    client = Client(REMOTE_ADDR=network, headers={"User-Agent": browser})
    return client.post(address(review), {"undo": "1"} if undo else {}, headers=headers)


def page(review, network=HOME, browser="Firefox"):
    client = Client(REMOTE_ADDR=network, headers={"User-Agent": browser})
    return client.get(address(review)).content.decode()


def count(review):
    return Review.objects.get(pk=review.pk).helpful_count


def test_a_vote_counts_and_leads_to_a_private_page_that_says_so(review, client):
    answer = client.post(address(review))
    assert (answer.status_code, answer.url) == (303, address(review))
    response = client.get(answer.url)
    assert "You found this review helpful." in response.content.decode()
    assert "1 reader found it helpful." in response.content.decode()
    assert review.permalink in response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert count(review) == 1
    assert not client.cookies


def test_who_has_not_voted_finds_a_button_and_the_number_of_those_who_have(review):
    vote(review)
    seen = page(review, browser="Safari")
    assert "1 reader found it helpful." in seen
    assert "Yes, it is helpful" in seen
    assert "Undo" not in seen


def test_one_reader_has_one_vote(review):
    for _ in range(3):
        assert vote(review).status_code == 303
    assert vote(review, network="203.0.113.250").status_code == 303
    assert (count(review), HelpfulVote.objects.count()) == (1, 1)


def test_another_browser_and_another_network_are_other_readers(review):
    vote(review)
    vote(review, browser="Safari")
    vote(review, network=OFFICE)
    assert count(review) == 3


def test_a_vote_is_taken_back_once(review):
    vote(review)
    vote(review, browser="Safari")
    for _ in range(2):
        assert vote(review, undo=True).status_code == 303
    assert count(review) == 1
    assert "Yes, it is helpful" in page(review)
    assert "Undo" in page(review, browser="Safari")


def test_nobody_votes_for_a_review_of_their_own(client):
    browser = {"User-Agent": "Firefox"}
    send(make_article(), client, headers=browser, comment="The very best words here.")
    review = Review.objects.get()
    decide(review.pk, "approved", by=None, version=review.version)
    response = client.post(address(review), headers=browser)
    assert response.status_code == 403
    assert "Nobody can vote for a review of their own." in response.content.decode()
    assert "Yes, it is helpful" not in client.get(address(review), headers=browser).content.decode()
    answer = client.post(address(review), headers=browser | JSON)
    assert (answer.status_code, list(answer.json())) == (403, ["error"])
    assert count(review) == 0
    assert client.post(address(review), headers={"User-Agent": "Safari"}).status_code == 303


def test_a_script_gets_the_number_in_json(review):
    answer = vote(review, **JSON)
    assert (answer.status_code, answer.json()) == (
        200,
        {"count": 1, "said": "1 reader found this helpful", "voted": True},
    )
    assert vote(review, undo=True, **JSON).json() == {"count": 0, "said": "", "voted": False}
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_is_not_public_takes_no_votes_and_is_not_told(client):
    article = make_article()
    reviews = [make_review(article, status) for status in ("pending", "rejected", "spam", "withdrawn")]
    hidden = make_review(make_article("Once Public"), "approved")
    unpublish(hidden.article)
    unknown = Review(article=article)
    for review in (*reviews, hidden, unknown):
        for method in (client.get, client.head, client.post):
            assert method(address(review)).status_code == 404
    assert not HelpfulVote.objects.exists()


def test_a_vote_from_another_sites_page_is_refused(review):
    assert vote(review, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert count(review) == 0


@pytest.mark.parametrize("body", [b"", b"--x\r\nnonsense", b"undo=%ff&\xff", b"\x00"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "a/b"]
)
def test_a_broken_request_is_no_error_of_ours(review, client, body, kind):
    assert client.post(address(review), data=body, content_type=kind).status_code in (303, 400)


def test_other_methods_are_refused(review, client):
    assert client.delete(address(review)).status_code == 405


def test_a_vote_makes_the_articles_pages_new_and_an_empty_one_does_not(review):
    before = Article.objects.get().edition
    vote(review)
    assert Article.objects.get().edition == before + 1
    vote(review)
    vote(review, undo=True, browser="Safari")
    assert Article.objects.get().edition == before + 1


@hypothesis_settings(
    derandomize=True,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.tuples(st.sampled_from(["Firefox", "Safari", "Lynx"]), st.booleans()), max_size=12))
def test_the_number_is_that_of_the_readers_whose_last_word_was_yes(review, unlimited, acts):
    HelpfulVote.objects.all().delete()
    Review.objects.update(helpful_count=0)
    last = {}
    for browser, undo in acts:
        vote(review, undo=undo, browser=browser)
        last[browser] = not undo
    assert count(review) == sum(last.values()) == HelpfulVote.objects.count()


@pytest.mark.django_db(transaction=True)
def test_the_same_reader_twice_at_once_is_one_vote(review):
    answers = at_once(*[lambda: vote(review)] * 4)
    assert [answer.status_code for answer in answers] == [303] * 4
    assert (count(review), HelpfulVote.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_taking_back_twice_at_once_takes_one_vote(review):
    vote(review, browser="Safari")
    vote(review)
    at_once(*[lambda: vote(review, undo=True)] * 4)
    assert count(review) == 1


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_are_all_counted(review):
    Review.objects.update(helpful_count=F("helpful_count") + 5)
    answers = at_once(*[lambda n=n: vote(review, browser=f"Browser {n}") for n in range(8)])
    assert {answer.status_code for answer in answers} == {303}
    assert count(review) == 13
