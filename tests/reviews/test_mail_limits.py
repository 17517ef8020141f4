"""At most three mails to one address in an hour, one digest for a moderator, none to who stopped them."""

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from reviews import mails
from reviews.addresses import stop_mails
from reviews.email_keys import email_key
from reviews.models import Mail, OutboxRun
from tests.at_once import at_once
from tests.cast import make_article, make_edit, make_review, make_user
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def make_mails(number, to="rosa@example.org"):
    article = make_article()
    reviews = [make_review(article, email=to) for _ in range(number)]
    return [
        Mail.objects.create(review=review, kind="received", to=to, to_key=email_key(to)) for review in reviews
    ]


def ids(rows):
    return [row.pk for row in rows]


def test_the_fourth_mail_waits_until_the_hour_of_the_first_is_over():
    rows = make_mails(4)
    assert mails.send(ids(rows)) == 3
    first, _, _, fourth = Mail.objects.order_by("pk")
    assert (fourth.sent_at, fourth.attempts, fourth.next_try_at) == (None, 0, first.tried_at + HOUR)
    call_command("send_due")
    assert len(outbox.outbox) == 3


def test_nothing_is_lost_when_the_hour_is_over():
    mails.send(ids(make_mails(4)))
    Mail.objects.filter(sent_at__isnull=False).update(tried_at=timezone.now() - HOUR - timedelta(seconds=1))
    Mail.objects.waiting().update(next_try_at=timezone.now())
    call_command("send_due")
    assert len(outbox.outbox) == 4


def test_spellings_of_an_address_are_one_address():
    article = make_article()
    for email in ("rosa@example.org", "Rosa@Example.org", "ROSA@EXAMPLE.ORG", "ｒosa@example.org"):
        review = make_review(article, email=email)
        Mail.objects.create(review=review, kind="received", to=email, to_key=email_key(email))
    assert mails.send(ids(Mail.objects.all())) == 3


def test_other_addresses_are_not_held_up():
    mails.send(ids(make_mails(3)))
    review = make_review(make_article("Salt and Pepper"), email="ida@example.org")
    mails.queue(review, "received")
    assert mails.send([Mail.objects.latest("pk").pk]) == 1


@pytest.mark.django_db(transaction=True)
def test_ten_senders_at_once_send_three_mails():
    rows = make_mails(10)
    assert sum(at_once(*[lambda row=row: mails.send([row.pk]) for row in rows])) == 3
    assert len(outbox.outbox) == 3
    assert Mail.objects.waiting().count() == 7


@pytest.mark.django_db(transaction=True)
def test_one_mail_that_two_would_send_at_once_is_sent_once():
    (row,) = make_mails(1)
    assert sorted(at_once(*[lambda: mails.send([row.pk])] * 2)) == [0, 1]
    assert len(outbox.outbox) == 1


def test_a_moderator_who_has_not_been_told_yet_is_told_of_all_at_once():
    make_user("mo", group="Moderators", email="mo@example.org")
    article = make_article()
    for n in range(3):
        send(article, email=f"reader{n}@example.org")
    (row,) = Mail.objects.filter(kind="waiting")
    mails.send([row.pk])
    (message,) = outbox.outbox
    assert message.subject == "3 reviews wait for a decision"
    assert "List-Unsubscribe" not in message.extra_headers


def test_what_comes_in_while_the_mail_is_being_sent_is_told_of_as_well():
    make_user("mo", group="Moderators", email="mo@example.org")
    article = make_article()
    send(article)
    assert mails._claim(Mail.objects.get(kind="waiting").pk)
    send(article, email="ida@example.org")
    assert Mail.objects.filter(kind="waiting").count() == 2


def test_a_mail_that_was_given_up_does_not_keep_the_moderator_in_the_dark():
    make_user("mo", group="Moderators", email="mo@example.org")
    article = make_article()
    send(article)
    Mail.objects.update(next_try_at=None)
    send(article, email="ida@example.org")
    assert Mail.objects.filter(kind="waiting").count() == 2


def test_a_moderator_is_told_of_an_edit_that_waits():
    make_user("mo", group="Moderators", email="mo@example.org")
    make_edit(make_review(make_article(), "approved"))
    assert Mail.objects.get().kind == "waiting"


def test_a_moderator_is_not_told_of_what_was_decided_meanwhile():
    make_user("mo", group="Moderators", email="mo@example.org")
    review = make_review(make_article())
    mails.queue_waiting()
    review.delete()
    assert mails.send(ids(Mail.objects.all())) == 0
    assert not Mail.objects.exists()


def test_a_moderators_address_that_cannot_be_costs_no_review():
    make_user("mo", group="Moderators", email=f"mo@{'a' * 64}.example")
    assert send(make_article()).status_code == 303


def test_who_stopped_the_mails_gets_none_also_for_a_new_review():
    article = make_article()
    send(article)
    stop_mails("rosa@example.org")
    assert mails.send(ids(Mail.objects.all())) == 0
    send(make_article("Salt and Pepper"))
    assert not Mail.objects.exists()
    stop_mails("rosa@example.org", stop=False)
    send(make_article("Oil and Vinegar"))
    assert Mail.objects.get().kind == "received"


def test_a_mail_whose_address_is_erased_while_it_is_sent_is_no_error():
    (row,) = make_mails(1)
    claimed = mails._claim(row.pk)
    Mail.objects.all().delete()
    mails._mark(claimed, None)
    assert not Mail.objects.exists()


def test_the_admin_tells_when_the_outbox_was_last_emptied(client):
    client.force_login(make_user("mo", group="Moderators"))
    page = client.get("/admin/reviews/mail/").content.decode()
    assert "send_due has never run" in page
    assert "messagelist" not in page
    make_mails(2)
    assert "2 mails should have been sent and were not" in client.get("/admin/reviews/mail/").content.decode()
    call_command("send_due")
    page = client.get("/admin/reviews/mail/").content.decode()
    assert ": 2 sent, 0 waiting, 0 given up." in page
    assert "should have been sent" not in page


def test_the_admin_warns_when_a_mail_is_due_for_more_than_an_hour(client):
    client.force_login(make_user("mo", group="Moderators"))
    call_command("send_due")
    make_mails(1)
    assert "should have been sent" not in client.get("/admin/reviews/mail/").content.decode()
    Mail.objects.update(next_try_at=timezone.now() - HOUR - timedelta(minutes=1))
    assert "1 mail should have been sent and was not" in client.get("/admin/reviews/mail/").content.decode()
    call_command("send_due")
    assert OutboxRun.objects.get().sent == 1
