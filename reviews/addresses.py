"""What somebody who has shown that a mailbox is theirs may do with all reviews of its address."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from reviews import mails, ratings
from reviews.models import Mail, Review
from reviews.screening import Verdict
from reviews.submitting import publish_unheld


def reviews_of(key):
    reviews = Review.objects.filter(email_key=key)
    return reviews.select_related("article", "revision", "edit").newest_first()


def confirm(review_id):
    """Remember that the review comes from the mailbox that it names. Returns the review."""
    with transaction.atomic():
        review = Review.objects.select_for_update().get(pk=review_id)
        if review.email_confirmed_at is None:
            review.email_confirmed_at = timezone.now()
            review.save(update_fields=["email_confirmed_at"])
            if review.is_approved:
                ratings.renew_page(review.article_id)
    return publish_unheld(review, Verdict(review.screening_score, review.screening_reasons))


@transaction.atomic
def stop_mails(key, stop=True):
    """No more mails to an address but those that it asks for; with `stop` false, mails again."""
    _lock(key).update(mails_stopped_at=timezone.now() if stop else None)


def ask_for_link(key):
    """Mail a new link to the address, if it has reviews: known or not, the answer takes as long."""
    newest = Review.objects.filter(email_key=key).newest_first().values_list("pk", flat=True).first()
    send_link.using(backend="background").enqueue(newest)


@task()
def send_link(review_id):
    review = Review.objects.filter(pk=review_id).first()
    if review is None:
        return
    with transaction.atomic():
        mails.queue(review, Mail.Kind.LINK)


def _lock(key):
    """The reviews of an address, locked by their ids as everywhere."""
    reviews = Review.objects.filter(email_key=key)
    ids = list(reviews.select_for_update().order_by("pk").values_list("pk", flat=True))
    return Review.objects.filter(pk__in=ids)
