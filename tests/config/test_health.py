import pytest
from django.db import DatabaseError, connection

from config.environment import Environment


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_probe_is_answered(client, db, address, method):
    response = getattr(client, method)(address)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_probe_only_asks(client, db, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_probe_needs_neither_https_nor_the_name_of_the_site(client, db, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address, headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_the_process_is_alive_without_a_database(client):
    assert client.get("/healthz").content == b"The process runs.\n"


def test_without_a_database_the_site_is_not_ready(client, db, monkeypatch, caplog):
    def fail():
        raise DatabaseError("no connection")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", fail)
        response = client.get("/readyz")
    assert response.status_code == 503
    assert "database does not answer" in response.content.decode()
    assert "no connection" in caplog.text


def test_before_the_first_migration_the_site_is_not_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO gone")
    assert client.get("/readyz").status_code == 503


def test_a_cache_that_does_not_answer_is_said_and_stops_nobody(client, db, settings, caplog):
    url = "redis://me:hunter2@127.0.0.1:1/0"
    settings.CACHES = Environment({"CACHE_URL": url}).caches("CACHE_URL")
    response = client.get("/readyz")
    assert response.status_code == 200
    assert "The cache does not answer; the site works without it." in response.content.decode()
    assert "The cache does not answer." in caplog.text
    assert "hunter2" not in response.content.decode() + caplog.text


def test_a_cache_that_answers_or_is_not_there_is_not_spoken_of(client, db):
    assert client.get("/readyz").content == b"The database answers.\n"
