import errno
import os

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from config.environment import Environment
from config.storages import address

# Where nothing is found, a page of the site is looked for.
pytestmark = pytest.mark.django_db

PICTURE = b"the bytes of a picture"
NAME = "pictures/0123/abcdef-800.avif"


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    """The folder of a site's data, with what must never leave it."""
    found = address.storages(Environment({}), "STORAGE_URL", folder=tmp_path)
    settings.STORAGES = settings.STORAGES | found
    for name in ("secret_key", "db.sqlite3", "secret.jpg"):
        (tmp_path / name).write_bytes(b"secret")
    storages["private"].save("photos/secret.jpg", ContentFile(b"secret"))
    storages["default"].save(NAME, ContentFile(PICTURE))
    return tmp_path


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (NAME, "image/avif"),
        ("cards/tea-and-coffee-12.png", "image/png"),
        ("photos/A_b-C.jpg", "image/jpeg"),
    ],
)
def test_a_picture_is_served_to_be_kept_and_can_do_nothing(client, name, kind, method):
    storages["default"].delete(NAME)
    storages["default"].save(name, ContentFile(PICTURE))
    answer = getattr(client, method)(f"/media/{name}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Content-Length"] == str(len(PICTURE))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Vary" not in answer.headers
    assert not answer.cookies
    assert answer.getvalue() == (PICTURE if method == "get" else b"")


def test_a_picture_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get(f"/media/{NAME}").getvalue() == PICTURE


def test_who_has_a_picture_already_is_told_so(client):
    etag = etag_of(client)
    again = client.get(f"/media/{NAME}", headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert (again.headers["ETag"], "immutable" in again.headers["Cache-Control"]) == (etag, True)
    assert client.get(f"/media/{NAME}", headers={"If-None-Match": '"other"'}).getvalue() == PICTURE


def etag_of(client):
    answer = client.get(f"/media/{NAME}")
    assert answer.getvalue() == PICTURE
    return answer.headers["ETag"]


def test_the_file_is_closed_whether_it_was_sent_or_not(client, monkeypatch):
    opened = []
    real = storages["default"].open
    monkeypatch.setattr(storages["default"], "open", lambda name: opened.append(real(name)) or opened[-1])
    etag = etag_of(client)
    client.get(f"/media/{NAME}", headers={"If-None-Match": etag})
    assert [file.closed for file in opened] == [True, True]


def test_a_picture_that_is_not_there_is_missing_in_plain_words(client):
    answer = client.get("/media/pictures/0123/gone.jpg")
    assert (answer.status_code, answer.content) == (404, b"There is no such picture.\n")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_picture_that_was_deleted_is_gone_for_those_who_kept_it_too(client):
    etag = etag_of(client)
    storages["default"].delete(NAME)
    assert client.get(f"/media/{NAME}", headers={"If-None-Match": etag}).status_code == 404


def test_a_picture_takes_no_orders(client):
    assert client.post(f"/media/{NAME}").status_code == 405


def test_a_disk_that_fails_is_said_and_no_crash(client, monkeypatch, caplog):
    monkeypatch.setattr(storages["default"], "open", fail)
    answer = client.get(f"/media/{NAME}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "private, no-store")
    assert "cannot be read" in answer.content.decode()
    assert "Input/output error" in caplog.text


def fail(*args):
    raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize(
    "path",
    [
        "secret.jpg",
        "secret_key",
        "db.sqlite3",
        "../secret.jpg",
        "../secret_key",
        "../db.sqlite3",
        "../private/photos/secret.jpg",
        "private/photos/secret.jpg",
        "photos/secret.jpg",
        "photos/../../secret.jpg",
        "photos/../../secret_key",
        "photos/../../private/photos/secret.jpg",
        "photos/%2e%2e/%2e%2e/secret.jpg",
        "photos/%2e%2e%2f%2e%2e%2fsecret.jpg",
        "photos/%252e%252e/%252e%252e/secret.jpg",
        "photos/..%5c..%5csecret.jpg",
        "photos\\..\\..\\secret.jpg",
        "photos/..;/..;/secret.jpg",
        "photos//../../secret.jpg",
        "/secret.jpg",
        "%2fetc/passwd",
        "photos/%00/../../secret.jpg",
        "photos/..%00/secret.jpg",
        "../secret_key%00.jpg",
        "photos/%c0%ae%c0%ae/secret.jpg",
        "photos/\uff0e\uff0e/secret.jpg",
        "photos/~root/secret.jpg",
        "photos/" + "a" * 5000 + ".jpg",
        "photos" + "/a" * 2000 + ".jpg",
    ],
)
def test_no_path_leads_out_of_the_public_folder(client, data, path):
    answer = client.get(f"/media/{path}")
    assert answer.status_code == 404
    assert b"secret" not in answer.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "others/a.jpg",
        "a.jpg",
        "pictures/a.svg",
        "pictures/a.html",
        "pictures/a.jpg.html",
        "pictures/a.html.jpg",
        "pictures/.a.jpg",
        "pictures/a",
        "pictures/a-jpg",
        "pictures/a.JPG",
        "pictures/a.jpg.0123.part",
        "pictures/ä.jpg",
        "pictures/٣.jpg",
        "pictures/a.jpg\n",
        "pictures/a b.jpg",
        "Pictures/a.jpg",
    ],
)
def test_only_names_that_the_project_gives_are_served(client, data, name):
    file = data / "media" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(PICTURE)
    assert client.get(f"/media/{name}").status_code == 404


def test_the_host_and_https_hold_for_pictures_too(client, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["example.org"], True
    assert client.get(f"/media/{NAME}", headers={"host": "example.com"}, secure=True).status_code == 400
    answer = client.get(f"/media/{NAME}", headers={"host": "example.org"})
    assert (answer.status_code, answer.headers["Location"]) == (301, f"https://example.org/media/{NAME}")


def test_what_is_private_has_no_address_and_is_the_owners_alone(data):
    with pytest.raises(ValueError, match="has no address"):
        storages["private"].url("photos/secret.jpg")
    modes = {path.name: path.stat().st_mode & 0o777 for path in (data / "private").rglob("*")}
    assert modes == {"photos": 0o700, "secret.jpg": 0o600}
    assert (data / "private").stat().st_mode & 0o777 == 0o700


def test_what_is_public_can_be_read_by_a_server_in_front(data):
    assert storages["default"].url(NAME) == f"/media/{NAME}"
    assert (data / "media" / NAME).stat().st_mode & 0o777 == 0o644


def test_no_picture_replaces_another(client):
    second = storages["default"].save(NAME, ContentFile(b"another"))
    assert second != NAME
    assert client.get(f"/media/{NAME}").getvalue() == PICTURE
    assert client.get(f"/media/{second}").getvalue() == b"another"


@pytest.mark.parametrize("step", ["write", "sync"])
def test_a_full_disk_is_told_to_whoever_saves_and_leaves_no_half_a_picture(client, data, monkeypatch, step):
    content = ContentFile(PICTURE)
    if step == "write":
        monkeypatch.setattr(content, "chunks", half)
    else:
        monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        storages["default"].save("pictures/big.jpg", content)
    assert [path.name for path in (data / "media").rglob("*") if path.is_file()] == ["abcdef-800.avif"]
    assert client.get("/media/pictures/big.jpg").status_code == 404


def half():
    yield PICTURE[:10]
    full()


def full(*args):
    raise OSError(errno.ENOSPC, "No space left on device")
