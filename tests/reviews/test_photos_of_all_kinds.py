"""Every good and every hostile picture, through the address that a reader sends them to."""

import inspect

import pytest
from django.core.files.storage import default_storage, storages

from articles.images import refusals
from articles.images.limits import READERS
from reviews.models import LeftFile
from tests.cast import make_article, make_review, publish_photos
from tests.pictures import GOOD, HOSTILE, METADATA, assert_bare
from tests.reviews.album import add, text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("folder")]

SENTENCES = {words for _, words in inspect.getmembers(refusals) if isinstance(words, str)}
SENTENCES |= {READERS.too_large.sentence, READERS.too_many_pixels.sentence}
# As many pixels as editors may send.
TOO_LARGE = [name for name, _ in GOOD if "allowed" in name]
ALL_GOOD = dict(GOOD)


@pytest.fixture
def review():
    return make_review(make_article())


@pytest.mark.parametrize(("name", "make"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_what_is_hostile_is_refused_in_words_and_kept_nowhere(client, review, folder, name, make):
    answer = add(client, review, make())
    assert answer.status_code == 422, name
    assert [words for words in SENTENCES if f"tea.jpg</bdi>: {words}" in text(answer)]
    assert (folder.private, review.photos.count()) == (set(), 0)
    assert not LeftFile.objects.exists()


@pytest.mark.parametrize("name", [name for name in ALL_GOOD if name not in TOO_LARGE])
def test_what_is_good_is_taken_and_neither_copy_has_metadata(client, review, name):
    assert add(client, review, ALL_GOOD[name]()).status_code == 303
    photo = review.photos.get()
    with storages["private"].open(photo.file) as file:
        kept = file.read()
    assert_bare(kept)
    assert max(photo.width, photo.height) <= READERS.longest
    review.status = "approved"
    review.save(update_fields=["status"])
    publish_photos(review)
    photo.refresh_from_db()
    for row in photo.renditions:
        for ending in ("avif", "jpg"):
            with default_storage.open(row[ending]) as file:
                shown = file.read()
            assert [word for word in METADATA if word in kept + shown] == []


@pytest.mark.parametrize("name", TOO_LARGE)
def test_readers_send_smaller_ones_than_editors(client, review, name):
    answer = add(client, review, ALL_GOOD[name]())
    assert answer.status_code == 422
    assert {READERS.too_large.sentence, READERS.too_many_pixels.sentence} & {
        w for w in SENTENCES if w in text(answer)
    }
