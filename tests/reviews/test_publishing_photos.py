"""What readers see of photos is copied, hidden and deleted with their review, whatever fails meanwhile."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from reviews import mailed_links, photos
from reviews.editing import withdraw
from reviews.models import LeftFile, Photo, Review
from reviews.moderation import decide
from tests.cast import make_article, make_photo, make_review
from tests.reviews.album import fresh, shown

# Tasks and deletions come after the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]


def test_approving_a_review_shows_its_photos_under_new_names(client, folder, ann):
    review = make_review(make_article())
    photo = make_photo(review, size=(900, 600), alternative="A red cup")
    assert "/media/photos/" not in shown(client, review)
    assert not folder.public
    decide(review.pk, "approved", by=ann, version=review.version)
    assert len(folder.public) == 6
    assert photo.uid.hex not in "".join(folder.public)
    made = shown(client, review)
    for name in folder.public:
        assert client.get(f"/media/{name}").getvalue()
    assert made.count('alt="A red cup"') == 1
    assert 'data-photo="/media/photos/' in made
    assert fresh(review).photo_count == 1
    assert folder.private == {photo.file}
    assert not LeftFile.objects.exists()


def test_a_photo_without_words_is_said_by_its_number_and_writer(client, ann):
    review = make_review(make_article(), name="Rosa “R” <Reader>")
    make_photo(review, colour="red")
    make_photo(review, colour="blue")
    decide(review.pk, "approved", by=ann, version=review.version)
    assert 'alt="Photo 2 of 2 by Rosa “R” &lt;Reader&gt;"' in shown(client, review)


@pytest.mark.parametrize("how", ["rejected", "withdrawn", "replaced"])
def test_what_is_rejected_or_withdrawn_loses_its_photos(client, folder, illustrated, ann, how):
    names = folder.public
    if how == "rejected":
        decide(illustrated.pk, "rejected", by=ann, version=illustrated.version, reason="copied")
    elif how == "withdrawn":
        withdraw(illustrated.pk)
    else:
        Review.objects.update(email_confirmed_at=illustrated.decided_at)
        second = make_review(
            illustrated.article, email=illustrated.email, email_confirmed_at=illustrated.decided_at
        )
        decide(second.pk, "approved", by=ann, version=1)
    assert not Photo.objects.exists()
    assert (folder.public, folder.private, fresh(illustrated).photo_count) == (set(), set(), 0)
    assert {client.get(f"/media/{name}").status_code for name in names} == {404}
    assert not LeftFile.objects.exists()


@pytest.mark.parametrize("to", ["pending", "spam"])
def test_what_is_taken_from_the_page_keeps_its_photos_in_private(client, folder, illustrated, ann, to):
    names = folder.public
    review = decide(illustrated.pk, to, by=ann, version=illustrated.version)
    assert (folder.public, len(folder.private), fresh(review).photo_count) == (set(), 1, 0)
    assert {client.get(f"/media/{name}").status_code for name in names} == {404}
    if to == "spam":
        review = decide(review.pk, "pending", by=ann, version=review.version)
    decide(review.pk, "approved", by=ann, version=review.version)
    assert len(folder.public) == 6
    assert not folder.public & names


def test_a_review_that_was_hidden_while_its_photo_was_copied_shows_none(
    folder, illustrated, ann, monkeypatch
):
    real = photos.renditions.whole
    review = decide(illustrated.pk, "pending", by=ann, version=illustrated.version)

    def slow(jpeg):
        Review.objects.filter(pk=review.pk).update(status="pending")
        return real(jpeg)

    monkeypatch.setattr(photos.renditions, "whole", slow)
    decide(review.pk, "approved", by=ann, version=review.version)
    assert (folder.public, fresh(review).photo_count) == (set(), 0)
    assert not LeftFile.objects.exists()


def test_a_lost_task_is_made_up_for(folder, illustrated, ann, monkeypatch, caplog):
    review = decide(illustrated.pk, "pending", by=ann, version=illustrated.version)
    real = photos.renditions.whole
    monkeypatch.setattr(photos.renditions, "whole", fail)
    decide(review.pk, "approved", by=ann, version=review.version)
    assert (folder.public, caplog.text.count("could not be published")) == (set(), 1)
    call_command("send_due", verbosity=0)
    assert caplog.text.count("could not be published") == 2
    monkeypatch.setattr(photos.renditions, "whole", real)
    call_command("send_due", verbosity=0)
    assert (len(folder.public), fresh(review).photo_count) == (6, 1)


def fail(*args):
    raise OSError("Input/output error")


def test_erasing_leaves_no_file(folder, illustrated):
    make_photo(illustrated, colour="blue")
    waiting = make_review(make_article("Milk"), email=illustrated.email)
    make_photo(waiting)
    assert (len(folder.public), len(folder.private)) == (6, 3)
    address = reverse("reviews:mailed_erase", args=[mailed_links.signed(illustrated)])
    assert Client().post(address).status_code == 303
    assert (folder.public, folder.private) == (set(), set())
    assert not Photo.objects.exists()
    assert not LeftFile.objects.exists()


def test_the_copy_of_all_data_has_the_photos_with_their_address(client, illustrated):
    answer = client.get(reverse("reviews:mailed_data", args=[mailed_links.signed(illustrated)]))
    (photo,) = answer.json()["reviews"][0]["photos"]
    assert photo["alternative"] == "A red cup"
    path = photo["address"].removeprefix("http://127.0.0.1:8000")
    assert client.get(path).getvalue().startswith(b"\xff\xd8")
