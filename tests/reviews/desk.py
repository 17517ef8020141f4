"""A moderator at the admin's addresses."""

import html
import re

from django.urls import reverse

from reviews.models import Review

LIST = "/admin/reviews/review/"


def text(response):
    return html.unescape(response.content.decode())


def act(client, action, reviews, query="", seen=None, **more):
    """Tick `reviews` in the list, with the versions that stood there, choose `action` and press Go."""
    data = {"action": action, "index": "0", "_selected_action": [review.pk for review in reviews]}
    data |= {f"version-{review.pk}": review.version for review in (seen or reviews)}
    return client.post(f"{LIST}{query}", data | more, follow=True)


def change_page(review):
    return reverse("admin:reviews_review_change", args=[review.pk])


def status_of(review):
    return Review.objects.get(pk=review.pk).status


def rows(response):
    return re.findall(r'field-first_words"><a[^>]*>([^<]*)', text(response))


def carried(page, before='class="decision"'):
    """What the first form after `before` carries along."""
    form = page.split(before, 1)[1].split("</form>")[0]
    return dict(re.findall(r'type="hidden" name="(version|after|seen)" value="([^"]*)"', form))


def send_answer(client, review, said, seen="", **more):
    address = reverse("admin:reviews_review_answer", args=[review.pk])
    return client.post(address, {"answer": said, "seen": seen} | more, follow=True)
