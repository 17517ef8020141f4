"""Mails about decisions, edits and answers: what they say, to whom, and when they are not sent after all."""

import re

import pytest
from django.core import mail as outbox
from django.utils import timezone

from reviews import mails, moderation
from reviews.models import Mail, Review
from reviews.undoing import undo
from tests.cast import make_article, make_edit, make_review, make_user

pytestmark = pytest.mark.django_db

WORDS = "Words that only a reader wrote."


@pytest.fixture
def mo():
    return make_user("mo", group="Moderators")


@pytest.fixture
def review():
    return make_review(make_article("Tea & Coffee"), comment=WORDS, name="Rosa Reader")


@pytest.fixture
def mailed(django_capture_on_commit_callbacks):
    """What is mailed when `act` is done."""

    def mailed(act, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            act(*args, **kwargs)
        return outbox.outbox[-1] if outbox.outbox else None

    return mailed


def confirm(review):
    Review.objects.filter(pk=review.pk).update(email_confirmed_at=timezone.now())


def decide(review, to, by, **more):
    return moderation.decide(review.pk, to, by=by, version=Review.objects.get(pk=review.pk).version, **more)


def decide_edit(review, by, **more):
    return moderation.decide_edit(review.pk, by=by, version=Review.objects.get(pk=review.pk).version, **more)


def test_of_an_approval_with_the_address_of_the_review(mailed, review, mo, settings):
    settings.SITE_URL = "https://counterpoint.example"
    message = mailed(decide, review, "approved", mo)
    assert message.to == [review.email]
    assert message.subject == "Your review of “Tea & Coffee” is published"
    assert f"\nhttps://counterpoint.example/reviews/{review.uid}/\n" in message.body
    assert WORDS not in message.body


def test_of_a_refusal_with_its_reason(mailed, review, mo):
    message = mailed(decide, review, "rejected", mo, reason="off_topic", note="Ask Rosa about soup.")
    assert message.subject == "Your review of “Tea & Coffee” was not accepted"
    assert "The reason: off topic." in message.body
    assert "soup" not in message.body


def test_the_moderators_sentence_goes_to_a_confirmed_address_alone(mailed, review, mo):
    confirm(review)
    message = mailed(
        decide, review, "rejected", mo, reason="other", note="It is about soup.\n<b>Not</b> tea."
    )
    assert "\n\nIt is about soup.\n<b>Not</b> tea.\n\n" in message.body
    assert "needs a sentence" not in message.body
    assert "It is about soup.<br>&lt;b&gt;Not&lt;/b&gt; tea." in message.alternatives[0].content


def test_a_reason_without_a_name_is_on_the_page(mailed, review, mo):
    message = mailed(decide, review, "rejected", mo, reason="other", note="It is about soup.")
    assert "The reason stands on your review's own page." in message.body
    assert "other" not in message.body


def test_of_an_edit_that_is_published_and_of_one_that_is_not(mailed, review, mo):
    decide(review, "approved", moderation.SITE)
    make_edit(review)
    message = mailed(decide_edit, review, mo, approve=False, reason="advertising")
    assert message.subject == "Your changes to your review of “Tea & Coffee” were not accepted"
    assert "The reason: advertising." in message.body
    make_edit(review, comment="A second try.")
    message = mailed(decide_edit, review, mo, approve=True)
    assert message.subject == "Your changes to your review of “Tea & Coffee” are published"
    assert "A second try." not in message.body


def test_of_an_answer_whose_words_go_to_a_confirmed_address_alone(mailed, review, mo):
    message = mailed(moderation.answer, review.pk, "Thank you, Rosa.", by=mo, seen="")
    assert message.subject == "The editors have answered your review of “Tea & Coffee”"
    assert "Thank you, Rosa." not in message.body
    confirm(review)
    message = mailed(moderation.answer, review.pk, "Thank you again.", by=mo, seen="Thank you, Rosa.")
    assert "Thank you again." in message.body


@pytest.mark.parametrize("act", ["edits", "withdraws"])
def test_nobody_is_told_of_what_they_did_themselves(mailed, review, act):
    if act == "edits":
        assert mailed(make_edit, review) is None
    else:
        assert mailed(moderation.decide, review.pk, "withdrawn", by=moderation.WRITER, version=1) is None


def test_the_text_and_the_html_say_the_same(mailed, review, mo, settings):
    settings.SITE_NAME, settings.SITE_URL = "Tea & Words", "https://counterpoint.example"
    message = mailed(decide, review, "approved", mo)
    page = message.alternatives[0].content
    shown = re.sub(r"<[^>]+>", " ", page.partition("<body>")[2])
    text = shown.replace("&amp;", "&").replace("&#x27;", "'")
    assert text.split() == message.body.split()
    links = re.findall(r'<a href="([^"]+)">\1</a>', page)
    assert links[0] == f"https://counterpoint.example{review.permalink}"
    assert links[1].startswith("https://counterpoint.example/reviews/mail/")
    assert "Tea &amp; Words" in page


def test_lines_of_text_are_short_but_links_stay_whole(mailed, review, mo):
    lines = mailed(decide, review, "approved", mo).body.splitlines()
    assert max(len(line) for line in lines if "://" not in line) <= 76


def test_a_mail_program_can_stop_the_mails_with_one_press(mailed, review, mo, client):
    message = mailed(decide, review, "approved", mo)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<http://127.0.0.1:8000(/.+)>", message.extra_headers["List-Unsubscribe"])[1]
    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "We send no more mails" in response.content.decode()
    outbox.outbox.clear()
    assert mailed(moderation.answer, review.pk, "Thank you.", by=mo, seen="") is None


@pytest.mark.parametrize(
    ("kind", "first", "then"),
    [
        ("approved", "approved", "pending"),
        ("rejected", "rejected", "pending"),
        ("received", "pending", "withdrawn"),
        ("received", "pending", "rejected"),
    ],
)
def test_what_is_not_true_any_more_is_not_sent(review, kind, first, then):
    by = moderation.SITE
    if first != "pending":
        decide(review, first, by, reason="off_topic" if first == "rejected" else "")
    mails.queue(review, kind)
    decide(review, then, by, reason="off_topic" if then == "rejected" else "")
    assert mails.send([Mail.objects.get().pk]) == 0
    assert not outbox.outbox
    assert not Mail.objects.exists()


def test_an_edit_that_was_undone_is_not_told_of(review, mo):
    decide(review, "approved", moderation.SITE)
    make_edit(review)
    decided = decide_edit(review, mo, approve=True)
    undo(review.pk, by=mo, version=decided.version)
    assert mails.send(list(Mail.objects.filter(kind="edit_approved").values_list("pk", flat=True))) == 0
    assert not Mail.objects.filter(kind="edit_approved").exists()


def test_an_answer_that_was_taken_away_is_not_told_of(review, mo):
    moderation.answer(review.pk, "Thank you.", by=mo, seen="")
    moderation.answer(review.pk, "", by=mo, seen="Thank you.")
    assert mails.send([Mail.objects.get().pk]) == 0
    assert not Mail.objects.exists()


def test_a_decision_that_is_made_twice_before_it_is_told_is_told_once(review, mo):
    for to in ("approved", "pending", "approved"):
        decide(review, to, mo)
    assert Mail.objects.filter(kind="approved").count() == 1
