"""What the mailed link opens: all reviews of the address, confirming, a copy of the data, stopping mails."""

import json

import pytest
from django.core import mail as outbox
from django.urls import resolve, reverse

from reviews import mailed_links, moderation, screening
from reviews.models import HelpfulVote, Mail, Review
from tests.cast import make_article, make_edit, make_reports, make_review, make_user
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    return make_review(make_article(), email="Rosa@Example.org", comment="Tea is a drink of its own.")


def url(review, name="mailed"):
    return reverse(f"reviews:{name}", args=[mailed_links.signed(Review.objects.get(pk=review.pk))])


def text(client, review):
    return client.get(url(review)).content.decode()


def assert_leads_back(response, review):
    # Not by the whole address: a link that is signed a second later is another one.
    assert response.status_code == 303
    found = resolve(response.url)
    assert (found.view_name, mailed_links.review_of(found.kwargs["signed"])) == ("reviews:mailed", review)


def press(client, owner, name, **data):
    return client.post(url(owner, name), data)


def test_it_shows_all_reviews_of_the_address_and_no_other(client, review):
    make_review(make_article("Salt and Pepper"), "rejected", email="rosa@example.org", comment="Too salty.")
    make_review(make_article("Oil and Vinegar"), email="ida@example.org", comment="Somebody else wrote this.")
    page = text(client, review)
    for words in ("Tea is a drink of its own.", "Waiting for approval", "Too salty.", "Not accepted"):
        assert words in page
    assert review.get_absolute_url() in page
    assert "Somebody else wrote this." not in page


def test_it_is_private_and_sets_no_cookie(client, review):
    response = client.get(url(review))
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


@pytest.mark.parametrize("status", ["pending", "approved"])
def test_confirming_shows_beside_the_review(client, review, status):
    if status == "approved":
        moderation.decide(review.pk, "approved", by=moderation.SITE, version=1)
    article_url = review.article.get_absolute_url()
    before = client.get(article_url)
    assert "email confirmed" not in before.content.decode()
    response = press(client, review, "mailed_confirm", review=review.uid)
    assert_leads_back(response, review)
    assert Review.objects.get().email_confirmed_at
    assert "Confirm that I wrote this" not in text(client, review)
    after = client.get(article_url, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "email confirmed" in after.content.decode()) == (
        (200, True) if status == "approved" else (304, False)
    )


@pytest.mark.parametrize("value", ["", "x", "\x00", "00000000-0000-0000-0000-000000000000", None])
def test_what_names_no_review_confirms_nothing(client, review, value):
    data = {} if value is None else {"review": value}
    assert press(client, review, "mailed_confirm", **data).status_code in (400, 404)
    assert Review.objects.get().email_confirmed_at is None


@pytest.mark.parametrize("name", ["mailed_confirm", "mailed_disown"])
def test_a_review_of_another_address_is_out_of_reach(client, review, name):
    other = make_review(make_article("Salt and Pepper"), email="ida@example.org")
    assert press(client, review, name, review=other.uid).status_code == 404
    other.refresh_from_db()
    assert (other.email_confirmed_at, other.status) == (None, "pending")


@pytest.mark.parametrize("name", ["mailed_confirm", "mailed_disown", "mailed_stop"])
def test_a_look_changes_nothing(client, review, name):
    response = client.get(url(review, name), {"review": str(review.uid)})
    assert_leads_back(response, review)
    review.refresh_from_db()
    assert (review.email_confirmed_at, review.status, review.mails_stopped_at) == (None, "pending", None)


@pytest.mark.parametrize("name", ["mailed_confirm", "mailed_disown", "mailed_stop", "mailed_erase"])
def test_a_page_of_another_site_changes_nothing(client, review, name):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(url(review, name), {"review": review.uid}, headers=headers).status_code == 403
    review.refresh_from_db()
    assert (review.email_confirmed_at, review.status, review.mails_stopped_at) == (None, "pending", None)


