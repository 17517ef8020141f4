import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.settings import env
from tests.config.site import KEY, manage, python
from tests.variables import EXAMPLE, SETTINGS


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("DEBUG", "maybe", "must be on or off"),
        ("DEBUG", "", "set but empty"),
        ("SECRET_KEY", "short", "too easy to guess"),
        ("SECRET_KEY", "ab" * 40, "too easy to guess"),
        ("DATA_DIR", "/nowhere/at/all", "not a folder"),
        ("SITE_NAME", "Two\nlines", "line break"),
        ("SITE_URL", "example.org", "http:// or https://"),
        ("SITE_URL", "ftp://example.org", "http:// or https://"),
        ("SITE_URL", "https://example.org/articles", "must end after the host"),
        ("SITE_URL", "https://example.org:port", "can be read"),
        ("SITE_URL", "https://me@example.org", "no usable host"),
        ("SITE_URL", "https://exa_mple .org", "no usable host"),
        ("ALLOWED_HOSTS", "", "set but empty"),
        ("ALLOWED_HOSTS", "127.0.0.1,,localhost", "empty place"),
        ("ALLOWED_HOSTS", "http://127.0.0.1", "which is no host"),
        ("ALLOWED_HOSTS", "example.org", "does not name 127.0.0.1"),
        ("TRUSTED_PROXIES", "proxy.example.org", "must be addresses or networks"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "must be addresses or networks"),
        ("LANGUAGE_CODE", "klingon", "must be a language"),
        ("TIME_ZONE", "Europe/Atlantis", "must be a zone"),
        ("DATABASE_URL", "mysql://127.0.0.1/site", "sqlite:/// or postgres://"),
        ("DATABASE_URL", "postgres://127.0.0.1", "names no database"),
        ("DATABASE_URL", "postgres://127.0.0.1:port/site", "can be read"),
        ("DATABASE_URL", "sqlite://:memory:", "can be read"),
        ("DATABASE_URL", "sqlite://", "names no database"),
        ("CACHE_URL", "memcached://127.0.0.1", "must be locmem://"),
        ("CACHE_URL", "locmem://here", "must be locmem://"),
        ("CACHE_URL", "redis://", "must be like"),
        ("CACHE_URL", "redis://127.0.0.1:6379/first", "must be like"),
        ("CACHE_URL", "redis://127.0.0.1:6379/0?ssl=on", "must be like"),
        ("CACHE_URL", "redis://127.0.0.1:port/0", "can be read"),
        ("RATE_LIMITS", "few", "must be on or off"),
        ("EMAIL_URL", "mail.example.org", "must begin with one of"),
        ("EMAIL_URL", "smtps://mail.example.org", "must begin with one of"),
        ("EMAIL_URL", "smtp+tls://", "must be like"),
        ("MAIL_FROM", "nobody", "must be an email address"),
        ("CONTACT_EMAIL", "Ada <ada@example.org>", "must be an email address"),
    ],
)
def test_a_value_that_makes_no_sense_stops_the_start_with_a_sentence(tmp_path, name, value, words):
    run = manage(tmp_path, "check", **{name: value})
    assert run.returncode == 1
    assert re.fullmatch(rf"{name}\b.*{re.escape(words)}.*\.\n", run.stderr)


def test_no_sentence_repeats_a_password(tmp_path):
    for name in ("DATABASE_URL", "CACHE_URL", "EMAIL_URL"):
        assert (
            "hunter2" not in manage(tmp_path, "check", **{name: "other://me:hunter2@127.0.0.1/site"}).stderr
        )


def test_the_server_stops_with_the_sentence_too(tmp_path):
    arguments = [
        "-m",
        "gunicorn",
        "--config",
        "python:config.gunicorn",
        "--bind",
        "127.0.0.1:0",
        "config.wsgi",
    ]
    run = python(tmp_path, *arguments, TIME_ZONE="Europe/Atlantis")
    assert run.returncode != 0
    assert run.stderr.splitlines()[0].startswith("TIME_ZONE must be a zone")
    assert "Traceback" not in run.stderr


def test_without_a_key_the_start_stops(tmp_path):
    run = manage(tmp_path, "check", SECRET_KEY=None)
    assert run.stderr.startswith(f"SECRET_KEY is not set and there is no file {tmp_path}/secret_key")


def test_the_key_may_lie_in_a_file(tmp_path):
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert value_of(tmp_path, "SECRET_KEY", SECRET_KEY=None) == repr(KEY)


def test_a_bad_key_in_a_file_stops_the_start(tmp_path):
    (tmp_path / "secret_key").write_text("\n")
    assert "too easy to guess" in manage(tmp_path, "check", SECRET_KEY=None).stderr


def test_the_example_names_exactly_the_settings_that_are_read():
    assert env.names == SETTINGS


def test_each_setting_in_the_example_has_a_line_that_explains_it():
    paragraphs = EXAMPLE.read_text().split("\n\n")[1:]
    assert all(re.search(r"\A# [A-Zo].*\n(#.*\n)*# [A-Z_]+=", paragraph) for paragraph in paragraphs)


