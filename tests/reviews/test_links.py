"""Links to one's reviews: asked for, mailed, signed, and dead when their time is over."""

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from reviews import limits, mailed_links
from reviews.models import Mail, Review
from tests.cast import make_article, make_review
from tests.reviews.servers import mail_server, says_nothing

pytestmark = pytest.mark.django_db

LINK = "/reviews/link/"


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    def ask(email, **more):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(LINK, {"email": email}, **more)

    return ask


@pytest.fixture
def review():
    return make_review(make_article(), email="Rosa@Example.org")


def mailed(message=None):
    """The path of the link in a mail, the last one."""
    message = message or outbox.outbox[-1]
    return re.search(r"http://127.0.0.1:8000(/reviews/mail/\S+)", message.body)[1]


def make_mail(review, kind, **fields):
    return Mail.objects.create(review=review, kind=kind, to=review.email, to_key=review.email_key, **fields)


def page_of(review):
    return reverse("reviews:mailed", args=[mailed_links.signed(review)])


def test_a_link_is_mailed_that_opens_the_page(client, ask, review):
    response = ask("rosa@example.org")
    assert (response.status_code, response.url) == (303, "/reviews/link/sent/")
    (message,) = outbox.outbox
    assert message.to == ["Rosa@Example.org"]
    assert review.comment in client.get(mailed()).content.decode()


def test_a_known_and_an_unknown_address_get_the_same_answer(client, ask, review):
    known, unknown = ask("rosa@example.org"), ask("ida@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert dict(known.headers) == dict(unknown.headers)
    assert "If reviews were written with this address" in client.get(known.url).content.decode()
    assert len(outbox.outbox) == 1


def test_a_known_address_costs_the_request_no_more_than_an_unknown_one(
    review, client, monkeypatch, settings, django_assert_num_queries
):
    class Background:
        asked = []

        def using(self, backend):
            assert backend == "background"
            return self

        def enqueue(self, review_id):
            self.asked.append(review_id)

    settings.RATE_LIMITS = False
    monkeypatch.setattr("reviews.addresses.send_link", Background())
    for email in ("rosa@example.org", "ida@example.org"):
        with django_assert_num_queries(1):
            client.post(LINK, {"email": email})
    assert Background.asked == [review.pk, None]


def test_a_new_link_kills_all_earlier_ones_of_the_address(client, ask, review):
    other = make_review(make_article("Salt and Pepper"), email="rosa@example.org")
    stranger = make_review(make_article("Oil and Vinegar"), email="ida@example.org")
    old = [page_of(row) for row in (review, other, stranger)]
    ask("rosa@example.org")
    assert [client.get(address).status_code for address in old] == [410, 410, 200]
    assert client.get(mailed()).status_code == 200


def test_a_link_works_for_90_days(client, review, monkeypatch):
    address = page_of(review)
    for days, status in ((89, 200), (91, 410)):
        moment = (timezone.now() + timedelta(days=days)).timestamp()
        monkeypatch.setattr("django.core.signing.time.time", lambda moment=moment: moment)
        assert client.get(address).status_code == status


def test_a_dead_link_says_so_and_leads_to_a_new_one(client, review):
    address = page_of(review)
    review.delete()
    response = client.get(address)
    assert response.status_code == 410
    assert f'href="{LINK}"' in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("name", ["confirm", "disown", "data", "erase", "stop"])
def test_nothing_behind_a_dead_link_works(client, review, name):
    address = page_of(review)
    Review.objects.update(link_version=2)
    assert client.get(f"{address}{name}/").status_code == 410
    assert client.post(f"{address}{name}/", {"review": review.uid}).status_code == 410
    assert Review.objects.get().mails_stopped_at is None


@pytest.fixture
def click(client, review):
    """Press the button of a mail program, as RFC 8058 has it: in either of the two encodings of a form."""

    def click(address, encoding="multipart", **more):
        typed = {"List-Unsubscribe": "One-Click"} | more
        if encoding == "multipart":
            return client.post(f"{address}stop/", typed)
        body, kind = urlencode(typed), "application/x-www-form-urlencoded"
        return client.post(f"{address}stop/", body, content_type=kind)

    return click


@pytest.mark.parametrize("encoding", ["multipart", "urlencoded"])
@pytest.mark.parametrize("version", [1, 2], ids=["live", "replaced"])
def test_the_button_of_a_mail_program_stops_the_mails_and_shows_nothing(click, review, encoding, version):
    address = page_of(review)
    Review.objects.update(link_version=version)
    response = click(address, encoding)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response.content.decode() == "We send no more mails about reviews to this address.\n"
    assert Review.objects.get().mails_stopped_at


@pytest.mark.parametrize("version", [1, 2], ids=["live", "replaced"])
def test_the_button_of_a_mail_program_never_starts_mails(click, review, version):
    address = page_of(review)
    Review.objects.update(link_version=version, mails_stopped_at=timezone.now())
    click(address, start="1")
    assert Review.objects.get().mails_stopped_at


def test_a_replaced_link_starts_no_mails(client, review):
    address = page_of(review)
    Review.objects.update(link_version=2, mails_stopped_at=timezone.now())
    assert client.post(f"{address}stop/", {"start": "1"}).status_code == 410
    assert Review.objects.get().mails_stopped_at


def test_the_button_of_a_mail_program_is_dead_once_the_review_is_erased(click, review):
    address = page_of(review)
    review.delete()
    assert click(address).status_code == 410


@examples(derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=300).filter(lambda text: "/" not in text))
@example("WzEsMV0:1aaaaa:x")
@example(":" * 5)
def test_what_is_no_link_of_ours_opens_nothing(client, text):
    response = client.get(reverse("reviews:mailed", args=[text]))
    assert response.status_code in (400, 404, 410)


