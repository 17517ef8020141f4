"""The links that are only ever mailed: who opens one has shown that the mailbox is theirs.

A link is signed, so nothing about it is stored; it dies after 90 days, when its review is erased, and when
`link_version` moves because a newer one was asked for.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from reviews.models import Review

SALT = "reviews.mailed_links"
LIFETIME = timedelta(days=90)


def signed(review, ahead=0):
    """`ahead` 1 for the link that takes the place of all earlier ones, once it is sent: see `replace`."""
    return signing.dumps([review.pk, review.link_version + ahead], salt=SALT)


def url(review, name="mailed", ahead=0):
    """The absolute address of the page called `name`, for a mail to the writer of `review`."""
    return settings.SITE_URL + reverse(f"reviews:{name}", args=[signed(review, ahead)])


@transaction.atomic
def replace(review):
    """The new link of an address has been sent: those of before die now, and not while it waits to be sent.

    `review` as it was when the link was signed: of two that were signed ahead of one version both are the new one.
    """
    mine = Review.objects.filter(email_key=review.email_key).select_for_update().order_by("pk")
    versions = dict(mine.values_list("pk", "link_version"))
    if versions.get(review.pk) == review.link_version:
        Review.objects.filter(pk__in=versions).update(link_version=F("link_version") + 1)


def review_of(text, replaced=False):
    """The review that a link was mailed for, or None when the link is dead; `replaced` takes older ones as well."""
    try:
        pk, version = signing.loads(text, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    found = Review.objects.filter(pk=pk)
    return (found if replaced else found.filter(link_version=version)).first()
