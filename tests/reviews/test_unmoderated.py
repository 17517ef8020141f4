"""REVIEWS_MODERATED=off: what screening does not hold is public at once, and nothing else is."""

import html

import pytest
from django.core import mail
from django.urls import reverse

from reviews import mailed_links
from reviews.models import Mail, RatingSummary, Review
from reviews.moderation import decide
from reviews.undoing import undo
from tests.cast import make_article, make_review, make_user
from tests.reviews.sending import TYPED, send

LINK = "It made the difference clear, see https://example.org/"
SPAM = "The best casino: http://a.example and http://b.example"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def unmoderated(settings):
    settings.REVIEWS_MODERATED = False


@pytest.fixture
def mo():
    return make_user("mo", group="Moderators", email="mo@example.org")


def shown(client, article):
    return html.unescape(client.get(article.get_absolute_url()).content.decode())


def private_page(client, review):
    return html.unescape(client.get(review.get_absolute_url()).content.decode())


def edit(client, review, of="review", **words):
    typed = TYPED | {"comment": review.comment, "rating": str(review.rating)} | words
    return client.post(reverse("reviews:edit", args=[review.token]), typed | {"of": of})


def confirm(client, review):
    address = reverse("reviews:mailed_confirm", args=[mailed_links.signed(review)])
    return client.post(address, {"review": review.uid})


def told_to_moderators():
    return Mail.objects.filter(kind="waiting").count()


def test_a_review_is_public_at_once(client, mo):
    article = make_article()
    response = send(article, client)
    review = Review.objects.get()
    assert (response.status_code, review.status, review.waiting_since) == (303, "approved", None)
    assert TYPED["comment"] in shown(client, article)
    assert RatingSummary.objects.get().count == 1
    assert "Your review is published." in private_page(client, review)
    assert told_to_moderators() == 0


def test_the_mail_about_it_does_not_say_that_it_waits(client):
    send(make_article(), client)
    (message,) = mail.outbox
    assert message.to == [TYPED["email"]]
    assert "stands under the article" in message.body
    assert "wait" not in message.body
    assert [row.kind for row in Mail.objects.all()] == ["received"]


@pytest.mark.parametrize(
    ("status", "comment", "rules"),
    [
        ("approved", "THIS IS THE BEST TEXT THAT I EVER READ!", ["all_capitals"]),
        ("pending", LINK, ["one_link"]),
        ("spam", SPAM, ["several_links", "disallowed_words"]),
    ],
)
@pytest.mark.parametrize("rating", ["1", "5"])
def test_what_screening_holds_is_not_public_whatever_its_stars(client, mo, status, comment, rules, rating):
    article = make_article()
    send(article, client, comment=comment, rating=rating)
    review = Review.objects.get()
    assert (review.status, review.screening_reasons) == (status, rules)
    assert (comment in shown(client, article)) == (status == "approved")
    assert told_to_moderators() == (status == "pending")
    page = private_page(client, review)
    assert ("waiting for approval" in page) == (status != "approved")
    assert "A person reads it next" not in page


def test_sending_the_same_again_leads_to_the_same_page(client):
    article = make_article()
    assert send(article, client).url == send(article, client).url
    assert Review.objects.count() == 1


def test_a_second_review_of_an_address_waits_until_the_address_is_confirmed(client):
    article = make_article()
    send(article, client)
    send(article, client, comment="On second thoughts, less clear.", rating="2")
    first, second = Review.objects.order_by("pk")
    assert (first.status, second.status) == ("approved", "pending")
    assert "On second thoughts" not in shown(client, article)
    assert "already" not in private_page(client, second)
    confirm(client, second)
    assert "On second thoughts" in shown(client, article)
    assert TYPED["comment"] not in shown(client, article)
    assert RatingSummary.objects.get().counters == {1: 0, 2: 1, 3: 0, 4: 0, 5: 0}


@pytest.mark.parametrize("comment", [LINK, SPAM])
def test_confirming_the_address_publishes_nothing_that_screening_holds(client, comment):
    article = make_article()
    send(article, client, comment=comment)
    review = Review.objects.get()
    confirm(client, review)
    review.refresh_from_db()
    assert review.email_confirmed_at
    assert review.status in ("pending", "spam")
    assert comment not in shown(client, article)


