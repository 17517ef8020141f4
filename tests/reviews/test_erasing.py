"""Erasing an address leaves no byte of it: not in a table, a file of the database, a mail, a log or a cache."""

import logging
import random
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache.backends import locmem
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.functions import Concat
from django.urls import reverse

from reviews import erasing, mailed_links, moderation, traces
from reviews.email_keys import email_key
from reviews.models import Mail, RatingSummary, Review, Tally
from tests.cast import make_article, make_reports, make_review, make_user
from tests.reviews.sending import send

pytestmark = pytest.mark.django_db(transaction=True)

NAME, EMAIL = "Rosa Quillfeather", "Rosa.Quill@Ünder.example"
KEY = email_key(EMAIL)
TEXT, LATER, ANSWER = "marzipan and elderflower", "gooseberries and thistles", "We thank you, Quillfeather"
ALL = (NAME, EMAIL, KEY, TEXT, LATER, ANSWER)

only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="about SQLite's files")


def in_tables():
    found = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are the database's own
            found += repr(cursor.fetchall())
    return found


def in_database_files():
    # By another process: whoever closes SQLite's file in this one gives up the locks that it holds there.
    name = connection.settings_dict["NAME"]
    files = [str(path) for path in Path(name).parent.glob(f"{Path(name).name}*")]
    return subprocess.run(["cat", *files], capture_output=True, check=True).stdout.decode("utf-8", "replace")


def in_mails(folder):
    return "".join(path.read_text() for path in folder.iterdir())


def standing(text, words=ALL):
    text = text.casefold()
    return {word for word in words if word.casefold() in text}


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_FILE_PATH.mkdir()
    return settings.EMAIL_FILE_PATH


@pytest.fixture
def review(client, folder):
    return make_history(client)


def make_history(client):
    """A review that was sent, published, edited, answered, reported and mailed about."""
    mo = make_user("mo", group="Moderators", email="mo@example.org")
    send(make_article(), client, name=NAME, email=EMAIL, comment=f"All about {TEXT}.")
    review = Review.objects.get()
    moderation.decide(review.pk, "approved", by=mo, version=1)
    edit = {"rating": "2", "name": NAME, "comment": f"All about {LATER}.", "of": "review"}
    assert client.post(reverse("reviews:edit", args=[review.token]), edit).status_code == 303
    review.refresh_from_db()
    moderation.decide_edit(review.pk, approve=True, by=mo, version=review.version)
    moderation.answer(review.pk, ANSWER, by=mo, seen="")
    make_reports(review, 2)
    return review


def erase(client, review):
    return client.post(
        reverse("reviews:mailed_erase", args=[mailed_links.signed(Review.objects.get(pk=review.pk))])
    )


