"""Photos that arrive in the same moment, and decisions beside them."""

import pytest
from django.test import Client

from articles.images import renditions
from reviews import photos
from reviews.editing import withdraw
from reviews.models import LeftFile, Photo, Review
from reviews.moderation import decide
from tests.at_once import at_once
from tests.cast import jpeg, make_article, make_photo, make_review
from tests.reviews.album import act, add, fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("folder")]

COLOURS = ("red", "green", "blue", "pink", "black", "white")


def expect_tidy(folder):
    """Files and rows agree."""
    rows = Photo.objects.all()
    assert folder.private == {photo.file for photo in rows}
    assert folder.public == {name for photo in rows for name in renditions.names(photo.renditions)}
    assert not LeftFile.objects.exists()
    for review in Review.objects.all():
        assert review.photo_count == review.photos.public().count()


def test_adding_at_once_never_makes_five(folder):
    review = make_review(make_article())
    for colour in ("teal", "gold", "navy"):
        make_photo(review, colour=colour)
    answers = at_once(*[lambda c=c: add(Client(), review, jpeg(colour=c)) for c in COLOURS])
    assert sorted(answer.status_code for answer in answers) == [303, 422, 422, 422, 422, 422]
    assert review.photos.count() == 4
    assert len(set(review.photos.values_list("position", flat=True))) == 4
    expect_tidy(folder)


def test_a_double_click_adds_a_photo_once(folder):
    review = make_review(make_article())
    answers = at_once(*[lambda: add(Client(), review, jpeg())] * 4)
    assert {answer.status_code for answer in answers} == {303}
    assert review.photos.count() == 1
    expect_tidy(folder)


def test_a_photo_sent_while_its_review_is_approved_is_public_only_when_somebody_saw_it(folder):
    review = make_review(make_article())
    results = at_once(
        lambda: decide(review.pk, "approved", by=None, version=1),
        lambda: add(Client(), review, jpeg()),
    )
    assert results[1].status_code == 303
    assert fresh(review).waiting_since
    assert (Photo.objects.waiting().count(), fresh(review).photo_count) == (1, 0)
    expect_tidy(folder)


def test_a_review_withdrawn_while_photos_are_published_leaves_none(folder):
    review = make_review(make_article())
    for colour in ("red", "blue"):
        make_photo(review, colour=colour)
    results = at_once(
        lambda: decide(review.pk, "approved", by=None, version=1),
        lambda: withdraw(review.pk),
    )
    assert not isinstance(results[1], Exception), results
    assert not Photo.objects.exists()
    expect_tidy(folder)


def test_publishing_twice_at_once_shows_a_photo_once(folder):
    review = make_review(make_article())
    photo = make_photo(review)
    Photo.objects.update(approved_at=photo.added_at)
    Review.objects.update(status="approved", waiting_since=None)
    results = at_once(*[lambda: photos.publish(Photo.objects.get())] * 3)
    assert results == [None] * 3
    assert (fresh(review).photo_count, len(folder.public)) == (1, 2)
    expect_tidy(folder)


def test_moving_and_removing_at_once_keeps_one_order(folder):
    review = make_review(make_article())
    first, second, third, fourth = (make_photo(review, colour=c) for c in COLOURS[:4])
    acts = (("up", fourth), ("down", first), ("remove", second), ("up", third), ("remove", fourth))
    answers = at_once(*[lambda a=a, p=p: act(Client(), review, a, p) for a, p in acts])
    assert {answer.status_code for answer in answers} == {303}
    assert set(review.photos.values_list("pk", flat=True)) == {first.pk, third.pk}
    assert len(set(review.photos.values_list("position", flat=True))) == 2
    expect_tidy(folder)