def test_a_link_that_was_changed_opens_nothing(client, review):
    signed = mailed_links.signed(review)
    for n in range(len(signed)):
        other = "B" if signed[n] == "A" else "A"
        changed = f"{signed[:n]}{other}{signed[n + 1 :]}"
        # The last character of base64 holds bits that are not read.
        assert n == len(signed) - 1 or mailed_links.review_of(changed) is None
    assert mailed_links.review_of(signed) == review


def test_a_token_is_no_mailed_link_and_the_other_way_round(client, review):
    assert client.get(f"/reviews/mail/{review.token}/").status_code == 410
    assert client.get(f"/reviews/{mailed_links.signed(review)}/").status_code == 404


def test_who_stopped_the_mails_still_gets_the_link(ask, review):
    Review.objects.update(mails_stopped_at=timezone.now())
    ask("rosa@example.org")
    assert Mail.objects.get().kind == "link"
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize("email", ["", "rosa", "a@b", "x" * 300 + "@example.org", "rosa@\x85example.org"])
def test_what_is_no_address_is_told_and_kept(ask, email):
    response = ask(email)
    assert response.status_code == 422
    assert 'class="wrong"' in response.content.decode()
    assert email[:30].encode() in response.content


def test_asking_too_often_is_refused_with_the_address_kept(ask, review):
    for _ in range(limits.LIMITS["link"]["address"]):
        assert ask("rosa@example.org").status_code == 303
    response = ask("ROSA@example.org")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "ROSA@example.org" in response.content.decode()
    assert ask("ida@example.org").status_code == 303


def test_a_page_of_another_site_asks_for_nothing(ask, review):
    assert ask("rosa@example.org", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not outbox.outbox


def test_the_page_is_private_and_can_be_found(client, review):
    response = client.get(LINK)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert f'href="{LINK}"' in client.get(review.get_absolute_url()).content.decode()


def test_the_old_link_works_until_the_new_one_is_sent(client, ask, review):
    now = timezone.now()
    for _ in range(3):
        make_mail(review, "received", tried_at=now, sent_at=now)
    old = page_of(review)
    ask(review.email)
    assert Mail.objects.get(kind="link").sent_at is None
    assert client.get(old).status_code == 200
    Mail.objects.filter(kind="received").delete()
    Mail.objects.filter(kind="link").update(next_try_at=now)
    call_command("send_due")
    assert client.get(old).status_code == 410
    assert client.get(mailed()).status_code == 200


def test_asking_twice_before_the_mail_is_sent_brings_one_mail(client, review):
    client.post(LINK, {"email": review.email})
    make_review(make_article("Salt and Pepper"), email=review.email)
    client.post(LINK, {"email": review.email})
    call_command("send_due")
    assert len(outbox.outbox) == 1
    assert client.get(mailed()).status_code == 200


def test_two_new_links_that_are_sent_at_once_both_work(client, review):
    other = make_review(make_article("Salt and Pepper"), email=review.email)
    old = [page_of(row) for row in (review, other)]
    for row in (review, other):
        make_mail(row, "link")
    call_command("send_due")
    assert [client.get(address).status_code for address in old] == [410, 410]
    assert [client.get(mailed(message)).status_code for message in outbox.outbox] == [200, 200]


def test_mails_that_are_sent_with_a_new_link_carry_one_that_works(client, review):
    for kind in ("received", "link"):
        make_mail(review, kind)
    call_command("send_due")
    assert [client.get(mailed(message)).status_code for message in outbox.outbox] == [200, 200]


def test_of_four_mails_to_an_address_the_new_link_does_not_wait(review):
    for kind in ("received", "received", "received", "link"):
        make_mail(review, kind)
    call_command("send_due")
    assert len(outbox.outbox) == 3
    assert not Mail.objects.waiting().filter(kind="link").exists()


def test_a_new_link_that_uses_up_the_time_leaves_the_others_as_they_were(review, settings, monkeypatch):
    monkeypatch.setattr("reviews.outbox.DEADLINE", 0.4)
    link, other = make_mail(review, "link"), make_mail(review, "received")
    with mail_server(settings, says_nothing):
        call_command("send_due")
    link.refresh_from_db()
    assert (link.sent_at, link.attempts) == (None, 1)
    assert list(Mail.objects.due(timezone.now())) == [other]
    assert Mail.objects.get(pk=other.pk).attempts == 0
