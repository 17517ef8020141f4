import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.identity import identity
from reviews.models import AbuseReport, ModerationEvent, Review
from reviews.moderation import SITE, answer, decide
from tests.cast import make_article, make_edit, make_reports, make_review, make_user
from tests.reviews.desk import carried, change_page, send_answer, status_of, text

QUEUE = "/admin/reviews/review/queue/"
QUERIES = 15

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(client, moderator):
    """Open the queue, or another address of it; its text."""
    return lambda address=QUEUE: text(client.get(address))


@pytest.fixture
def three():
    article = make_article()
    return [make_review(article, comment=f"The {word} that came in.") for word in ("1st", "2nd", "3rd")]


def shown(page):
    return re.findall(r"The (\w+) that came in\.", page)


def decide_on(client, review, page, to, **more):
    address = reverse("admin:reviews_review_decide", args=[review.pk])
    return client.post(address, carried(page) | {"to": to} | more, follow=True)


def undo_last(client, page):
    form = page.split('class="last-decision"')
    address = re.findall(r'action="([^"]+)"', form[0])[-1]
    return client.post(address, carried(page, 'class="last-decision"'), follow=True)


def skip(page):
    return re.search(r'href="([^"]*queue/[^"]*)" aria-keyshortcuts="j n"', page).group(1)


def test_an_empty_queue_says_so(queue):
    make_review(make_article(), "approved", comment="Decided long ago.")
    page = queue()
    assert "No review waits" in page
    assert "Decided long ago." not in page


def test_the_one_that_waits_longest_comes_first_with_its_article(queue, three):
    page = queue()
    assert "3 reviews wait" in page
    assert shown(page) == ["1st"]
    assert "4 out of 5 stars, good" in page
    assert f'href="{three[0].article.get_absolute_url()}"' in page
    assert "It is new." in page


def test_the_next_one_opens_by_itself_and_the_last_decision_can_be_undone(client, queue, three):
    answered = decide_on(client, three[0], queue(), "approved")
    page = text(answered)
    assert answered.redirect_chain == [(QUEUE, 303)]
    assert "Your last decision: <b>approved</b>" in page
    assert shown(page) == ["2nd"]
    page = text(undo_last(client, page))
    assert "the review is waiting again" in page
    assert "Your last decision" not in page
    assert shown(page) == ["1st"]


def test_who_skipped_comes_back_to_what_was_undone_and_goes_on_where_they_were(client, queue, three):
    page = queue(skip(queue()))
    page = text(decide_on(client, three[1], page, "spam"))
    assert shown(page) == ["3rd"]
    page = text(undo_last(client, page))
    assert shown(page) == ["2nd"]
    assert shown(text(decide_on(client, three[1], page, "spam"))) == ["3rd"]


def test_what_was_undone_opens_wherever_in_the_queue_one_is(client, queue, moderator, three):
    decide(three[0].pk, "spam", by=moderator, version=1)
    page = queue(skip(queue()))
    assert shown(page) == ["3rd"]
    assert shown(text(undo_last(client, page))) == ["1st"]


def test_nothing_is_undone_from_the_queue_once_something_else_has_happened(client, queue, moderator, three):
    page = text(decide_on(client, three[0], queue(), "approved"))
    answer(three[0].pk, "Thank you.", by=moderator, seen="")
    assert "Your last decision" not in queue()
    response = undo_last(client, page)
    assert response.status_code == 409
    assert "only your own last decision can be undone" in text(response)
    assert status_of(three[0]) == "approved"


def test_skipping_leads_on_and_from_the_end_to_the_first_again(queue, three):
    page, seen = queue(), []
    for _ in range(3):
        seen += shown(page)
        assert "You have reached the end" not in page
        page = queue(skip(page))
    assert (seen, shown(page)) == (["1st", "2nd", "3rd"], ["1st"])
    assert "You have reached the end" in page
    assert "You have reached the end" not in queue(skip(page))


