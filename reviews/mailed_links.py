"""The links that are only ever mailed: who opens one has shown that the mailbox is theirs.

A link is signed, so nothing about it is stored; it dies after 90 days, when its review is erased, and when
`link_version` moves because a newer one was asked for.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from reviews.models import Review

SALT = "reviews.mailed_links"
LIFETIME = timedelta(days=90)


def signed(review):
    return signing.dumps([review.pk, review.link_version], salt=SALT)


def url(review, name="mailed"):
    """The absolute address of the page called `name`, for a mail to the writer of `review`."""
    return settings.SITE_URL + reverse(f"reviews:{name}", args=[signed(review)])


def review_of(text):
    """The review that a link was mailed for, or None when the link is dead."""
    try:
        pk, version = signing.loads(text, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return Review.objects.filter(pk=pk, link_version=version).first()
