"""What the pictures of the moderators' pages show."""

import random
from datetime import timedelta

from django.utils import timezone

from reviews import ratings
from reviews.models import ModerationEvent, Review
from reviews.moderation import decide
from tests.cast import make_edit, make_reports, make_review

BEFORE = "The table at the top settled an argument in our team in one minute. Thank you for the sources."
AFTER = "The table at the top settled most of our argument in one minute. Thank you for all the sources."
LINKED = "We used it in class, see https://school.example/unit-3, and it started a good discussion."
DAYS = 370
OUTCOMES = ["approved"] * 9 + ["spam", "rejected"]


def fill_queue(article, moderator):
    """An edit and a reported review that wait longest, a link, and a decision that could be undone."""
    edited = make_review(article, "approved", rating=5, name="Grace Tanaka", comment=BEFORE)
    make_edit(edited, rating=4, comment=AFTER)
    reported = make_review(article, "approved", rating=2, name="Kofi Müller", comment="Only fools need this.")
    make_reports(reported, 3)
    linked = Review.objects.pending().filter(name="Emma Silva")
    linked.update(comment=LINKED, screening_score=3, screening_reasons=["one_link"])
    for days, pk in enumerate((linked.get().pk, reported.pk, edited.pk), start=1):
        Review.objects.filter(pk=pk).update(waiting_since=timezone.now() - timedelta(days=days))
    spam = make_review(article, rating=5, name="Buy Now", comment="Cheap cups at cups.example, buy now!")
    decide(spam.pk, "spam", by=moderator, version=1)


def fill_year(article, moderator):
    """Reviews of a year, more of them in term than in summer, each decided within two days; the same in each run."""
    chance, now = random.Random(7), timezone.now()
    for days in range(DAYS, 3, -1):
        sent = now - timedelta(days=days)
        for _ in range(chance.randint(0, 1 if sent.month in (7, 8) else 4)):
            fill_one(article, moderator, sent, chance)
    ratings.recount(article.pk)


def fill_one(article, moderator, sent, chance):
    status = chance.choice(OUTCOMES)
    moment = sent + timedelta(hours=chance.randint(1, 48))
    email = f"reader{Review.objects.count()}@example.org"
    review = Review.objects.create(
        article=article,
        revision=article.live,
        rating=chance.choice([1, 2, 3, 4, 4, 5, 5]),
        comment="It made the difference clear to me.",
        name="Rosa Reader",
        email=email,
        email_key=email,
        status=status,
        submitted_at=sent,
        decided_at=moment,
        waiting_since=None,
    )
    ModerationEvent.objects.create(
        review=review,
        by=moderator,
        by_name=str(moderator),
        at=moment,
        version=1,
        from_status="pending",
        to_status=status,
        reason="off_topic" if status == "rejected" else "",
    )
