import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from reviews import mails
from reviews.email_keys import email_key
from reviews.models import Mail, Review
from tests.cast import make_article, make_review, make_user
from tests.reviews.sending import send
from tests.reviews.servers import (
    accepts,
    accepts_the_first_alone,
    drips,
    falls_silent_after_the_first,
    hangs_up,
    mail_server,
    refuses,
    says_nothing,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def send_and_commit(django_capture_on_commit_callbacks):
    def act(article, **typed):
        with django_capture_on_commit_callbacks(execute=True):
            return send(article, **typed)

    return act


def make_due():
    Mail.objects.waiting().update(next_try_at=timezone.now())


def make_mail(review, kind="received", to="rosa@example.org", **fields):
    return Mail.objects.create(review=review, kind=kind, to=to, to_key=email_key(to), **fields)


def test_the_reader_gets_the_mailed_link_and_none_of_the_text(send_and_commit, settings):
    settings.SITE_URL = "https://counterpoint.example"
    send_and_commit(make_article("Tea & Coffee"), name="Rosa Reader", comment="My own secret words.")
    (message,) = outbox.outbox
    assert message.to == ["Rosa@Example.org"]
    assert message.subject == "We have received your review of “Tea & Coffee”"
    assert "\nhttps://counterpoint.example/reviews/mail/" in message.body
    assert Review.objects.get().token not in message.body
    assert "waits for approval" in message.body
    assert "{" not in message.body
    for typed in ("secret words", "Rosa"):
        assert typed not in message.subject + message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_each_active_user_who_may_moderate_and_has_an_address_is_told(send_and_commit, settings):
    settings.SITE_URL = "https://counterpoint.example"
    make_user("mo", group="Moderators", email="mo@example.org")
    make_user("super", email="super@example.org", is_superuser=True)
    make_user("editor", group="Editors", email="editor@example.org")
    make_user("silent", group="Moderators")
    make_user("left", group="Moderators", email="left@example.org", is_active=False)
    send_and_commit(make_article(), rating="1")
    told = {message.to[0]: message for message in outbox.outbox}
    assert set(told) == {"Rosa@Example.org", "mo@example.org", "super@example.org"}
    message = told["mo@example.org"]
    assert message.subject == "1 review waits for a decision"
    assert "https://counterpoint.example/admin/reviews/review/queue/" in message.body
    assert "Rosa" not in message.body
    assert "/reviews/mail/" not in message.body


def test_links_never_follow_the_host_of_the_request(send_and_commit, settings, client):
    settings.ALLOWED_HOSTS = ["evil.example"]
    settings.SITE_URL = "https://counterpoint.example"
    send_and_commit(make_article(), client=client, headers={"Host": "evil.example"})
    (message,) = outbox.outbox
    assert set(re.findall(r"https?://[^/]+", message.body)) == {"https://counterpoint.example"}


def test_a_sent_mail_is_marked_and_never_sent_again(send_and_commit):
    send_and_commit(make_article())
    mail = Mail.objects.get()
    assert (mail.attempts, mail.last_error, mail.sent_at is None) == (1, "", False)
    call_command("send_due")
    mails.send([mail.pk])
    assert len(outbox.outbox) == 1


def test_rows_are_written_with_the_review_and_nothing_is_sent_before_the_commit(
    django_capture_on_commit_callbacks,
):
    article = make_article()
    with django_capture_on_commit_callbacks() as callbacks:
        send(article)
        assert Mail.objects.filter(sent_at=None).count() == 1
        assert not outbox.outbox
    assert len(callbacks) == 1


@pytest.mark.parametrize("talk", [says_nothing, drips], ids=["silent", "dripping"])
def test_a_server_that_does_not_answer_holds_nobody_up_and_loses_nothing(send_and_commit, settings, talk):
    settings.MAIL_DEADLINE = 0.4
    make_user("mo", group="Moderators", email="mo@example.org")
    with mail_server(settings, talk):
        response = send_and_commit(make_article())
    assert response.status_code == 303
    assert Review.objects.get().status == "pending"
    for mail in Mail.objects.all():
        assert (mail.sent_at, mail.attempts) == (None, 1)
        # The site's deadline, or the socket's, which is the same; smtplib has two names for that.
        assert mail.last_error in ("no answer within 0.4 s", "TimeoutError", "SMTPServerDisconnected")
        assert mail.next_try_at > timezone.now() + timedelta(minutes=1)


def test_mails_for_which_no_time_was_left_keep_their_tries_and_wait_for_the_next(send_and_commit, settings):
    settings.MAIL_DEADLINE = 0.4
    for name in ("mo", "max"):
        make_user(name, group="Moderators", email=f"{name}@example.org")
    with mail_server(settings, falls_silent_after_the_first):
        send_and_commit(make_article())
    reader, tried, waiting = Mail.objects.order_by("pk")
    assert (reader.kind, reader.sent_at is not None) == ("received", True)
    assert (tried.sent_at, tried.attempts) == (None, 1)
    assert (waiting.sent_at, waiting.attempts, waiting.last_error) == (None, 0, "")
    assert list(Mail.objects.due(timezone.now())) == [waiting]


@pytest.mark.parametrize(
    ("talk", "error"),
    [(hangs_up, "SMTPServerDisconnected"), (refuses, "SMTPRecipientsRefused 550")],
    ids=["hangs up", "refuses"],
)
def test_a_failing_server_costs_no_review_and_its_words_are_kept_without_the_address(
    send_and_commit, settings, talk, error, caplog
):
    with mail_server(settings, talk):
        response = send_and_commit(make_article())
    assert response.status_code == 303
    mail = Mail.objects.get()
    assert mail.last_error == error
    assert f"Mail {mail.pk} was not sent" in caplog.text
    assert "osa@" not in caplog.text.lower()


def test_no_server_at_all_is_no_error_for_the_reader(send_and_commit, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_and_commit(make_article()).status_code == 303
    assert Mail.objects.get().last_error.startswith("ConnectionRefusedError")


def test_what_was_left_is_sent_when_the_server_is_back(send_and_commit, settings, capsys):
    with mail_server(settings, hangs_up):
        send_and_commit(make_article())
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_due")
    assert "0 of 0 due mails sent; 1 wait" in capsys.readouterr().out
    make_due()
    call_command("send_due")
    assert "1 of 1 due mails sent; 0 wait, 0 given up" in capsys.readouterr().out
    assert len(outbox.outbox) == 1
    assert Mail.objects.get().sent_at
    assert Mail.objects.get().attempts == 2


def test_one_connection_carries_all_and_one_refusal_keeps_no_other_back(send_and_commit, settings):
    make_user("mo", group="Moderators", email="mo@example.org")
    with mail_server(settings, accepts_the_first_alone):
        send_and_commit(make_article())
    assert Mail.objects.get(kind="received").sent_at
    assert Mail.objects.get(kind="waiting").last_error == "SMTPRecipientsRefused 451"


def test_a_server_that_takes_all_has_all(send_and_commit, settings):
    with mail_server(settings, accepts):
        send_and_commit(make_article())
    assert Mail.objects.get().sent_at


def test_the_pauses_grow_and_end():
    mail = make_mail(make_review(make_article()))
    pauses = []
    for _ in range(mails.MOST_ATTEMPTS):
        mails._mark(mail, "no answer")
        mail.refresh_from_db()
        if mail.next_try_at:
            pauses.append(round((mail.next_try_at - timezone.now()) / timedelta(minutes=1)))
    assert pauses == sorted(pauses)
    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses[-1] == 24 * 60
    assert mail.next_try_at is None
    assert not Mail.objects.due(timezone.now()).exists()


def test_a_mail_that_somebody_is_sending_is_left_to_them():
    mail = make_mail(make_review(make_article()))
    assert mails._claim(mail.pk)
    assert not mails._claim(mail.pk)
    call_command("send_due")
    assert not outbox.outbox
    Mail.objects.update(next_try_at=timezone.now())
    call_command("send_due")
    assert len(outbox.outbox) == 1


def test_a_mail_that_cannot_be_written_keeps_no_other_back(monkeypatch, caplog):
    review = make_review(make_article())
    broken, fine = (make_mail(review, to=f"{name}@example.org") for name in "ab")
    compose = mails.compose

    def fail_for_one(mail):
        if mail.pk == broken.pk:
            raise ValueError("a@example.org")
        return compose(mail)

    monkeypatch.setattr(mails, "compose", fail_for_one)
    assert mails.send([broken.pk, fine.pk]) == 1
    broken.refresh_from_db()
    assert broken.last_error == "ValueError"
    assert "a@example.org" not in caplog.text


def test_a_queue_that_fails_loses_no_review(send_and_commit, monkeypatch):
    class Queue:
        def using(self, backend):
            raise ConnectionError("no queue")

    monkeypatch.setattr("reviews.mails.send_mails", Queue())
    assert send_and_commit(make_article()).status_code == 303
    assert Mail.objects.get().attempts == 0
    call_command("send_due")
    assert len(outbox.outbox) == 1


def test_a_mail_goes_with_its_review():
    review = make_review(make_article())
    make_mail(review)
    review.delete()
    assert not Mail.objects.exists()
