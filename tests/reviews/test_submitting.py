from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.publishing import publish, unpublish
from reviews.models import Mail, Review, ReviewsClosed
from tests.cast import make_article, make_draft, make_review
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db


def test_a_sent_review_is_stored_and_its_writer_lands_on_its_private_page(client):
    article = make_article()
    response = send(article, client)
    review = Review.objects.get()
    assert response.status_code == 303
    assert response.url == f"/reviews/{review.token}/"
    assert response.headers["Cache-Control"] == "private, no-store"
    page = client.get(response.url).content.decode()
    assert "waiting for approval" in page
    assert "It made the difference clear to me." in page


def test_a_review_is_stored_as_it_was_typed_and_belongs_to_the_revision_that_was_read():
    article = make_article()
    send(article, comment="  One <b>line</b> & https://example.org\r\n\r\nand\rmore.  ", rating="2")
    review = Review.objects.get()
    assert review.comment == "One <b>line</b> & https://example.org\n\nand\nmore."
    assert (review.rating, review.name, review.email) == (2, "Rosa Reader", "Rosa@Example.org")
    assert (review.email_key, review.status, review.version) == ("rosa@example.org", "pending", 1)
    assert review.revision == article.live
    assert review.decided_at is None


def test_a_pending_review_is_not_shown(client):
    article = make_article()
    send(article, comment="Nobody may read this yet.")
    for address in (article.get_absolute_url(), f"{article.get_absolute_url()}reviews/"):
        page = client.get(address).content.decode()
        assert "Nobody may read this yet." not in page
        assert "There are no reviews yet." in page


def test_text_is_escaped_and_addresses_in_it_stay_plain(client):
    article = make_article()
    make_review(
        article, "approved", comment="<script>alert(1)</script> https://spam.example", name="<i>Eve</i>"
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; https://spam.example" in page
    assert "&lt;i&gt;Eve&lt;/i&gt;" in page
    assert 'href="https://spam.example' not in page


def test_sending_the_same_again_leads_to_the_same_page_and_makes_one_review():
    article = make_article()
    first, second = send(article), send(article)
    assert first.url == second.url
    assert second.status_code == 303
    assert Review.objects.count() == 1
    assert Mail.objects.filter(kind="received").count() == 1


def test_the_same_with_other_spacing_around_and_case_of_address_is_still_the_same():
    article = make_article()
    assert send(article).url == send(article, email=" rosa@EXAMPLE.ORG ", name=" Rosa Reader ").url
    assert Review.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"rating": "3"},
        {"comment": "Something else entirely."},
        {"name": "Rosa R."},
        {"email": "r@example.org"},
    ],
)
def test_whatever_differs_is_another_review(other):
    article = make_article()
    assert send(article).url != send(article, **other).url
    assert Review.objects.count() == 2


def test_no_two_submissions_run_together_into_one_key():
    article = make_article()
    send(article, name="Rosa", comment="x It made the difference clear.")
    send(article, name="Rosa x", comment="It made the difference clear.")
    assert Review.objects.count() == 2


def test_the_same_after_ten_minutes_is_a_new_submission():
    article = make_article()
    first = send(article)
    Review.objects.update(submitted_at=timezone.now() - timedelta(minutes=10, seconds=1))
    second = send(article)
    assert first.url != second.url
    assert Review.objects.filter(submission_key=None).count() == 1
    assert send(article).url == second.url


def test_the_same_within_nine_minutes_is_a_repeat():
    article = make_article()
    first = send(article)
    Review.objects.update(submitted_at=timezone.now() - timedelta(minutes=9))
    assert send(article).url == first.url


def test_the_same_after_a_decision_is_a_new_submission():
    article = make_article()
    first = send(article)
    Review.objects.update(status="rejected", waiting_since=None, decided_at=timezone.now())
    assert send(article).url != first.url
    assert Review.objects.pending().count() == 1


def test_a_second_review_of_the_same_address_waits_and_nothing_tells(client):
    article = make_article()
    make_review(article, "approved", email="rosa@example.org", name="Rosa One")
    response = send(article, client, name="Rosa Two")
    review = Review.objects.get(name="Rosa Two")
    assert response.status_code == 303
    assert review.status == "pending"
    page = client.get(response.url).content.decode()
    assert "waiting for approval" in page
    assert "Rosa One" not in page
    assert "already" not in page