def test_what_i_did_not_write_is_taken_back(client, review):
    moderation.decide(review.pk, "approved", by=moderation.SITE, version=1)
    assert press(client, review, "mailed_disown", review=review.uid).status_code == 303
    assert "Tea is a drink of its own." not in client.get(review.article.get_absolute_url()).content.decode()
    assert "Withdrawn" in text(client, review)
    assert press(client, review, "mailed_disown", review=review.uid).status_code == 303


def test_a_confirmed_second_review_can_replace_the_first(client, review):
    moderation.decide(review.pk, "approved", by=moderation.SITE, version=1)
    second = make_review(review.article, email="rosa@example.org", comment="I read it again.")
    press(client, review, "mailed_confirm", review=second.uid)
    moderation.decide(second.pk, "approved", by=moderation.SITE, version=1)
    review.refresh_from_db()
    assert review.status == "withdrawn"


def test_without_moderation_confirming_publishes_a_second_review(client, settings, review):
    settings.REVIEWS_MODERATED = False
    moderation.decide(review.pk, "approved", by=moderation.SITE, version=1)
    send(review.article, email=review.email, comment="I have read it again.")
    second = Review.objects.latest("pk")
    assert second.status == "pending"
    press(client, review, "mailed_confirm", review=second.uid)
    page = client.get(review.article.get_absolute_url()).content.decode()
    assert "I have read it again." in page
    assert "Tea is a drink of its own." not in page


def test_without_moderation_what_screening_holds_waits_also_when_confirmed(client, settings, review):
    settings.REVIEWS_MODERATED = False
    Review.objects.update(screening_score=screening.HOLD, screening_reasons=["one_link"])
    press(client, review, "mailed_confirm", review=review.uid)
    review.refresh_from_db()
    assert review.email_confirmed_at
    assert review.status == "pending"


def test_with_moderation_confirming_publishes_nothing(client, review):
    press(client, review, "mailed_confirm", review=review.uid)
    assert Review.objects.get().status == "pending"


def test_mails_can_be_stopped_and_begun_again(client, review):
    press(client, review, "mailed_stop")
    assert "You get no mails about your reviews" in text(client, review)
    make = {"to": "approved", "by": make_user("mo"), "version": 1}
    moderation.decide(review.pk, **make)
    assert not Mail.objects.exists()
    press(client, review, "mailed_stop", start="1")
    assert "Send me no more mails" in text(client, review)
    moderation.answer(review.pk, "Thank you.", by=make["by"], seen="")
    assert Mail.objects.get().kind == "answered"


def test_the_copy_of_the_data_has_all_that_is_kept(client, review):
    moderation.decide(review.pk, "approved", by=moderation.SITE, version=1)
    make_edit(review, comment="Other words for tea.", name="Rosa Later")
    moderation.answer(review.pk, "Thank you, Rosa.", by=make_user("mo", first_name="Momo"), seen="")
    HelpfulVote.objects.create(review=review, reader_hash="a" * 32)
    make_reports(Review.objects.get(), 2)
    make_review(make_article("Salt and Pepper"), email="ida@example.org", comment="Somebody else wrote this.")
    response = client.get(url(review, "mailed_data"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="reviews.json"'
    assert response.headers["Cache-Control"] == "private, no-store"
    (kept,) = json.loads(response.content)["reviews"]
    assert {field.attname for field in Review._meta.concrete_fields} <= set(kept)
    assert (kept["email"], kept["edit"]["comment"]) == ("Rosa@Example.org", "Other words for tea.")
    assert [event["note"] for event in kept["decisions"]] == ["Thank you, Rosa.", ""]
    assert [mail["to"] for mail in kept["mails"]] == ["Rosa@Example.org"]
    assert (kept["helpful_votes_kept"], kept["reports_kept"]) == (1, 2)
    for name in ("Somebody else", "Momo", "a" * 32):
        assert name not in response.content.decode()


def test_nothing_is_mailed_by_looking_or_confirming(client, review, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        text(client, review)
        press(client, review, "mailed_confirm", review=review.uid)
    assert not outbox.outbox
