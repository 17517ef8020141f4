"""What the limits count of what is sent twice: the clicks of a double click once, all else each time."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from reviews import limits
from reviews.limits import LIMITS, TooMany, hit
from reviews.models import Review
from reviews.moderation import decide
from tests.cast import make_article
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_hour(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 23, 10, 20, tzinfo=UTC))


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something in the moment between looking for what is stored and counting."""

    def arrange(act):
        count = limits.hit

        def hit_after(*arguments, **options):
            monkeypatch.setattr(limits, "hit", count)
            act()
            return count(*arguments, **options)

        monkeypatch.setattr(limits, "hit", hit_after)

    return arrange


def use_up(times):
    for _ in range(times):
        hit("submit", address="rosa@example.org")


def send_and_decide(status):
    answer = send(make_article())
    if status != "pending":
        decide(Review.objects.get().pk, status, by=None, version=1)
    return answer


def edit(answer, comment):
    """Other words for the review that `answer` led to, from its private page."""
    words = {"rating": "2", "name": "Rosa Reader", "comment": comment, "of": "review"}
    return Client().post(f"{answer.url}edit/", words)


def test_the_same_review_sent_again_counts_once_and_passes_no_limit_that_is_reached(settings):
    settings.RATE_LIMITS = True
    for _ in range(40):
        hit("submit", network="here", address="ada@example.org", once="the same")
    for n in range(4):
        hit("submit", network="here", address="ada@example.org", once=f"another {n}")
    for _ in range(2):
        with pytest.raises(TooMany):
            hit("submit", network="here", address="ada@example.org", once="one too many")


def test_a_trap_filled_in_every_second_time_evades_no_limit():
    article = make_article()
    answers = [send(article, website="x" * (n % 2)) for n in range(12)]
    assert answers[-1].status_code == 429
    assert Review.objects.count() <= LIMITS["submit"]["address"]


def test_taking_back_and_sending_again_evades_no_limit(client):
    article = make_article()
    for _ in range(8):
        answer = send(article)
        if answer.status_code == 303:
            client.post(f"{answer.url}withdraw/")
    assert answer.status_code == 429
    assert Review.objects.count() == LIMITS["submit"]["address"]


def test_changing_and_sending_again_evades_no_limit():
    article, codes = make_article(), []
    for n in range(3):
        sent = send(article)
        codes += [sent.status_code, edit(sent, f"Other words, number {n}.").status_code]
    assert codes == [303] * LIMITS["submit"]["address"] + [429]
    assert Review.objects.count() == 3


def test_a_double_click_passes_a_limit_that_was_reached_between_its_clicks(meanwhile):
    article, first = make_article(), []
    use_up(4)

    def click_and_send_another():
        first.append(send(article))
        assert send(article, name="Another").status_code == 429

    meanwhile(click_and_send_another)
    second = send(article)
    assert (second.status_code, second.url) == (303, first[0].url)
    assert Review.objects.count() == 1


def test_a_double_click_on_what_was_taken_back_counts_once(client, meanwhile):
    article, first = make_article(), []
    client.post(f"{send(article).url}withdraw/")
    use_up(2)
    meanwhile(lambda: first.append(send(article)))
    second = send(article)
    assert (second.status_code, second.url) == (303, first[0].url)
    assert send(article, name="Another").status_code == 303
    assert send(article, name="One too many").status_code == 429


def test_the_same_changes_sent_twice_count_once():
    sent = send(make_article())
    use_up(3)
    assert [edit(sent, "Other words.").status_code for _ in range(3)] == [303] * 3
    assert edit(sent, "Yet other words.").status_code == 429


@pytest.mark.parametrize("status", ["pending", "approved"])
def test_a_double_click_on_changes_counts_once(meanwhile, status):
    sent, versions = send_and_decide(status), []
    use_up(3)

    def click():
        edit(sent, "Other words.")
        versions.append(Review.objects.get().version)

    meanwhile(click)
    assert edit(sent, "Other words.").status_code == 303
    review = Review.objects.get()
    assert (review.waiting_edit or review).comment == "Other words."
    assert [review.version] == versions
    assert edit(sent, "Yet other words.").status_code == 429


@pytest.mark.parametrize("status", ["pending", "approved"])
def test_a_double_click_on_changes_passes_a_limit_that_was_reached_between_its_clicks(meanwhile, status):
    sent = send_and_decide(status)
    use_up(3)

    def click_and_send_another():
        assert edit(sent, "Other words.").status_code == 303
        assert edit(sent, "Yet other words.").status_code == 429

    meanwhile(click_and_send_another)
    assert edit(sent, "Other words.").status_code == 303
