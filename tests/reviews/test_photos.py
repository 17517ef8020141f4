"""Photos on the private page of a review: added, described, ordered, removed, and seen by nobody else."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.images.limits import ACCEPT
from reviews import illustrating
from reviews.models import LeftFile, Photo, Review
from reviews.moderation import SITE, DecisionRefused, decide
from tests.cast import jpeg, make_article, make_edit, make_photo, make_review, publish_photos
from tests.reviews.album import act, add, address, colours, page, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def review():
    return make_review(make_article())


def test_a_photo_is_added_and_shown_to_its_writer(client, review, folder):
    answer = add(client, review, jpeg())
    assert (answer.status_code, answer.url) == (303, f"{review.get_absolute_url()}#photos")
    photo = review.photos.get()
    private = reverse("reviews:photo", args=[review.token, photo.uid])
    assert f'<img src="{private}" width="64" height="48" alt="Photo 1"' in page(client, review)
    shown = client.get(private)
    assert shown.getvalue().startswith(b"\xff\xd8")
    assert folder.private == {photo.file}
    assert folder.public == set()
    assert not LeftFile.objects.exists()


def test_the_private_photo_is_kept_by_nobody_and_can_do_nothing(client, review):
    photo = make_photo(review)
    answer = client.get(reverse("reviews:photo", args=[review.token, photo.uid]))
    assert answer.getvalue()
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_nobody_without_the_token_sees_a_photo_that_waits(client, review, moderator):
    photo, other = make_photo(review), make_review(review.article)
    name = photo.file
    for path in (
        reverse("reviews:photo", args=[other.token, photo.uid]),
        reverse("reviews:photo", args=["x" * 43, photo.uid]),
        reverse("reviews:photo", args=[review.token, uuid.uuid4()]),
        f"/reviews/{review.uid}/photos/{photo.uid}/",
        f"/media/{name}",
        f"/media/private/{name}",
        f"/media/../private/{name}",
    ):
        for reader in (client, Client()):
            assert reader.get(path).status_code == 404, path


def test_a_photo_of_spam_is_shown_to_nobody_who_sent_it(client, review):
    photo = make_photo(review)
    path = reverse("reviews:photo", args=[review.token, photo.uid])
    assert client.get(path).getvalue()
    decide(review.pk, "spam", by=SITE, version=review.version)
    assert client.get(path).status_code == 404
    assert "Add photos" not in page(client, review)
    assert add(client, review, jpeg()).status_code == 409


def test_a_review_has_four_photos_at_most(client, review, folder):
    for colour in ("red", "green"):
        make_photo(review, colour=colour)
    answer = add(client, review, *(jpeg(colour=colour) for colour in ("blue", "white", "black", "pink")))
    assert answer.status_code == 422
    assert "A review has 4 photos at most." in text(answer)
    assert "Remove one to add another." in text(answer)
    assert (review.photos.count(), len(folder.private)) == (4, 4)
    assert not LeftFile.objects.exists()


def test_the_same_photo_sent_twice_is_there_once(client, review, folder):
    for _ in range(2):
        assert add(client, review, jpeg(), jpeg()).status_code == 303
    assert (review.photos.count(), len(folder.private)) == (1, 1)
    assert not LeftFile.objects.exists()


def test_photos_are_moved_and_removed(client, review, folder):
    first, second, third = (make_photo(review, colour=colour) for colour in ("red", "green", "blue"))
    assert act(client, review, "up", third).status_code == 303
    assert colours(review) == ["red", "blue", "green"]
    act(client, review, "down", first)
    assert colours(review) == ["blue", "red", "green"]
    for step, photo in (("up", third), ("down", second)):
        assert act(client, review, step, photo).status_code == 303
    assert colours(review) == ["blue", "red", "green"]
    with_files = Photo.objects.get(pk=third.pk).file
    act(client, review, "remove", third)
    assert colours(review) == ["red", "green"]
    assert act(client, review, "remove", third).status_code == 303
    assert LeftFile.objects.get().name == with_files


def test_another_reviews_photos_are_not_touched(client, review):
    photo = make_photo(make_review(review.article))
    for name in ("remove", "up", "save"):
        assert act(client, review, name, photo, alternative="Mine").status_code == 303
    assert Photo.objects.get().alternative == ""


def test_what_is_to_be_seen_is_said_in_one_line(client, review):
    photo = make_photo(review)
    assert act(client, review, "save", photo, alternative="  A <cup> of tea ").status_code == 303
    assert 'alt="A <cup> of tea"' in page(client, review)
    assert "<cup>" not in client.get(review.get_absolute_url()).content.decode()


@pytest.mark.parametrize("button", ["save", "up", "down", "remove", "add"])
def test_no_text_is_lost_whatever_button_is_pressed(client, review, button):
    first, second, third = (make_photo(review, colour=colour) for colour in ("red", "green", "blue"))
    texts = {f"{photo.uid.hex}-alternative": f"Text {photo.pk}" for photo in (first, second, third)}
    sent = {"act": f"{button} {second.uid}" if button in ("up", "down", "remove") else button}
    if button == "add":
        sent["photos"] = SimpleUploadedFile("picture.txt", b"no picture")
    client.post(address(review), sent | texts)
    kept = {first, third} if button == "remove" else {first, second, third}
    assert {photo.alternative for photo in Photo.objects.all()} == {f"Text {photo.pk}" for photo in kept}


def test_a_browser_offers_what_is_accepted(client, review):
    assert f'type="file" name="photos" id="id_photos" accept="{ACCEPT}"' in page(client, review)


def test_its_address_leads_back_to_the_page(client, review):
    answer = client.get(address(review))
    assert (answer.status_code, answer.url) == (303, f"{review.get_absolute_url()}#photos")


@pytest.mark.parametrize("status", ["rejected", "withdrawn"])
def test_no_photo_is_added_to_what_is_decided_for_good(client, status, folder):
    review = make_review(make_article(), status)
    answer = add(client, review, jpeg())
    assert answer.status_code == 409
    assert "cannot be changed any more" in text(answer)
    assert 'href="#id_' not in text(answer)
    assert "Add photos" not in page(client, review)
    assert folder.private == set()


def test_a_review_that_was_decided_while_a_photo_was_read_takes_none(client, review, folder, monkeypatch):
    real = illustrating.take_in

    def slow(*args):
        taken = real(*args)
        decide(review.pk, "spam", by=SITE, version=review.version)
        return taken

    monkeypatch.setattr(illustrating, "take_in", slow)
    assert add(client, review, jpeg()).status_code == 409
    assert folder.private == set()
    assert not LeftFile.objects.exists()


def test_who_saw_other_photos_decides_nothing(client, review):
    photo = make_photo(review, colour="red")
    make_photo(review, colour="blue")
    for name, typed in (("save", {"alternative": "Tea"}), ("down", {}), ("remove", {})):
        before = Review.objects.get().version
        act(client, review, name, photo, **typed)
        with pytest.raises(DecisionRefused, match="its writer has changed it meanwhile"):
            decide(review.pk, "approved", by=SITE, version=before)
    before = Review.objects.get().version
    add(client, review, jpeg())
    with pytest.raises(DecisionRefused):
        decide(review.pk, "approved", by=SITE, version=before)


def test_the_text_of_an_approved_photo_stays_as_it_was_approved(client):
    review = make_review(make_article(), "approved")
    photo = make_photo(review, alternative="As approved")
    review = publish_photos(review)
    shown = page(client, review)
    assert "As approved" in shown
    assert '-alternative"' not in shown
    answer = act(client, review, "save", photo, alternative="Something rude")
    assert answer.status_code == 409
    assert "You had written: “<bdi>Something rude</bdi>”" in text(answer)
    assert Photo.objects.get().alternative == "As approved"


def test_the_page_says_which_photos_wait(client):
    review = make_review(make_article(), "approved")
    make_photo(review)
    review = publish_photos(review)
    assert "Waits for approval" not in page(client, review)
    add(client, review, jpeg())
    assert page(client, review).count("Waits for approval") == 1


def test_photos_wait_with_an_edit(client):
    review = make_review(make_article(), "approved")
    make_edit(review)
    assert add(client, review, jpeg()).status_code == 303
    assert Photo.objects.waiting().count() == 1
