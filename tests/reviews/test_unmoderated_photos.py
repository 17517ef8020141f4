"""REVIEWS_MODERATED=off: what is said of photos is public at once as well, unless screening holds it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.models import Mail, Photo
from reviews.moderation import decide
from tests.cast import jpeg, make_article, make_edit, make_photo, make_review, make_user
from tests.reviews.album import act, add, approve, fresh, page, shown, text

LINK = "A cup, see https://example.org/"
BOX = '-alternative">What is to be seen'

# Tasks and deletions come after the commit.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]


@pytest.fixture(autouse=True)
def unmoderated(settings):
    settings.REVIEWS_MODERATED = False


@pytest.fixture
def photo(client):
    """A photo that was added to a published review, and is published with it."""
    review = make_review(make_article(), "approved")
    make_user("mo", group="Moderators", email="mo@example.org")
    assert add(client, review, jpeg()).status_code == 303
    return Photo.objects.exclude(renditions=[]).get()


def save(client, photo, words):
    return act(client, photo.review, "save", photo, alternative=words)


def told_to_moderators():
    return Mail.objects.filter(kind="waiting").count()


def test_what_is_said_of_a_public_photo_is_public_at_once(client, folder, photo):
    names = folder.public
    assert BOX in page(client, photo.review)
    assert save(client, photo, "A red cup").status_code == 303
    assert 'alt="A red cup"' in shown(client, photo.review)
    assert (folder.public, fresh(photo.review).waiting_since) == (names, None)
    assert save(client, photo, "A blue cup").status_code == 303
    assert 'alt="A blue cup"' in shown(client, photo.review)
    assert told_to_moderators() == 0


def test_a_text_that_screening_holds_takes_its_photo_from_the_page(client, folder, photo):
    assert save(client, photo, LINK).status_code == 303
    made = shown(client, photo.review)
    assert "example.org/" not in made
    assert "/media/photos/" not in made
    assert (folder.public, len(folder.private)) == (set(), 1)
    assert "Waits for approval" in page(client, photo.review)
    assert (fresh(photo.review).photo_count, told_to_moderators()) == (0, 1)
    approve(photo.review, None)
    assert "example.org/" in shown(client, photo.review)


def test_a_text_that_was_held_is_public_once_its_writer_has_mended_it(client, photo):
    save(client, photo, LINK)
    assert add(client, photo.review, jpeg(colour="blue")).status_code == 303
    assert "/media/photos/" not in shown(client, photo.review)
    save(client, photo, "A red cup")
    assert 'alt="A red cup"' in shown(client, photo.review)
    assert (fresh(photo.review).photo_count, fresh(photo.review).waiting_since) == (2, None)
    assert told_to_moderators() == 1


def test_a_photo_that_waited_with_a_held_one_is_public_once_that_is_removed(client, photo):
    save(client, photo, LINK)
    add(client, photo.review, jpeg(colour="blue"))
    act(client, photo.review, "remove", photo)
    assert (fresh(photo.review).photo_count, fresh(photo.review).waiting_since) == (1, None)


def test_a_held_text_holds_its_review_too(client):
    review = make_review(make_article(), screening_score=5)
    photo = make_photo(review)
    save(client, photo, LINK)
    make_edit(review, comment="Nothing in this is held by any rule.")
    assert not fresh(review).is_approved
    save(client, photo, "A red cup")
    assert 'alt="A red cup"' in shown(client, review)


def test_words_that_wait_hold_no_text_of_a_photo(client, photo):
    make_edit(photo.review, comment="Buy at https://shop.example and https://more.example now.")
    save(client, photo, "A red cup")
    assert 'alt="A red cup"' in shown(client, photo.review)
    assert fresh(photo.review).waiting_edit


def test_the_page_asks_no_more_for_more_photos(client, photo):
    page(client, photo.review)  # the first page of all asks for the site's own name
    with CaptureQueriesContext(connection) as of_one:
        page(client, photo.review)
    add(client, photo.review, jpeg(colour="blue"), jpeg(colour="red"))
    with CaptureQueriesContext(connection) as of_three:
        assert page(client, photo.review).count(BOX) == 3
    assert len(of_three) == len(of_one)


def test_where_a_person_decides_the_text_stays_as_it_was_approved(client, photo):
    review = photo.review
    for to in ("pending", "approved"):
        review = decide(review.pk, to, by=None, version=fresh(review).version)
    assert BOX not in page(client, review)
    answer = save(client, photo, "Something rude")
    assert (answer.status_code, "has been approved meanwhile" in text(answer)) == (409, True)
    assert "Something rude" not in shown(client, review)