def test_no_byte_of_it_is_left(client, folder, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    review = make_history(client)
    make_review(make_article("Salt and Pepper"), email="ida@example.org", name="Ida Stays")
    assert standing(in_tables()) == set(ALL)
    assert standing(in_mails(folder)) == {KEY}
    if connection.vendor == "sqlite":
        assert standing(in_database_files()) == set(ALL)
    response = erase(client, review)
    assert (response.status_code, response.url) == (303, "/reviews/erased/")
    assert "is erased" in client.get(response.url).content.decode()
    left = in_tables() + in_mails(folder) + repr(locmem._caches)
    if connection.vendor == "sqlite":
        left += in_database_files()
    assert "Ida Stays" in left
    captured = capfd.readouterr()
    assert standing(left + caplog.text + captured.out + captured.err) == set()


def test_the_star_leaves_the_count_and_the_pages(client, review):
    make_review(review.article, "approved", rating=5)
    assert LATER in client.get(review.article.get_absolute_url()).content.decode()
    erase(client, review)
    assert LATER not in client.get(review.article.get_absolute_url()).content.decode()
    assert RatingSummary.objects.get().counters == {1: 0, 2: 0, 3: 0, 4: 0, 5: 1}
    call_command("recount_ratings", check=True)


def test_the_links_of_the_erased_open_nothing(client, review):
    mailed = reverse("reviews:mailed", args=[mailed_links.signed(review)])
    erase(client, review)
    assert client.get(mailed).status_code == 410
    assert client.post(f"{mailed}erase/").status_code == 410
    assert client.get(review.get_absolute_url()).status_code == 404


def test_it_asks_once_and_a_look_erases_nothing(client, review):
    response = client.get(reverse("reviews:mailed_erase", args=[mailed_links.signed(review)]))
    page = response.content.decode()
    assert "Erase everything that is kept with your address?" in page
    assert "This is final" in page
    assert Review.objects.filter(pk=review.pk).exists()


def test_all_of_the_address_goes_and_nothing_of_others(client, review):
    salt = make_article("Salt and Pepper")
    make_review(salt, "approved", email=EMAIL.upper(), rating=1)
    make_review(salt, email=EMAIL)
    kept = [make_review(salt, "approved", rating=3), make_review(review.article, "rejected")]
    erase(client, review)
    assert list(Review.objects.order_by("pk")) == kept
    assert RatingSummary.objects.get(article=salt).counters == {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}
    assert all(row.events.exists() for row in kept)
    call_command("recount_ratings", check=True)


def test_a_tally_stays_of_what_had_become_of_them():
    article = make_article()
    times = {"submitted_at": datetime(2026, 3, 31, 23, 0, tzinfo=UTC)}
    for status in ("rejected", "rejected", "approved", "pending"):
        make_review(article, status, email=EMAIL, rating=2, **times)
    erasing.erase(KEY)
    make_review(article, "rejected", email=EMAIL, rating=2, **times)
    erasing.erase(KEY)
    rows = Tally.objects.order_by("outcome").values_list("article", "stars", "outcome", "reason", "number")
    assert list(rows) == [
        (article.pk, 2, "approved", "", 1),
        (article.pk, 2, "pending", "", 1),
        (article.pk, 2, "rejected", "off_topic", 3),
    ]
    assert {str(month) for month in Tally.objects.values_list("month", flat=True)} == {"2026-03-01"}


def test_mails_to_others_stay(client, review, folder):
    (folder / "20260101-000000-1.log").write_text("To: ida@example.org\n\nHello.\n")
    erase(client, review)
    assert "ida@example.org" in in_mails(folder)


def test_mails_that_a_moderator_got_at_the_same_address_go_as_well(client, folder):
    make_user("rosa", group="Moderators", email=EMAIL)
    review = make_history(client)
    assert Mail.objects.filter(to_key=KEY, kind="waiting", review=None).exists()
    erase(client, review)
    assert list(Mail.objects.filter(to_key=KEY)) == []
    assert Mail.objects.filter(to="mo@example.org").exists()


def test_an_unknown_address_is_no_error():
    make_review(make_article())
    assert erasing.erase("nobody@example.org") == 0
    assert Review.objects.count() == 1


def make_many(number):
    """Reviews that have grown in no order, so that SQLite has split pages of theirs. The keys."""
    article, choose = make_article(), random.Random(1)
    keys = [f"{choose.getrandbits(80):020x}@example.org" for _ in range(number)]
    for key in keys:
        words = {"rating": 4, "name": key[:8], "comment": f"Written by {key}." * choose.randint(1, 20)}
        Review.objects.create(article=article, revision=article.live, email=key, email_key=key, **words)
    for key in choose.sample(keys, number):
        Review.objects.filter(email_key=key).update(comment=Concat("comment", "comment"))
    return keys


@only_sqlite
def test_pages_that_were_split_keep_no_copy(monkeypatch):
    with monkeypatch.context() as patch, transaction.atomic():
        patch.setattr(traces, "rebuild", lambda: None)
        gone = make_many(2000)[::3]
        for key in gone:
            erasing.erase(key)
    assert traces._empty_log()
    # Why the file is written anew: overwriting what is deleted is not enough.
    assert standing(in_database_files(), gone)
    call_command("send_due")
    assert standing(in_database_files(), gone) == set()
    assert traces._due() == 0


@only_sqlite
def test_whoever_reads_meanwhile_puts_it_off_and_loses_nothing(client, review, monkeypatch):
    monkeypatch.setattr(traces, "_empty_log", lambda: False)
    assert erase(client, review).status_code == 303
    assert traces._due() == 1
    monkeypatch.undo()
    call_command("send_due")
    assert traces._due() == 0
    assert standing(in_database_files()) == set()


@only_sqlite
def test_a_log_that_is_being_read_is_left_in_peace(monkeypatch):
    make_review(make_article(), email=EMAIL)
    monkeypatch.setattr(traces, "PATIENCE", 50)
    reader = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM reviews_review").fetchone()
    erasing.erase(KEY)
    assert traces._due() == 1
    reader.close()
    traces.rebuild()
    assert traces._due() == 0
    assert standing(in_database_files()) == set()


def test_a_mail_file_that_cannot_be_read_keeps_no_other_and_is_no_error(
    settings, tmp_path, monkeypatch, caplog
):
    settings.EMAIL_FILE_PATH = tmp_path
    for name in ("1.log", "2.log"):
        (tmp_path / name).write_text("To: rosa@example.org\n\nHello.\n")
    unlink = Path.unlink

    def refuse_the_first(path, **options):
        if path.name == "1.log":
            raise PermissionError(13, "not yours")
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", refuse_the_first)
    traces.remove_mail_files("rosa@example.org")
    assert [file.name for file in tmp_path.iterdir()] == ["1.log"]
    assert "could not be searched or deleted" in caplog.text
    assert "rosa" not in caplog.text


@pytest.mark.parametrize(
    "header",
    [
        "Rosa@Example.org, <",
        "<",
        "rosa@[example.org",
        "a@b, <@",
        "(x rosa@example.org",
        "x,\n\tROSA@example.org, <",
    ],
)
def test_a_mail_with_a_malformed_header_goes_and_keeps_no_other(settings, tmp_path, header):
    settings.EMAIL_FILE_PATH = tmp_path
    for name, to in (("1.log", header), ("2.log", "rosa@example.org"), ("3.log", "ida@example.org")):
        (tmp_path / name).write_text(f"Subject: x\nTo: {to}\n\nHello.\n")
    traces.remove_mail_files("rosa@example.org")
    is_named = "rosa@example.org" in header.casefold()
    left = {file.name for file in tmp_path.iterdir()}
    assert left == ({"3.log"} if is_named else {"1.log", "3.log"})


def test_a_mail_file_that_cannot_be_parsed_is_named_to_the_operator(settings, tmp_path, monkeypatch, caplog):
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "1.log").write_text("To: ida@example.org\n\nHello.\n")

    def stumble(headers):
        raise IndexError(*headers)

    monkeypatch.setattr(traces, "getaddresses", stumble)
    traces.remove_mail_files("rosa@example.org")
    assert "could not be searched or deleted: IndexError in" in caplog.text
    assert "1.log" in caplog.text
    assert "ida" not in caplog.text


def test_a_mail_that_only_speaks_of_the_address_stays(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    (tmp_path / "1.log").write_text("To: ida@example.org\n\nTo: rosa@example.org\n")
    traces.remove_mail_files("rosa@example.org")
    assert list(tmp_path.iterdir())
