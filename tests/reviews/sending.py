"""How the tests send a review: as a browser does, through the form's address."""

from django.test import Client
from django.urls import reverse

TYPED = {
    "rating": "4",
    "comment": "It made the difference clear to me.",
    "name": "Rosa Reader",
    "email": "Rosa@Example.org",
    "website": "",
}


def send(article, client=None, headers=None, **typed):
    address = reverse("reviews:list", args=[article.slug])
    return (client or Client()).post(address, TYPED | typed, headers=headers or {})


def send_without(article, field):
    address = reverse("reviews:list", args=[article.slug])
    return Client().post(address, {name: text for name, text in TYPED.items() if name != field})
