"""What is no photo, too many of them, or no form of ours is refused in words, and leaves nothing."""

import re
from types import SimpleNamespace

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from articles.images import intake
from articles.images.refusals import BUSY, EMPTY, NO_PICTURE
from reviews.models import LeftFile, Photo
from tests.cast import jpeg, make_article, make_photo, make_review
from tests.reviews.album import act, add, address, colours, sent, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def review():
    return make_review(make_article())


def test_several_are_added_at_once_and_each_is_judged_by_itself(client, review, folder):
    good = [jpeg(colour=colour) for colour in ("red", "blue")]
    answer = client.post(
        address(review),
        {
            "act": "add",
            "photos": [
                sent(good[0]),
                sent(b"", "nothing.jpg"),
                sent(b"<svg onload=alert(1)>", "<b>bold.jpg"),
                sent(good[1]),
            ],
        },
    )
    assert answer.status_code == 422
    assert colours(review) == ["#fe0000", "#0000fe"]
    assert len(folder.private) == 2
    shown = text(answer)
    assert f"nothing.jpg</bdi>: {EMPTY}" in shown
    assert f"<b>bold.jpg</bdi>: {NO_PICTURE}" in shown
    assert "<b>bold" not in answer.content.decode()
    assert 'aria-describedby="id_photos_helptext id_photos_error" aria-invalid="true"' in shown


def test_more_files_than_the_server_reads_are_refused_in_words(client, review):
    answer = add(client, review, *[jpeg()] * 9)
    assert answer.status_code == 422
    assert "A review has 4 photos at most." in text(answer)
    assert not review.photos.exists()


def test_who_chose_no_photo_is_asked_to(client, review):
    answer = client.post(address(review), {"act": "add"})
    assert (answer.status_code, "Please choose a photo first." in text(answer)) == (422, True)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("x" * 301, "at most 300 characters; you wrote 301"),
        ("One\nTwo", "cannot hold a line break"),
        ("\u202eesrever", "turns the direction of text"),
        ("broken \ufffd", "arrived broken"),
    ],
)
def test_what_cannot_be_an_alternative_text_is_refused_beside_its_field(client, review, typed, complaint):
    photo, other = make_photo(review, alternative="Before"), make_photo(review, alternative="Other")
    answer = act(client, review, "up", photo, alternative=typed)
    assert answer.status_code == 422
    shown = text(answer)
    field = re.search(rf'<input [^>]*id="id_{photo.uid.hex}-alternative"[^>]*>', shown)[0]
    assert 'aria-invalid="true"' in field
    assert typed.split("\n")[0] in field
    assert complaint in shown
    assert f'href="#id_{photo.uid.hex}-alternative"' in shown
    assert 'value="Other"' in shown
    assert Photo.objects.get(pk=photo.pk).alternative == "Before"
    assert other.alternative == "Other"


def test_bytes_that_are_no_text_are_refused_in_both_kinds_of_form(client, review):
    photo = make_photo(review)
    parts = [("act", b"save"), (f"{photo.uid.hex}-alternative", b"caf\xe9")]
    lines = [
        b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (k.encode(), v) for k, v in parts
    ]
    for body, kind in (
        (b"".join(lines) + b"--x--\r\n", "multipart/form-data; boundary=x"),
        (b"&".join(b"%b=%b" % (k.encode(), v) for k, v in parts), "application/x-www-form-urlencoded"),
    ):
        answer = client.post(address(review), body, content_type=kind)
        assert (answer.status_code, "arrived broken" in text(answer)) == (422, True)
    assert Photo.objects.get().alternative == ""


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"{}", "application/json"),
        (b"act=steal", "application/x-www-form-urlencoded"),
        (b"", "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_of_ours_is_a_bad_request(client, review, body, kind):
    assert client.post(address(review), body, content_type=kind).status_code == 400


def test_a_page_of_another_site_adds_nothing(client, review):
    data = {"act": "add", "photos": [sent(jpeg())]}
    answer = client.post(address(review), data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not review.photos.exists()


def test_photos_are_sent_only_so_often(client, review):
    for _ in range(20):
        assert add(client, review, b"no picture").status_code == 422
    answer = add(client, review, jpeg())
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert "Photos were sent from your network, or for this review, more often" in text(answer)
    assert not review.photos.exists()


def test_the_photos_of_one_request_share_its_deadline(client, review, monkeypatch):
    clock, read = SimpleNamespace(now=0), intake._answer

    def slow(data, limits, until):
        assert clock.now < until
        clock.now += 20
        return read(data, limits, clock.now + 60)

    monkeypatch.setattr(intake, "time", SimpleNamespace(monotonic=lambda: clock.now))
    monkeypatch.setattr(intake, "_answer", slow)
    answer = add(client, review, *(jpeg(colour=colour) for colour in ("red", "green", "blue", "pink")))
    assert (answer.status_code, text(answer).count(f"tea.jpg</bdi>: {BUSY}</a>")) == (422, 2)
    assert colours(review) == ["#fe0000", "#008001"]
    assert add(client, review, jpeg(colour="blue")).status_code == 303


def test_a_disk_that_fails_is_said_and_leaves_nothing(client, review, folder, monkeypatch, caplog):
    monkeypatch.setattr(type(storages["private"]), "save", broken)
    answer = add(client, review, jpeg())
    assert (answer.status_code, "could not be stored" in text(answer)) == (422, True)
    assert "No space left" in caplog.text
    assert not review.photos.exists()
    assert not LeftFile.objects.exists()


def test_a_private_photo_that_cannot_be_read_is_said(client, review, monkeypatch, caplog):
    photo = make_photo(review)
    monkeypatch.setattr(type(storages["private"]), "open", broken)
    answer = client.get(reverse("reviews:photo", args=[review.token, photo.uid]))
    assert (answer.status_code, answer.headers["Cache-Control"]) == (503, "private, no-store")
    assert "No space left" in caplog.text


def broken(*args):
    raise OSError("No space left on device")
