import re

import pytest

from articles.identity import identity
from reviews.models import ModerationEvent, RatingSummary, Review
from reviews.moderation import decide
from tests.cast import make_article, make_review
from tests.reviews.desk import LIST, act, rows, status_of, text

pytestmark = pytest.mark.django_db


def test_what_waits_stands_first_then_the_newest(client, moderator):
    article = make_article()
    for comment, status in [
        ("Oldest, waiting.", "pending"),
        ("Older, public.", "approved"),
        ("Newer, gone.", "spam"),
    ]:
        make_review(article, status, comment=comment)
    make_review(article, comment="Newest, waiting.")
    assert rows(client.get(LIST)) == [
        "Newest, waiting.",
        "Oldest, waiting.",
        "Newer, gone.",
        "Older, public.",
    ]


def test_the_list_shows_stars_first_words_article_author_age_and_status(client, moderator):
    make_review(make_article(), comment="word " * 100, rating=2, name="Rosa Reader")
    page = text(client.get(LIST))
    for shown in ("2 of 5", "Tea and Coffee", "Rosa Reader", "minutes", "waiting"):
        assert shown in page
    assert len(rows(client.get(LIST))[0]) <= 70


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status__exact=pending", {"One"}),
        ("?rating__exact=5", {"Two"}),
        ("?waits=yes", {"One"}),
        ("?decided=no", {"One"}),
        ("?decided=yes", {"Two", "Three"}),
        ("?q=kettle", {"Two"}),
        ("?q=Zora", {"Three"}),
        ("?q=one@example.org", {"One"}),
        ("?submitted_at__gte=2100-01-01+00:00:00%2B00:00", set()),
    ],
)
def test_the_list_is_filtered_and_searched(client, moderator, query, found):
    article = make_article()
    make_review(article, comment="One", email="one@example.org")
    make_review(article, "approved", comment="Two", rating=5, email="two@example.org")
    make_review(article, "spam", comment="Three", name="Zora")
    Review.objects.filter(comment="Two").update(comment="Two kettle")
    assert {row.split()[0] for row in rows(client.get(LIST + query))} == found


def test_the_list_leads_to_the_queue(client, moderator):
    link = re.search(r'href="([^"]+)">Open the queue', text(client.get(LIST)))
    assert client.get(link[1]).status_code == 200


def test_a_search_with_a_nul_is_no_error_of_ours(client, moderator):
    assert client.get(f"{LIST}?q=%00").status_code == 400


def test_the_list_is_filtered_by_article(client, moderator):
    one, two = make_article("A and B"), make_article("C and D")
    make_review(one, comment="About one article.")
    make_review(two, comment="About another article.")
    assert rows(client.get(f"{LIST}?article__id__exact={one.pk}")) == ["About one article."]


def test_approving_shows_the_review_under_the_article(client, moderator):
    article = make_article()
    reviews = [make_review(article, comment=f"Review number {n}.") for n in range(3)]
    response = act(client, "approve", reviews[:2])
    assert "2 reviews approved." in text(response)
    page = text(client.get(article.get_absolute_url()))
    assert "Review number 0." in page
    assert "Review number 2." not in page
    assert ModerationEvent.objects.filter(by=moderator, to_status="approved").count() == 2


def test_an_action_says_how_many_it_changed_and_why_it_left_others(client, moderator):
    article = make_article()
    make_review(article, "approved", email="rosa@example.org")
    fresh, second = make_review(article), make_review(article, email="rosa@example.org")
    rejected = make_review(article, "rejected")
    page = text(act(client, "approve", [fresh, second, rejected]))
    assert "1 review approved." in page
    assert "1 review left as before: another review of the same address is already published" in page
    assert "1 review left as before: a review that is rejected cannot become approved." in page


def test_two_of_one_address_in_one_selection_make_one_public(client, moderator):
    article = make_article()
    pair = [make_review(article, email="rosa@example.org") for _ in range(2)]
    page = text(act(client, "approve", pair))
    assert "1 review approved." in page
    assert RatingSummary.objects.get().count == 1