def test_an_edit_is_public_at_once(client, mo):
    article = make_article()
    send(article, client)
    edit(client, Review.objects.get(), comment="Other words after a second cup.", rating="3")
    page = shown(client, article)
    assert "Other words after a second cup." in page
    assert TYPED["comment"] not in page
    assert RatingSummary.objects.get().counters[3] == 1
    assert told_to_moderators() == 0


@pytest.mark.parametrize("comment", [LINK, SPAM])
def test_an_edit_that_screening_holds_waits_beside_the_published_words(client, mo, comment):
    article = make_article()
    send(article, client)
    edit(client, Review.objects.get(), comment=comment)
    review = Review.objects.get()
    assert (review.status, review.waiting_edit.comment) == ("approved", comment)
    assert review.waiting_since
    assert TYPED["comment"] in shown(client, article)
    assert comment not in shown(client, article)
    assert told_to_moderators() == 1


def test_a_review_that_was_held_is_public_once_its_writer_has_mended_it(client):
    article = make_article()
    send(article, client, comment=LINK)
    edit(client, Review.objects.get(), comment="It made the difference clear.")
    assert "It made the difference clear." in shown(client, article)
    assert Review.objects.get().screening_reasons == []


def test_a_mended_copy_of_a_rejected_review_is_public_at_once_unless_it_is_held(client):
    article = make_article()
    rejected = make_review(article, "rejected", comment="Call me: 0123 456", email="Rosa@Example.org")
    edit(client, rejected, of="copy", comment=LINK)
    assert LINK not in shown(client, article)
    edit(client, rejected, of="copy", comment="A calm text, without the number.")
    assert "A calm text, without the number." in shown(client, article)
    assert sorted(Review.objects.values_list("status", flat=True)) == ["approved", "pending", "rejected"]


def test_what_a_person_put_back_to_wait_is_not_made_public_by_its_writer(client, mo):
    article = make_article()
    send(article, client)
    review = Review.objects.get()
    decide(review.pk, "pending", by=mo, version=review.version)
    edit(client, review, comment="The very same, in other words.")
    confirm(client, review)
    assert Review.objects.get().status == "pending"
    assert "The very same" not in shown(client, article)


def test_what_a_person_took_back_from_the_page_is_not_made_public_by_its_writer(client, mo):
    article = make_article()
    send(article, client, comment=LINK)
    review = Review.objects.get()
    review = decide(review.pk, "approved", by=mo, version=review.version)
    undo(review.pk, by=mo, version=review.version)
    edit(client, review, comment="The very same, without the link.")
    assert Review.objects.get().status == "pending"
    assert "The very same" not in shown(client, article)


def test_the_moderators_are_told_of_an_edit_that_waits_since_a_person_once_held_the_review(client, mo):
    article = make_article()
    send(article, client)
    review = Review.objects.get()
    for to in ("pending", "approved"):
        review = decide(review.pk, to, by=mo, version=review.version)
    edit(client, review, comment="Other words after a second cup.")
    assert Review.objects.get().waiting_edit
    assert "second cup" not in shown(client, article)
    assert told_to_moderators() == 1


def test_the_address_stays_out_of_the_page(client):
    article = make_article()
    send(article, client)
    assert "@example.org" not in shown(client, article).lower()


@pytest.mark.parametrize(("to", "reason"), [("rejected", "abusive"), ("spam", "")])
def test_what_a_person_took_down_does_not_come_back_by_being_sent_again(client, mo, to, reason):
    article = make_article()
    send(article)
    review = Review.objects.get()
    decide(review.pk, to, by=mo, version=review.version, reason=reason)
    assert send(article).status_code == 303
    assert not Review.objects.approved().exists()
    assert Review.objects.pending().count() == 1


def test_a_robot_that_mends_its_words_waits_for_a_person(client):
    send(make_article(), website="https://robot.example")
    edit(client, Review.objects.get(), comment="Clean words, and nothing else.")
    review = Review.objects.get()
    assert (review.status, review.waiting_since is None) == ("pending", False)
