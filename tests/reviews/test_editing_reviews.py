"""The writer changes a review, or mends a copy of one that was not accepted."""

import html

import pytest
from django.urls import reverse

from articles.publishing import unpublish
from reviews import editing, limits
from reviews.models import Mail, Review, ReviewEdit, ReviewsClosed
from reviews.moderation import SITE, decide, decide_edit
from tests.cast import make_article, make_edit, make_review

pytestmark = pytest.mark.django_db

OLD, NEW = "The words that stand there now.", "Words that came to mind later."
TYPED = {"rating": "2", "comment": NEW, "name": "Rosa R. Reader"}


def make(status="pending", **fields):
    return make_review(make_article(), status, rating=5, comment=OLD, **fields)


def address(review):
    return reverse("reviews:edit", args=[review.token])


def text(response):
    return html.unescape(response.content.decode())


def test_a_waiting_review_is_changed_at_once(client):
    review = make()
    response = client.post(address(review), TYPED | {"of": "review"})
    assert (response.status_code, response.url) == (303, review.get_absolute_url())
    review.refresh_from_db()
    assert review.words == {"rating": 2, "comment": NEW, "name": "Rosa R. Reader"}
    assert review.status == "pending"
    page = text(client.get(response.url))
    assert NEW in page
    assert OLD not in page


def test_a_published_review_stays_as_it_is_until_the_changes_are_approved(client):
    review = make("approved")
    client.post(address(review), TYPED | {"of": "review"})
    public = text(client.get(review.article.get_absolute_url()))
    assert OLD in public
    assert NEW not in public
    private = text(client.get(review.get_absolute_url()))
    assert OLD in private
    assert "Your changes, which wait for approval" in private
    assert NEW in private


def test_the_form_holds_what_was_sent_last(client):
    review = make("approved")
    assert OLD in text(client.get(address(review)))
    make_edit(review, comment=NEW)
    page = text(client.get(address(review)))
    assert NEW in page
    assert OLD not in page
    assert "Email" not in page


def test_a_refused_edit_is_told_with_its_reason_and_sentence(client):
    review = make("approved")
    review = make_edit(review, comment=NEW)
    refused = {"reason": "advertising", "note": "Please leave out the shop."}
    decide_edit(review.pk, approve=False, by=SITE, version=review.version, **refused)
    page = text(client.get(review.get_absolute_url()))
    assert "Your last changes were not accepted" in page
    assert "advertising" in page
    assert "Please leave out the shop." in page
    assert NEW not in page


def test_a_mistake_costs_nothing_that_was_typed(client):
    review = make()
    response = client.post(address(review), TYPED | {"name": ""})
    assert response.status_code == 422
    assert NEW in text(response)
    assert "Your changes are not saved yet" in text(response)
    review.refresh_from_db()
    assert review.comment == OLD


def test_who_goes_back_to_what_is_published_leaves_nothing_in_the_queue(client):
    review = make("approved")
    for comment in (NEW, OLD):
        client.post(address(review), TYPED | {"rating": "5", "name": review.name, "comment": comment})
    assert not Review.objects.waiting().exists()
    assert "Your changes" not in text(client.get(review.get_absolute_url()))


def test_other_words_after_a_refused_edit_wait_in_the_queue(client):
    review = make_edit(make("approved"))
    decide_edit(review.pk, approve=False, by=SITE, version=review.version, reason="advertising")
    client.post(address(review), TYPED)
    assert Review.objects.waiting().get().waiting_edit.comment == NEW


@pytest.mark.parametrize("status", ["withdrawn", "spam"])
def test_what_is_taken_back_or_not_published_cannot_be_changed(client, status):
    review = make(status)
    for response in (client.get(address(review)), client.post(address(review), TYPED)):
        assert response.status_code == 409
        assert 'method="post"' not in text(response)
        assert "cannot be changed" in text(response)
    assert NEW in text(response)
    assert address(review) not in text(client.get(review.get_absolute_url()))
    review.refresh_from_db()
    assert review.comment == OLD


def test_what_screening_took_for_spam_reads_as_any_that_waits(client):
    waiting = make(name="Rosa Reader")
    caught = make_review(waiting.article, rating=5, comment=OLD)
    Review.objects.filter(pk=caught.pk).update(status="spam", waiting_since=None)
    for name in ("status", "edit"):
        pages = [
            text(client.get(reverse(f"reviews:{name}", args=[review.token]))).replace(review.token, "")
            for review in (waiting, caught)
        ]
        assert pages[0] == pages[1]
    assert client.post(address(caught), TYPED).status_code == 303
    caught.refresh_from_db()
    # Mended, so that nothing of it is held against it any more: a person looks at it.
    assert (caught.comment, caught.status) == (NEW, "pending")