def test_what_was_decided_since_the_list_was_opened_is_left(client, moderator):
    review = make_review(make_article())
    decide(review.pk, "spam", by=None, version=1)
    page = text(act(client, "approve", [review], query="?status__exact=pending"))
    assert "1 review left as before: somebody has decided meanwhile: it is spam now." in page
    assert status_of(review) == "spam"


def test_every_row_carries_the_version_that_was_seen(client, moderator):
    review = make_review(make_article(), "approved")
    assert f'name="version-{review.pk}" value="2"' in text(client.get(LIST))


@pytest.mark.parametrize("version", ["", "x", "-1", "١", "9" * 5000])
def test_a_version_that_nobody_saw_changes_nothing(client, moderator, version):
    review = make_review(make_article())
    data = {
        "action": "approve",
        "index": "0",
        "_selected_action": [review.pk],
        f"version-{review.pk}": version,
    }
    page = text(client.post(LIST, data, follow=True))
    assert "left as before" in page
    assert status_of(review) == "pending"


def test_no_decision_is_offered_on_more_than_the_page_shows(client, moderator, monkeypatch):
    monkeypatch.setattr("reviews.admin.ReviewAdmin.list_per_page", 1)
    article = make_article()
    shown, unseen = make_review(article), make_review(article)
    assert "across all pages" not in client.get(LIST).content.decode()
    act(client, "approve", [shown], select_across="1")
    assert (status_of(shown), status_of(unseen)) == ("approved", "pending")


def test_the_filters_reach_no_column_that_the_list_does_not_offer(client, moderator):
    make_review(make_article())
    for lookup in ("token__startswith=a", "email__startswith=a", "article__reviews__token__startswith=a"):
        assert client.get(f"{LIST}?{lookup}").status_code in (302, 400)
    assert client.get(f"{LIST}?status__exact=pending").status_code == 200


def test_rejecting_asks_for_a_reason_and_carries_the_versions_through(client, moderator):
    review = make_review(make_article(), comment="Buy my cups, they are cheap.")
    asked = act(client, "reject", [review])
    page = text(asked)
    assert "Buy my cups" in page
    assert f'name="version-{review.pk}" value="1"' in page
    assert status_of(review) == "pending"
    done = act(client, "reject", [review], reason="advertising", note="")
    assert "1 review rejected." in text(done)
    assert ModerationEvent.objects.get().reason == "advertising"


def test_the_page_of_reasons_is_left_with_what_moved_meanwhile(client, moderator):
    review = make_review(make_article())
    act(client, "reject", [review])
    decide(review.pk, "approved", by=None, version=1)
    page = text(act(client, "reject", [review], reason="off_topic", note=""))
    assert "somebody has decided meanwhile" in page
    assert status_of(review) == "approved"


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("", "Rejecting needs one of the reasons"),
        ("x", "Select a valid choice"),
        ("other", "needs a sentence"),
    ],
)
def test_a_reason_that_is_none_is_asked_for_again_with_what_was_typed(client, moderator, reason, error):
    review = make_review(make_article())
    page = text(act(client, "reject", [review], reason=reason, note=" "))
    assert error in page
    assert f'name="version-{review.pk}" value="1"' in page
    assert status_of(review) == "pending"


def test_spam_and_back_to_waiting(client, moderator):
    review = make_review(make_article())
    assert "1 review marked as spam." in text(act(client, "mark_as_spam", [review]))
    review.refresh_from_db()
    assert "1 review put back to wait." in text(act(client, "put_back", [review]))
    assert status_of(review) == "pending"


def test_the_list_costs_the_same_with_many_reviews(client, moderator, django_assert_max_num_queries):
    article = make_article()
    for _ in range(30):
        make_review(article)
    identity()
    with django_assert_max_num_queries(11) as captured:
        client.get(LIST)
    assert not any("articles_revision" in query["sql"] for query in captured)