def test_deciding_on_the_last_after_skipping_says_that_the_queue_begins_again(client, queue, three):
    page = queue(skip(queue(skip(queue()))))
    page = text(decide_on(client, three[2], page, "approved"))
    assert shown(page) == ["1st"]
    assert "You have reached the end" in page
    page = text(decide_on(client, three[0], page, "approved"))
    assert shown(page) == ["2nd"]
    assert "You have reached the end" not in page


@pytest.mark.parametrize("place", ["x", "AAAA", "%FF", "9" * 40, "%C3%A9"])
def test_a_place_that_nobody_made_is_the_beginning(queue, three, place):
    assert shown(queue(f"{QUEUE}?after={place}&review={place}")) == ["1st"]


def test_the_second_of_two_moderators_is_told_what_the_first_decided(client, queue, three):
    page = queue()
    decide(three[0].pk, "approved", by=make_user("ann", group="Moderators"), version=1)
    said = {"reason": "other", "note": "It names a neighbour."}
    response = decide_on(client, three[0], page, "rejected", **said)
    assert response.status_code == 409
    assert "ann has decided meanwhile: it is approved now" in text(response)
    assert "It names a neighbour.</textarea>" in text(response)
    assert status_of(three[0]) == "approved"
    assert three[0].events.count() == 1
    assert shown(queue(skip(text(response)))) == ["2nd"]


def test_a_note_stays_where_the_review_can_no_longer_be_rejected(client, queue, three):
    page = queue()
    decide(three[0].pk, "spam", by=make_user("ann", group="Moderators"), version=1)
    said = {"reason": "other", "note": "It names a neighbour."}
    page = text(decide_on(client, three[0], page, "rejected", **said))
    assert "You had written: “It names a neighbour.”" in page


def test_a_review_that_its_writer_erased_meanwhile_is_passed_over(client, queue, three):
    page = queue()
    Review.objects.filter(pk=three[0].pk).delete()
    page = text(decide_on(client, three[0], page, "approved"))
    assert "its writer has erased it" in page
    assert shown(page) == ["2nd"]


def test_a_reason_that_is_missing_is_asked_for_with_the_review_in_sight(client, queue, three):
    page = text(decide_on(client, three[0], queue(), "rejected", reason="other", note=""))
    assert "The reason “other” needs a sentence." in page
    assert "<title>Error:" in page
    assert shown(page) == ["1st"]
    assert re.search(r'<textarea name="note"[^>]* autofocus', page)
    page = text(decide_on(client, three[0], page, "rejected", reason="other", note="It is a recipe."))
    assert "Your last decision: <b>rejected</b> (other" in page
    assert status_of(three[0]) == "rejected"


def test_an_edit_stands_beside_what_it_replaces_with_the_changed_words_marked(client, queue):
    review = make_review(make_article(), "approved", rating=5, comment="Clear and fair to both.")
    make_edit(review, rating=2, comment="Clear and <b>unfair</b> to both.")
    page = client.get(QUEUE).content.decode()
    assert "Clear and <del>fair</del> to both." in page
    assert "Clear and <ins>&lt;b&gt;unfair&lt;/b&gt;</ins> to both." in page
    assert "<ins>2 of 5</ins>" in page
    assert "Its writer has sent other words for it." in page
    assert "No review waits" in text(decide_on(client, review, page, "edit_approved"))
    review.refresh_from_db()
    assert (review.rating, review.comment) == (2, "Clear and <b>unfair</b> to both.")


def test_an_edit_is_rejected_with_a_reason_and_the_review_stays(client, queue):
    review = make_review(make_article(), "approved")
    make_edit(review)
    page = text(decide_on(client, review, queue(), "edit_rejected", reason="advertising"))
    assert "Your last decision: <b>edit rejected</b> (advertising)" in page
    assert (status_of(review), review.comment) == ("approved", Review.objects.get().comment)
    assert "1 review waits" in text(undo_last(client, page))