def test_a_mended_copy_of_a_rejected_review_is_a_new_one(client):
    review = make("rejected", email="Rosa@Example.org")
    assert OLD in text(client.get(address(review)))
    response = client.post(address(review), TYPED | {"of": "copy"})
    copy = Review.objects.latest("pk")
    assert (response.status_code, response.url) == (303, copy.get_absolute_url())
    assert copy.pk != review.pk
    assert (copy.status, copy.comment, copy.email) == ("pending", NEW, "Rosa@Example.org")
    review.refresh_from_db()
    assert (review.status, review.comment) == ("rejected", OLD)
    assert Mail.objects.get(kind="received").review == copy


def test_a_copy_that_is_sent_twice_is_one(client):
    review = make("rejected")
    urls = {client.post(address(review), TYPED | {"of": "copy"}).url for _ in range(2)}
    assert len(urls) == 1
    assert Review.objects.count() == 2


def test_who_writes_while_the_review_is_rejected_is_told_and_can_send_a_copy(client):
    review = make()
    decide(review.pk, "rejected", by=SITE, version=1, reason="off_topic", note="This is about soup.")
    response = client.post(address(review), TYPED | {"of": "review"})
    assert response.status_code == 409
    for words in (NEW, "was decided on while you were writing", "off topic", "This is about soup."):
        assert words in text(response)
    assert 'name="of" value="copy"' in text(response)
    assert Review.objects.count() == 1


def test_who_writes_while_the_review_is_put_back_changes_it_only_after_another_look(client):
    review = make("rejected")
    decide(review.pk, "pending", by=SITE, version=review.version)
    response = client.post(address(review), TYPED | {"of": "copy"})
    assert response.status_code == 409
    assert NEW in text(response)
    assert 'name="of" value="review"' in text(response)
    assert Review.objects.get().comment == OLD


def test_a_decision_in_the_very_moment_loses_nothing_typed(client, monkeypatch):
    review = make()
    screen = editing.screen

    def decided_meanwhile(*args):
        decide(review.pk, "rejected", by=SITE, version=1, reason="off_topic")
        return screen(*args)

    monkeypatch.setattr(editing, "screen", decided_meanwhile)
    response = client.post(address(review), TYPED | {"of": "review"})
    assert response.status_code == 409
    assert NEW in text(response)
    assert Review.objects.get().comment == OLD


def test_no_copy_for_an_article_that_is_closed_or_not_public(client):
    review = make("rejected")
    closed = ReviewsClosed.objects.create(article=review.article, sentence="Closed until spring.")
    response = client.post(address(review), TYPED | {"of": "copy"})
    assert response.status_code == 409
    assert "Closed until spring." in text(response)
    assert NEW in text(response)
    assert "Closed until spring." in text(client.get(review.get_absolute_url()))
    closed.delete()
    unpublish(review.article)
    response = client.get(address(review))
    assert (response.status_code, "not public at the moment" in text(response)) == (409, True)
    assert Review.objects.count() == 1


def test_a_review_can_be_changed_while_its_article_is_closed(client):
    review = make()
    ReviewsClosed.objects.create(article=review.article, sentence="Closed until spring.")
    assert client.post(address(review), TYPED).status_code == 303


@pytest.mark.parametrize(("status", "of"), [("pending", "review"), ("rejected", "copy")])
def test_too_many_in_an_hour_keep_what_was_typed(client, monkeypatch, status, of):
    review = make(status)
    monkeypatch.setitem(limits.LIMITS, "submit", {"network": 0})
    response = client.post(address(review), TYPED | {"of": of})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert NEW in text(response)
    assert not Review.objects.filter(comment=NEW).exists()


@pytest.mark.parametrize("name", ["edit", "withdraw"])
def test_the_pages_are_private_and_a_page_of_another_site_changes_nothing(client, name):
    review = make()
    url = reverse(f"reviews:{name}", args=[review.token])
    response = client.get(url)
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert client.post(url, TYPED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    review.refresh_from_db()
    assert (review.comment, review.status) == (OLD, "pending")


def test_without_moderation_changes_that_nothing_holds_are_public_at_once(client, settings):
    settings.REVIEWS_MODERATED = False
    review = make("approved")
    client.post(address(review), TYPED)
    public = text(client.get(review.article.get_absolute_url()))
    assert NEW in public
    assert OLD not in public
    assert not ReviewEdit.objects.filter(status="waiting").exists()


def test_without_moderation_changes_that_screening_holds_wait(client, settings):
    settings.REVIEWS_MODERATED = False
    review = make("approved")
    client.post(address(review), TYPED | {"website": "https://spam.example"})
    assert OLD in text(client.get(review.article.get_absolute_url()))
    assert ReviewEdit.objects.get().status == "waiting"
