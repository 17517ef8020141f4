from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment
from config.storages.address import origins, storages
from tests.config.site import manage, python

BUCKET = "s3://AKEY:sec%2Fret@s3.example.org:9000/pictures"


def read(value, folder=Path("/data")):
    return storages(Environment({"STORAGE_URL": value} if value else {}), "STORAGE_URL", folder=folder)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("/srv/pictures", "must begin with s3://"),
        ("https://hunter2.example.org/bucket", "must begin with s3://"),
        ("s3://key:hunter2@s3.example.org", "must be like"),
        ("s3://key:hunter2@s3.example.org/", "must be like"),
        ("s3://key:hunter2@s3.example.org/a/b", "must be like"),
        ("s3://key:hunter2@s3.example.org/Bucket", "must be like"),
        ("s3://key:hunter2@s3.example.org/bucket#part", "must be like"),
        ("s3://key:hunter2@/bucket", "must be like"),
        ("s3://hunter2@s3.example.org/bucket", "must be like"),
        ("s3://:hunter2@s3.example.org/bucket", "must be like"),
        ("s3://s3.example.org/bucket", "must be like"),
        ("s3://key:hunter/2@s3.example.org/bucket", "can be read"),
        ("s3://key:hunter2@s3.example.org:port/bucket", "can be read"),
        ("s3://key:hunter2@s3.example.org/bucket?regoin=eu-1", "region= and public="),
        ("s3://key:hunter2@s3.example.org/bucket?region", "must have a region"),
        ("s3://key:hunter2@s3.example.org/bucket?&", "region= and public="),
        ("s3://key:hunter2@s3.example.org/bucket?region=eu-1&region=eu-2", "once each"),
        ("s3://key:hunter2@s3.example.org/bucket?region=Europe/Berlin", "must have a region"),
        ("s3://key:hunter2@s3.example.org/bucket?public=cdn.example.org", "must have an address"),
        ("s3://key:hunter2@s3.example.org/bucket?public=https://", "must have an address"),
        (
            "s3://key:hunter2@s3.example.org/bucket?public=https://hunter2@cdn.example.org",
            "must have an address",
        ),
        ("s3://key:hunter2@s3.example.org/bucket?public=https://cdn.example.org;a", "must have an address"),
        (
            "s3://key:hunter2@s3.example.org/bucket?public=https://cdn.example.org/a%20b",
            "must have an address",
        ),
        ("s3://key:hunter2@s3.example.org/bucket?public=https://cdn.example.org/%3Fa", "no ? or #"),
        ("s3://key:hunter2@s3.example.org/bucket?public=https://hunter2@cdn.example.org:port", "can be read"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_words_without_its_secret(value, words):
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL .*\.$") as refusal:
        read(value)
    assert words in str(refusal.value)
    assert "hunter" not in str(refusal.value)


def test_the_start_stops_with_that_sentence(tmp_path):
    run = manage(tmp_path, "check", STORAGE_URL="s3://key:hunter2@s3.example.org")
    assert run.returncode == 1
    assert run.stderr.startswith("STORAGE_URL must be like s3://KEY:SECRET@")
    assert "hunter2" not in run.stderr


def test_without_its_client_no_bucket_can_be_named(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match=r"^STORAGE_URL .*requirements-production\.txt\.$"):
        read(BUCKET)


def test_a_bucket_is_for_both_kinds_of_pictures_under_prefixes_that_keep_them_apart():
    found = {alias: storage["OPTIONS"] for alias, storage in read(f"{BUCKET}?region=eu-1").items()}
    assert {alias: options["location"] for alias, options in found.items()} == {
        "default": "public",
        "private": "private",
    }
    for options in found.values():
        assert (options["access_key"], options["secret_key"]) == ("AKEY", "sec/ret")
        assert options["endpoint_url"] == "https://s3.example.org:9000"
        assert (options["bucket_name"], options["region_name"]) == ("pictures", "eu-1")


def test_a_server_without_tls_has_to_be_named_as_one():
    options = read(BUCKET.replace("s3://", "s3+http://"))["default"]["OPTIONS"]
    assert (options["endpoint_url"], options["region_name"]) == ("http://s3.example.org:9000", "us-east-1")


@pytest.mark.parametrize(
    ("value", "address", "named"),
    [
        (None, "/media/", []),
        (BUCKET, "/media/", []),
        (
            f"{BUCKET}?public=https://CDN.example.org/",
            "https://cdn.example.org/public/",
            ["https://cdn.example.org"],
        ),
        (
            f"{BUCKET}?public=http://127.0.0.1:9000/b",
            "http://127.0.0.1:9000/b/public/",
            ["http://127.0.0.1:9000"],
        ),
    ],
)
def test_the_policy_names_the_host_that_pictures_come_from(value, address, named):
    found = read(value)["default"]["OPTIONS"]["base_url"]
    assert found == address
    assert origins(found) == named


def test_pages_allow_pictures_of_that_host_and_are_another_release(tmp_path):
    here, there = shown(tmp_path), shown(tmp_path, STORAGE_URL=f"{BUCKET}?public=https://cdn.example.org")
    assert here["img-src"] == ["'self'", "data:"]
    assert there["img-src"] == ["'self'", "data:", "https://cdn.example.org"]
    assert here["release"] != there["release"]


def test_unless_set_pictures_are_files_among_the_data(tmp_path):
    found = shown(tmp_path)
    assert found["places"] == [str(tmp_path / "media"), str(tmp_path / "private")]


def test_a_secret_stands_where_no_page_of_errors_shows_it(tmp_path):
    question = (
        "from django.views.debug import get_default_exception_reporter_filter as f; "
        "print(f().get_safe_settings()['STORAGES'])"
    )
    run = manage(tmp_path, "shell", "--no-imports", "-c", question, STORAGE_URL=BUCKET)
    assert "s3.example.org" in run.stdout
    assert "AKEY" not in run.stdout
    assert "sec/ret" not in run.stdout


def shown(data_dir, **values):
    question = (
        "from config import settings as s; "
        "print({'img-src': [str(x) for x in s.SECURE_CSP['img-src']], 'release': s.RELEASE, "
        "'places': [str(s.STORAGES[a]['OPTIONS']['location']) for a in ('default', 'private')]})"
    )
    run = python(data_dir, "-c", question, **values)
    assert run.returncode == 0, run.stderr
    return eval(run.stdout)  # noqa: S307
