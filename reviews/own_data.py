"""All that is kept about an address, for who owns it: every column, so that a new one is never forgotten."""

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from reviews.addresses import reviews_of
from reviews.illustrating import takes_photos
from reviews.models import Mail

# Of an event: who decided is the moderator's personal data.
EVENT = ("at", "act", "from_status", "to_status", "reason", "note")
MAIL = ("kind", "to", "created_at", "tried_at", "attempts", "sent_at")


def copy_of(key):
    """A dict for JSON."""
    reviews = reviews_of(key).prefetch_related("events", "mails", "photos")
    counted = reviews.annotate(
        votes=Count("helpful_votes", distinct=True), abuse_reports=Count("reports", distinct=True)
    )
    return {
        "site": settings.SITE_URL,
        "made_at": timezone.now(),
        "address_key": key,
        "reviews": [_review(review) for review in counted],
        "other_mails": [_named(mail, MAIL) for mail in Mail.objects.filter(to_key=key, review=None)],
    }


def _review(review):
    edit = getattr(review, "edit", None)
    return _columns(review) | {
        "article": review.revision.card["title"],
        "status_in_words": review.public_state,
        "edit": _columns(edit) if edit else None,
        "decisions": [_named(event, EVENT) for event in review.events.all()],
        "photos": [_columns(photo) | {"address": _address(photo, review)} for photo in review.photos.all()],
        "mails": [_named(mail, MAIL) for mail in review.mails.all()],
        "helpful_votes_kept": review.votes,
        "reports_kept": review.abuse_reports,
    }


def _address(photo, review):
    """Where its writer sees the photo; "" where what was sent is not shown to them."""
    if not takes_photos(review):
        return ""
    return settings.SITE_URL + reverse("reviews:photo", args=[review.token, photo.uid])


def _columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def _named(row, names):
    return {name: getattr(row, name) for name in names}
