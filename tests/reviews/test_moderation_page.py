import re

import pytest
from django.test import Client
from django.urls import reverse

from reviews.models import Mail, ModerationEvent, Review
from reviews.moderation import decide
from tests.cast import make_article, make_edit, make_reports, make_review, make_user
from tests.reviews.desk import LIST, act, change_page, status_of, text

pytestmark = pytest.mark.django_db


def buttons(page):
    return set(re.findall(r'name="to" value="(\w+)"', page))


def test_the_page_of_a_review_shows_it_as_readers_will_see_it(client, moderator):
    review = make_review(make_article(), comment="First part.\n\nSecond <b>part</b>.", rating=2)
    page = client.get(change_page(review)).content.decode()
    assert "<p>First part.</p>" in page
    assert "Second &lt;b&gt;part&lt;/b&gt;." in page
    assert "2 out of 5 stars, not that bad" in page
    assert review.token not in page
    assert "/admin/r/" not in page


def test_the_page_of_a_review_links_to_the_article_and_to_others_of_the_address(client, moderator):
    one, two = make_article("A and B"), make_article("C and D")
    review = make_review(one, email="rosa@example.org")
    other = make_review(two, "approved", email="ROSA@example.org")
    stranger = make_review(two)
    page = text(client.get(change_page(review)))
    assert f'href="{one.get_absolute_url()}"' in page
    assert f'href="{change_page(other)}"' in page
    assert f'href="{change_page(stranger)}"' not in page


def test_the_page_of_a_review_shows_the_history_of_decisions(client, moderator):
    review = make_review(make_article())
    decide(review.pk, "rejected", by=moderator, version=1, reason="other", note="It names a neighbour.")
    page = text(client.get(change_page(review)))
    for shown in ("mo", "waiting", "rejected", "It names a neighbour."):
        assert shown in page


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        ("pending", {"approved", "rejected", "spam"}),
        ("approved", {"pending", "rejected", "spam"}),
        ("rejected", {"pending"}),
        ("spam", {"pending", "approved"}),
        ("withdrawn", set()),
    ],
)
def test_the_page_of_a_review_offers_the_possible_steps(client, moderator, status, offered):
    review = make_review(make_article(), status)
    assert buttons(text(client.get(change_page(review)))) == offered


def test_a_review_is_decided_on_its_own_page(client, moderator):
    review = make_review(make_article())
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    response = client.post(address, {"to": "approved", "version": "1"}, follow=True)
    assert "The review is approved." in text(response)
    assert response.redirect_chain == [(change_page(review), 303)]
    response = client.post(address, {"to": "spam", "version": "1"})
    assert response.status_code == 409
    assert "mo has decided meanwhile: it is approved now" in text(response)
    assert status_of(review) == "approved"


def test_the_last_decision_is_undone_on_its_own_page_by_who_made_it(client, moderator):
    review = make_review(make_article())
    review = decide(review.pk, "spam", by=moderator, version=1)
    assert "Undo my last decision" in text(client.get(change_page(review)))
    address = reverse("admin:reviews_review_undo", args=[review.pk])
    page = text(client.post(address, {"version": review.version}, follow=True))
    assert "the review is waiting again" in page
    assert "Undo my last decision" not in page
    decide(review.pk, "spam", by=make_user("ann"), version=review.version + 1)
    assert "Undo my last decision" not in text(client.get(change_page(review)))


def test_the_page_of_a_review_shows_its_edit_its_reports_and_what_screening_noticed(client, moderator):
    review = make_review(
        make_article(), "approved", comment="Clear and fair.", screening_reasons=["one_link"]
    )
    make_edit(review, comment="Clear and unfair.")
    make_reports(review, 1)
    page = client.get(change_page(review)).content.decode()
    assert "Clear and <ins>unfair</ins>." in page
    assert "It insults or threatens somebody" in page
    assert "It holds a link." in page
    assert buttons(page) == {"edit_approved", "edit_rejected", "spam", "pending"}


def test_a_note_that_came_too_late_is_shown_again_on_its_own_page(client, moderator):
    review = make_review(make_article())
    decide(review.pk, "approved", by=make_user("ann"), version=1)
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    said = {"to": "rejected", "version": "1", "reason": "other", "note": "It is a recipe."}
    page = text(client.post(address, said))
    assert "ann has decided meanwhile: it is approved now" in page
    assert "It is a recipe.</textarea>" in page
    assert f'href="{change_page(review)}"' in page


