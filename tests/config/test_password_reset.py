import re

import pytest
from django.contrib.auth.models import User
from django.core import mail

from tests.cast import make_user

pytestmark = pytest.mark.django_db


def ask(client, address="ada@example.org", **headers):
    return client.post("/admin/password_reset/", {"email": address}, follow=True, headers=headers)


def test_the_page_to_log_in_leads_to_it(client):
    assert 'href="/admin/password_reset/"' in client.get("/admin/login/").content.decode()


def test_staff_set_a_new_password_by_mail(client):
    make_user("ada", email="ada@example.org")
    assert "We’ve emailed you instructions" in ask(client).content.decode()
    path = re.search(r"http://127\.0\.0\.1:8000(/admin/reset/\S+)", mail.outbox[0].body)[1]
    form = client.get(path, follow=True)
    assert "Enter new password" in form.content.decode()
    passwords = {"new_password1": "sand-castle-7", "new_password2": "sand-castle-7"}
    done = client.post(form.request["PATH_INFO"], passwords, follow=True)
    assert "Your password has been set" in done.content.decode()
    assert User.objects.get().check_password("sand-castle-7")


def test_the_mail_names_the_sites_address_whatever_host_was_asked(client, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make_user("ada", email="ada@example.org")
    ask(client, host="evil.example")
    assert "evil.example" not in mail.outbox[0].subject + mail.outbox[0].body
    assert "http://127.0.0.1:8000/admin/reset/" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Password reset on Counterpoint"
    assert mail.outbox[0].from_email == "Counterpoint <no-reply@localhost>"


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client):
    assert "We’ve emailed you instructions" in ask(client).content.decode()
    assert mail.outbox == []
