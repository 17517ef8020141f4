import gzip
import re

import brotli
import pytest

from tests.cast import make_article, make_picture, make_review

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ASKING = {"Accept-Encoding": "gzip, deflate, br, zstd"}
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}
JPEG = b"\xff\xd8\xff"
PUBLIC = ["/", "/articles/tea-and-coffee/", "/articles/tea-and-coffee.md", "/feed.atom", "/sitemap.xml"]


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize(("asked", "way"), [("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip")])
def test_what_is_public_is_compressed_for_those_who_ask(client, address, asked, way):
    make_article()
    plain, packed = client.get(address), client.get(address, headers={"Accept-Encoding": asked})
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == way
    assert UNPACKED[way](packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert "Accept-Encoding" in plain["Vary"]
    assert packed["Vary"] == plain["Vary"]


@pytest.mark.parametrize(
    ("asked", "way"),
    [
        ("br;q=0, gzip", "gzip"),
        ("gzip ; q=0.5, br; Q=0.000", "gzip"),
        ("gzip;q=0", None),
        ("br;q=0.1", "br"),
        ("*;q=0, br", "br"),
        ("abr, xgzip", None),
        ("identity", None),
        ("", None),
    ],
)
def test_nobody_gets_what_they_cannot_decode(client, asked, way):
    assert client.get("/", headers={"Accept-Encoding": asked}).headers.get("Content-Encoding") == way


def test_what_came_compressed_is_found_unchanged_by_the_same_name(client):
    make_article()
    name = client.get("/", headers=ASKING)["ETag"]
    answer = client.get("/", headers=ASKING | {"If-None-Match": name})
    assert (answer.status_code, answer["ETag"], answer["Vary"]) == (304, name, "Accept-Encoding")


def test_what_is_one_readers_own_is_not_compressed(client):
    review = make_review(make_article())
    answer = client.get(review.get_absolute_url(), headers=ASKING)
    assert b"Tea and Coffee" in answer.content
    assert "Content-Encoding" not in answer.headers


def test_a_picture_is_compressed_once(client):
    article = make_article(cover=make_picture())
    picture = re.search(r'src="(/media/[^"]+)"', client.get(article.get_absolute_url()).content.decode())[1]
    answer = client.get(picture, headers=ASKING)
    assert answer.getvalue().startswith(JPEG)
    assert not {"Content-Encoding", "Vary"} & set(answer.headers)