def test_rejecting_on_its_own_page_needs_a_reason(client, moderator):
    review = make_review(make_article())
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    page = text(client.post(address, {"to": "rejected", "version": "1", "reason": "other", "note": ""}))
    assert "needs a sentence" in page
    client.post(address, {"to": "rejected", "version": "1", "reason": "other", "note": "It is a recipe."})
    assert (status_of(review), ModerationEvent.objects.get().note) == ("rejected", "It is a recipe.")


def test_the_decision_comes_by_post_alone(client, moderator):
    review = make_review(make_article())
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    assert client.get(address, {"to": "approved", "version": "1"}).url == change_page(review)
    assert client.post(address, {"to": "withdrawn", "version": "1"}).url == change_page(review)
    assert status_of(review) == "pending"
    address = reverse("admin:reviews_review_decide", args=[10**17])
    assert client.post(address, {"to": "approved", "version": "1"}).status_code == 404


def test_the_admin_keeps_its_csrf_tokens(moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    review = make_review(make_article())
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    assert client.post(address, {"to": "approved", "version": "1"}).status_code == 403
    assert status_of(review) == "pending"


@pytest.mark.parametrize("is_superuser", [False, True])
def test_nobody_adds_changes_or_deletes_reviews(client, moderator, is_superuser):
    moderator.is_superuser = is_superuser
    moderator.save()
    review = make_review(make_article(), rating=2)
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{review.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(change_page(review), {"rating": "5", "comment": "Changed."}).status_code == 403
    page = text(act(client, "delete_selected", [review], post="yes"))
    assert "No action selected" in page or "delete" not in page
    review.refresh_from_db()
    assert (review.rating, review.comment) == (2, "It made the difference clear to me.")


def test_nothing_on_the_page_of_a_review_can_be_typed_into_but_the_reason_and_an_answer(client, moderator):
    page = text(client.get(change_page(make_review(make_article()))))
    shown = re.findall(r"<(?:input|textarea|select)\b[^>]*", page.split('class="review-desk"')[1])
    typed = [field for field in shown if 'type="hidden"' not in field]
    assert {re.search(r'name="([^"]*)', field).group(1) for field in typed} == {"reason", "note", "answer"}


def test_an_article_with_reviews_cannot_be_deleted(client):
    client.force_login(make_user("super", is_superuser=True))
    review = make_review(make_article())
    client.post(f"/admin/articles/article/{review.article_id}/delete/", {"post": "yes"})
    assert Review.objects.filter(pk=review.pk, article__isnull=False).exists()


def test_mails_that_wait_are_listed_and_those_sent_are_not(client, moderator):
    review = make_review(make_article())
    for error, sent_at in (("SMTPServerDisconnected", None), ("Long gone", review.submitted_at)):
        Mail.objects.create(
            review=review, kind="received", to="r@example.org", last_error=error, sent_at=sent_at
        )
    page = text(client.get("/admin/reviews/mail/"))
    assert "SMTPServerDisconnected" in page
    assert "Long gone" not in page
    assert client.get("/admin/reviews/mail/add/").status_code == 403
    assert client.get(f"/admin/reviews/mail/{Mail.objects.first().pk}/change/").status_code == 200


def test_decisions_are_listed_and_only_ever_added(client):
    client.force_login(make_user("super", is_superuser=True))
    make_review(make_article(), "rejected")
    event = ModerationEvent.objects.get()
    assert "off topic" in text(client.get("/admin/reviews/moderationevent/"))
    address = f"/admin/reviews/moderationevent/{event.pk}"
    assert client.get(f"{address}/change/").status_code == 200
    assert client.post(f"{address}/change/", {"note": "changed"}).status_code == 403
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    assert client.get("/admin/reviews/moderationevent/add/").status_code == 403


def test_the_pages_of_moderators_run_no_inline_script_or_style(client, moderator):
    review = make_review(make_article())
    for page in (client.get(LIST), client.get(change_page(review)), act(client, "reject", [review])):
        source = page.content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\bsrc=)", source)
