"""Helpful votes: one of each reader for a review. The only writer of Review.helpful_count."""

from django.db import transaction
from django.db.models import F

from reviews import ratings
from reviews.models import HelpfulVote, Review


class OwnReview(Exception):
    """The vote comes from the reader who sent the review."""


def is_own(review, reader):
    return bool(review.sender_hash) and review.sender_hash == reader


def has_voted(review, reader):
    return review.helpful_votes.filter(reader_hash=reader).exists()


@transaction.atomic
def vote(review_id, reader):
    """Let `reader`, a hash from reviews.senders, find a review helpful; a second time changes nothing.

    Returns the review. Raises OwnReview, and Review.DoesNotExist when it is not public (any more).
    """
    review = _lock(review_id)
    if is_own(review, reader):
        raise OwnReview
    _, is_new = HelpfulVote.objects.get_or_create(review=review, reader_hash=reader)
    return _count(review, int(is_new))


@transaction.atomic
def take_back(review_id, reader):
    """Undo the vote of `reader`, if there is one. Returns the review; raises Review.DoesNotExist."""
    review = _lock(review_id)
    deleted, _ = review.helpful_votes.filter(reader_hash=reader).delete()
    return _count(review, -deleted)


def _lock(review_id):
    return Review.objects.approved().select_for_update().get(pk=review_id)


def _count(review, change):
    if change:
        Review.objects.filter(pk=review.pk).update(helpful_count=F("helpful_count") + change)
        ratings.renew_page(review.article_id)
        review.refresh_from_db(fields=["helpful_count"])
    return review