def test_a_reported_review_comes_with_what_readers_said_and_may_be_kept(client, queue):
    review = make_review(make_article(), "approved")
    make_reports(review, 2)
    assert "No review waits" in queue()
    AbuseReport.objects.all().delete()
    make_reports(review, 25)
    page = queue()
    assert "25 readers have reported it." in page
    assert 'value="kept" aria-keyshortcuts="a">Keep it' in page
    assert page.count("It insults or threatens somebody") == 20
    page = text(decide_on(client, review, page, "kept"))
    assert "No review waits" in page
    assert "25 readers have reported it." in text(undo_last(client, page))


def test_a_reported_review_is_rejected_and_gone_for_readers(client, queue):
    review = make_review(make_article(), "approved")
    make_reports(review, 3)
    decide_on(client, review, queue(), "rejected", reason="abusive")
    assert review.comment not in client.get(review.article.get_absolute_url()).content.decode()


def test_what_was_put_back_to_wait_says_so(queue):
    review = make_review(make_article(), "approved")
    decide(review.pk, "pending", by=SITE, version=review.version)
    assert "It was put back to wait." in queue()


def test_screening_tells_its_reasons(queue):
    make_review(make_article(), screening_score=4, screening_reasons=["one_link", "a_rule_of_before"])
    page = queue()
    assert "4 points" in page
    assert "It holds a link." in page
    assert "a_rule_of_before" in page


def test_the_authors_earlier_reviews_are_named_with_why_they_were_rejected(queue):
    earlier = make_review(make_article("Salt and Pepper"), "rejected", email="rosa@example.org")
    make_review(make_article(), email="ROSA@example.org")
    page = queue()
    assert f'href="{change_page(earlier)}"' in page
    assert "rejected (off topic)" in page
    assert "The address is not confirmed" in page


@pytest.mark.parametrize(
    ("confirmed_at", "words"),
    [(None, "cannot be approved while"), (timezone.now(), "approving this one replaces it")],
)
def test_a_second_review_of_an_address_says_what_approving_it_would_do(queue, confirmed_at, words):
    first = make_review(make_article(), "approved")
    make_review(first.article, email=first.email, email_confirmed_at=confirmed_at)
    assert words in queue()


def test_answering_in_the_queue_leads_back_to_the_same_review(client, queue, three):
    page = queue(skip(queue()))
    page = text(send_answer(client, three[1], "Thank you.", **carried(page)))
    assert shown(page) == ["2nd"]
    assert "Answer of the editors" in page


@pytest.mark.parametrize("number", [1, 10_000])
def test_it_costs_the_same_however_many_wait(client, moderator, number):
    article = make_article()
    # Edited and reported, of an address with many reviews, with a long history, and the first of all that wait.
    review = make_review(article, "approved", email="rosa@example.org")
    for n in range(8):
        make_review(make_article(f"Salt and {n}"), "rejected", email="rosa@example.org")
    make_edit(review)
    make_reports(review, 40)
    event = {
        "review": review,
        "by_name": "ann",
        "from_status": "approved",
        "to_status": "approved",
        "act": "kept",
    }
    ModerationEvent.objects.bulk_create(ModerationEvent(**event) for _ in range(300))
    Review.objects.filter(pk=review.pk).update(waiting_since=timezone.now() - timedelta(days=9999))
    call_command("generate_reviews", article.slug, approved=5, pending=number, yes=True, verbosity=0)
    decide(make_review(article, email="x@example.org").pk, "spam", by=moderator, version=1)
    identity()
    with CaptureQueriesContext(connection) as captured:
        page = text(client.get(QUEUE))
    assert "Your last decision: <b>spam</b>" in page
    assert "All decisions on this review" in page
    assert page.count("<td>kept after reports</td>") == 20
    assert len(captured) == QUERIES