def test_what_falls_into_the_honeypot_is_spam_without_mail_and_reads_the_same(client):
    article = make_article()
    response = send(article, client, website="https://spam.example\x00")
    review = Review.objects.get()
    assert (review.status, review.decided_at) == ("spam", None)
    assert (response.status_code, response.url) == (303, f"/reviews/{review.token}/")
    assert "waiting for approval" in client.get(response.url).content.decode()
    assert send(article, website="x").url == response.url
    assert not Mail.objects.exists()


def test_what_was_decided_to_be_spam_is_no_page_for_a_repeat():
    article = make_article()
    first = send(article, website="x")
    Review.objects.update(decided_at=timezone.now())
    assert send(article, website="x").url != first.url


def test_a_person_who_fell_into_the_honeypot_and_sends_again_is_heard():
    article = make_article()
    send(article, website="filled by the browser")
    send(article)
    assert sorted(Review.objects.values_list("status", flat=True)) == ["pending", "spam"]


def test_only_articles_that_are_public_now_take_reviews():
    draft, gone = make_draft("Never Public"), make_article("Once Public")
    unpublish(gone)
    assert send(draft).status_code == 404
    assert send(gone).status_code == 410
    assert not Review.objects.exists()


def test_a_closed_article_takes_no_review_and_gives_the_typed_text_back(client, settings):
    settings.CONTACT_EMAIL = "editors@example.org"
    article = make_article()
    ReviewsClosed.objects.create(article=article, sentence="We rewrite this article until spring.")
    for typed in ({}, {"rating": "", "email": "nobody"}):
        response = send(article, client, comment="\n<b>Tea</b> & coffee\nfor all", **typed)
        page = response.content.decode()
        assert response.status_code == 409
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "We rewrite this article until spring." in page
        assert "readonly>\n\n&lt;b&gt;Tea&lt;/b&gt; &amp; coffee\nfor all</textarea>" in page
        assert "<button" not in page[page.index("<main") :]
        assert "mailto:editors@example.org" in page
    assert not Review.objects.exists()


def test_a_closed_article_has_nothing_to_give_back_where_nothing_was_typed(client):
    article = make_article()
    ReviewsClosed.objects.create(article=article, sentence="We rewrite this article until spring.")
    page = client.post(f"/articles/{article.slug}/reviews/").content.decode()
    assert "We rewrite this article until spring." in page
    assert "<textarea" not in page


def test_an_article_that_is_open_again_takes_reviews(client):
    article = make_article()
    closed = ReviewsClosed.objects.create(article=article, sentence="We rewrite this article until spring.")
    send(article)
    closed.delete()
    assert send(article).status_code == 303
    assert Review.objects.count() == 1


def test_an_unknown_article_is_not_found(client):
    assert client.post("/articles/no-such/reviews/", {}).status_code == 404
    assert client.get("/articles/no-such/reviews/").status_code == 404


def test_a_review_follows_its_article_to_the_new_address():
    article = make_article()
    old = article.slug
    article.slug = "another-address"
    article.save()
    response = Client().post(f"/articles/{old}/reviews/", {"comment": "typed before the move"})
    assert (response.status_code, response.url) == (308, "/articles/another-address/reviews/")


def test_a_republished_article_takes_reviews_of_its_new_revision():
    article = make_article()
    article.title = "Tea, Coffee and Talk"
    article.save()
    publish(article)
    send(article)
    assert Review.objects.get().revision.number == 2


def test_other_methods_are_refused(client):
    article = make_article()
    assert client.put(f"/articles/{article.slug}/reviews/").status_code == 405


def test_nothing_of_a_review_stands_in_its_words_for_logs():
    review = make_review(make_article(), name="Rosa Reader", email="rosa@example.org")
    mail = Mail.objects.create(review=review, kind="received", to=review.email)
    for text in (str(review), repr(review), str(mail), repr(mail)):
        assert "osa" not in text
        assert review.token not in text