def test_sqlite_waits_for_its_turn_and_keeps_what_it_acknowledged(tmp_path):
    question = (
        "from django.db import connection as c; k = c.cursor(); "
        "print([k.execute(f'PRAGMA {p}').fetchone()[0] for p in "
        "('journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout')], c.transaction_mode)"
    )
    run = manage(tmp_path, "shell", "--no-imports", "-c", question)
    assert run.stdout == "['wal', 2, 1, 30000] IMMEDIATE\n"


def test_postgresql_is_asked_whether_a_kept_connection_still_lives(tmp_path):
    address = "postgres://me:p%40ss@db.example.org:5433/site?sslmode=require"
    database = eval(value_of(tmp_path, "DATABASES", DATABASE_URL=address))["default"]  # noqa: S307
    assert (database["PASSWORD"], database["PORT"]) == ("p@ss", 5433)
    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["OPTIONS"]["sslmode"] == "require"
    assert database["OPTIONS"]["connect_timeout"] == 5


def test_a_redis_is_for_figures_and_limits_and_its_password_stands_where_no_page_shows_it(tmp_path):
    address = "rediss://me:p%40ss@cache.example.org:6380/2"
    found = eval(value_of(tmp_path, "CACHES", CACHE_URL=address))  # noqa: S307
    assert set(found) == {"default", "limits"}
    for cache in found.values():
        assert cache["LOCATION"] == "rediss://cache.example.org:6380/2"
        assert (cache["OPTIONS"]["username"], cache["OPTIONS"]["password"]) == ("me", "p@ss")
        assert cache["OPTIONS"]["socket_timeout"] <= 2
        assert cache["OPTIONS"]["socket_connect_timeout"] <= 2
        assert cache["KEY_PREFIX"] == "counterpoint"


def test_limits_are_in_memory_only_where_somebody_said_that_there_is_one_process(tmp_path):
    question = "from django.conf import settings; print(sorted(settings.CACHES))"
    command = ("shell", "--no-imports", "-c", question)
    assert manage(tmp_path, *command).stdout == "['default']\n"
    assert manage(tmp_path, *command, CACHE_URL="locmem://").stdout == "['default', 'limits']\n"


def test_without_its_client_no_redis_can_be_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"^CACHE_URL .*requirements-production\.txt\.$"):
        Environment({"CACHE_URL": "redis://127.0.0.1"}).caches("CACHE_URL")


def test_mails_are_files_unless_a_server_is_named(tmp_path):
    assert value_of(tmp_path, "EMAIL_FILE_PATH") == repr(tmp_path / "mail")


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp://mail.example.org", 25, False, False),
        ("smtp+tls://mail.example.org", 587, True, False),
        ("smtp+ssl://me:secret@mail.example.org:2465", 2465, False, True),
    ],
)
def test_a_mail_server_is_used_with_the_encryption_that_was_named(tmp_path, address, port, tls, ssl):
    values = {"EMAIL_URL": address}
    names = ("EMAIL_PORT", "EMAIL_USE_TLS", "EMAIL_USE_SSL")
    assert [value_of(tmp_path, name, **values) for name in names] == [str(port), str(tls), str(ssl)]
    assert value_of(tmp_path, "EMAIL_HOST", **values) == "'mail.example.org'"


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        (None, "Tea & Co <no-reply@tea.example>"),
        ("post@tea.example", "Tea & Co <post@tea.example>"),
        ("The Post <post@tea.example>", "The Post <post@tea.example>"),
    ],
)
def test_mails_come_from_the_site(tmp_path, given, sender):
    values = {"SITE_URL": "http://tea.example", "ALLOWED_HOSTS": "tea.example", "SITE_NAME": "Tea & Co"}
    assert value_of(tmp_path, "DEFAULT_FROM_EMAIL", MAIL_FROM=given, **values) == repr(sender)


def test_a_local_site_sends_from_localhost(tmp_path):
    assert value_of(tmp_path, "DEFAULT_FROM_EMAIL") == "'Counterpoint <no-reply@localhost>'"


@pytest.mark.parametrize("name", ["SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"])
def test_https_in_the_address_and_nothing_else_turns_on_what_needs_it(tmp_path, name):
    hosts = {"ALLOWED_HOSTS": "tea.example"}
    assert value_of(tmp_path, name, SITE_URL="https://tea.example/", **hosts) == "True"
    assert value_of(tmp_path, name, SITE_URL="http://tea.example", **hosts) == "False"


def test_the_release_changes_with_what_pages_show_and_is_none_while_debugging(tmp_path):
    plain = value_of(tmp_path, "RELEASE")
    assert plain == value_of(tmp_path, "RELEASE", TRUSTED_PROXIES="10.0.0.0/8")
    assert plain != value_of(tmp_path, "RELEASE", SITE_NAME="Tea & Co")
    assert plain != value_of(tmp_path, "RELEASE", CONTACT_EMAIL="editors@example.org")
    assert plain != value_of(tmp_path, "RELEASE", REVIEWS_MODERATED="off")
    assert value_of(tmp_path, "RELEASE", DEBUG="on") == "''"


def value_of(data_dir, name, **values):
    run = python(
        data_dir,
        "-c",
        f"from config import settings as s; print(repr(getattr(s, {name!r}, False)))",
        **values,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()
