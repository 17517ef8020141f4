import urllib.request
from urllib.error import HTTPError
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import BotoCoreError
from django.core.files.base import ContentFile
from django.core.files.storage import storages as site_storages

from articles.media import FOREVER
from config.environment import Environment
from config.storages.address import storages
from tests.config import s3

PICTURE = b"the bytes of a picture" * 1000
NAME = "pictures/0123/abcdef-800.avif"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with s3.s3_server(tmp_path_factory.mktemp("s3")) as address:
        yield address


@pytest.fixture
def bucket(server):
    """The bucket, seen from outside the site; empty again afterwards."""
    client = s3.client(urlsplit(f"//{server}").port)
    yield client
    for key in keys(client):
        client.delete_object(Bucket=s3.BUCKET, Key=key)


@pytest.fixture
def use(settings, tmp_path):
    """Keep the site's pictures where an address says."""

    def use(address):
        found = storages(Environment({"STORAGE_URL": address}), "STORAGE_URL", folder=tmp_path)
        settings.STORAGES = settings.STORAGES | found

    return use


@pytest.fixture
def site(use, server, bucket):
    use(f"s3+http://key:sec%2Fret@{server}/{s3.BUCKET}?public=http://{server}/{s3.BUCKET}")
    return site_storages


def keys(bucket):
    return [found["Key"] for found in bucket.list_objects_v2(Bucket=s3.BUCKET).get("Contents", [])]


@pytest.mark.parametrize("alias", ["default", "private"])
def test_a_picture_is_kept_read_and_deleted(site, bucket, alias):
    storage = site[alias]
    assert storage.save(NAME, ContentFile(PICTURE)) == NAME
    assert storage.exists(NAME)
    with storage.open(NAME) as file:
        assert file.read() == PICTURE
    storage.delete(NAME)
    assert not storage.exists(NAME)
    assert keys(bucket) == []
    with pytest.raises(FileNotFoundError):
        storage.open(NAME)


def test_a_public_picture_is_told_to_be_what_it_is_and_to_stay(site, bucket, monkeypatch):
    # A machine whose own list of types is older than AVIF.
    monkeypatch.setattr("mimetypes.guess_type", lambda name: (None, None))
    site["default"].save(NAME, ContentFile(PICTURE))
    kept = bucket.head_object(Bucket=s3.BUCKET, Key=f"public/{NAME}", ChecksumMode="ENABLED")
    assert not [header for header in kept if header.startswith("Checksum")]
    assert (kept["ContentType"], kept["CacheControl"]) == ("image/avif", FOREVER)


def test_readers_load_it_from_the_address_that_was_named_and_nothing_private(site):
    for alias in ("default", "private"):
        site[alias].save(NAME, ContentFile(PICTURE))
    address = site["default"].url(NAME)
    assert "?" not in address
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == PICTURE
    with pytest.raises(HTTPError, match="403"):
        urllib.request.urlopen(address.replace("/public/", "/private/"))


def test_a_private_picture_lies_apart_and_has_no_address(site, bucket):
    site["private"].save(NAME, ContentFile(PICTURE))
    assert keys(bucket) == [f"private/{NAME}"]
    assert bucket.head_object(Bucket=s3.BUCKET, Key=f"private/{NAME}")["CacheControl"] == "private, no-store"
    assert not site["default"].exists(NAME)
    with pytest.raises(ValueError, match="has no address"):
        site["private"].url(NAME)


def test_what_the_machine_has_for_another_bucket_is_not_used(use, monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of-the-machine")
    monkeypatch.setenv("AWS_S3_SESSION_PROFILE", "of-the-machine")
    use("s3://key:secret@s3.example.org/pictures")
    assert site_storages["default"].security_token is None


def test_a_bucket_needs_no_host_of_its_own(use, monkeypatch, tmp_path):
    (tmp_path / "aws").write_text("[default]\ns3 =\n  addressing_style = virtual\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "aws"))
    use("s3://key:secret@s3.example.org/pictures")
    client, wanted = site_storages["default"].connection.meta.client, {"Bucket": "pictures", "Key": "a"}
    address = client.generate_presigned_url("get_object", Params=wanted)
    assert address.startswith("https://s3.example.org/pictures/a?")


def test_no_picture_replaces_another(site):
    first = site["default"].save(NAME, ContentFile(PICTURE))
    second = site["default"].save(NAME, ContentFile(b"another"))
    assert first != second
    with site["default"].open(first) as file:
        assert file.read() == PICTURE


def test_without_a_public_address_the_site_serves_what_is_public_and_nothing_else(
    use, server, bucket, client, db
):
    use(f"s3+http://key:secret@{server}/{s3.BUCKET}")
    site_storages["default"].save(NAME, ContentFile(PICTURE))
    site_storages["private"].save("photos/secret.jpg", ContentFile(PICTURE))
    assert site_storages["default"].url(NAME) == f"/media/{NAME}"
    answer = client.get(f"/media/{NAME}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/avif")
    assert (answer.getvalue(), answer.headers["Content-Length"]) == (PICTURE, str(len(PICTURE)))
    assert client.get("/media/photos/secret.jpg").status_code == 404


def test_a_bucket_that_does_not_answer_is_said_and_no_crash(use, client, db, caplog, monkeypatch):
    use("s3+http://key:hunter2@127.0.0.1:1/pictures")
    answer = client.get(f"/media/{NAME}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "private, no-store")
    assert "127.0.0.1:1/pictures" in caplog.text
    assert "hunter2" not in caplog.text
    with pytest.raises(BotoCoreError):
        site_storages["default"].save(NAME, ContentFile(PICTURE))
