"""A writer at the photos of a review, a moderator who decides on them, and what is kept of them."""

import html

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reviews.models import Review
from reviews.moderation import decide_edit


def address(review):
    return reverse("reviews:photos", args=[review.token])


def sent(data, name="tea.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def add(client, review, *pictures):
    return client.post(address(review), {"act": "add", "photos": [sent(data) for data in pictures]})


def act(client, review, act, photo, **typed):
    """Press a button at `photo`; `typed` is what stands in its box."""
    texts = {f"{photo.uid.hex}-{name}": text for name, text in typed.items()}
    return client.post(address(review), {"act": f"{act} {photo.uid}"} | texts)


def text(response):
    return html.unescape(response.content.decode())


def page(client, review):
    return text(client.get(review.get_absolute_url()))


def colours(review):
    return [photo.colour for photo in review.photos.all()]


def fresh(review):
    return Review.objects.get(pk=review.pk)


def shown(client, review):
    """The page of its article, as HTML."""
    return client.get(review.article.get_absolute_url()).content.decode()


def reject(review, by, **more):
    decide_edit(review.pk, approve=False, by=by, version=fresh(review).version, reason="copied", **more)


def approve(review, by):
    return decide_edit(review.pk, approve=True, by=by, version=fresh(review).version)
