"""Reviews for trying a page with many of them. Never run it on a site that people read."""

import random
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from reviews import ratings
from reviews.email_keys import email_key
from reviews.folding import comment_key
from reviews.models import Review

DOMAIN = "generated.invalid"
# Most reviews have no vote, a few have many; some writers follow the link in the mail.
HELPFUL = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 5, 8, 21]
CONFIRMED = 0.4
BATCH = 500
FIRST_NAMES = [
    "Ada",
    "Björn",
    "Chidi",
    "Đặng",
    "Emma",
    "فاطمة",
    "Grace",
    "Hiroshi",
    "Ilse",
    "José",
    "Kofi",
    "李",
]
LAST_NAMES = [
    "Okafor",
    "Lindqvist",
    "Müller",
    "O’Neill",
    "Tanaka",
    "حسن",
    "Silva",
    "Novák",
    "Smith-Jones",
    "小明",
]
SENTENCES = [
    "The table at the top answered my question before I had read a line.",
    "I had always mixed the two up, and now I do not.",
    "A little long in the middle, but the ending brings it together.",
    "I would have liked one more example from everyday work.",
    "هذا المقال واضح ومفيد جداً.",
    "Clear, fair, and without the usual jargon!",
    "I do not agree with the second point: 5 < 10 & that's that.",
    "We used it in class and it started a good discussion.",
    "Not what I was looking for.",
]


class Command(BaseCommand):
    help = "Make many varied reviews of an article, for trying. Texts depend on --seed alone, times on now."

    def add_arguments(self, parser):
        parser.add_argument("slug", help="of a published article")
        parser.add_argument("--approved", type=int, default=100, help="how many are public")
        parser.add_argument("--pending", type=int, default=0, help="how many wait")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--yes", action="store_true", help="also beside reviews of real readers")

    def handle(self, *, slug, approved, pending, seed, yes, **options):
        article = Article.objects.filter(slug=slug).first()
        if article is None or article.live is None:
            raise CommandError(f"There is no published article “{slug}”.")
        if not yes and Review.objects.exclude(email_key__endswith=f"@{DOMAIN}").exists():
            raise CommandError(
                "This site has reviews of real readers. Add --yes to put made ones beside them."
            )
        reviews = list(_reviews(article, approved, pending, random.Random(seed)))
        with transaction.atomic():
            Review.objects.bulk_create(reviews, batch_size=BATCH)
            ratings.recount(article.pk)
        self.stdout.write(f"{approved} approved and {pending} pending reviews made.")


def _reviews(article, approved, pending, choose):
    moment = timezone.now()
    # An address may have one approved review, so a second run goes on where the first ended.
    first = article.reviews.filter(email_key__endswith=f"@{DOMAIN}").count()
    for n in range(approved + pending):
        moment -= timedelta(seconds=choose.randint(0, 3600))
        email = f"reader-{first + n}@{DOMAIN}"
        is_approved = n >= pending
        comment = "\n\n".join(_paragraph(choose) for _ in range(choose.randint(1, 3)))
        yield Review(
            article=article,
            revision=article.live,
            rating=choose.choices(range(1, 6), weights=(1, 1, 2, 5, 6))[0],
            comment=comment,
            comment_key=comment_key(comment),
            name=f"{choose.choice(FIRST_NAMES)} {choose.choice(LAST_NAMES)}",
            email=email,
            email_key=email_key(email),
            status=Review.Status.APPROVED if is_approved else Review.Status.PENDING,
            submitted_at=moment,
            waiting_since=None if is_approved else moment,
            decided_at=moment if is_approved else None,
            helpful_count=choose.choice(HELPFUL) if is_approved else 0,
            email_confirmed_at=moment if choose.random() < CONFIRMED else None,
        )


def _paragraph(choose):
    return " ".join(choose.sample(SENTENCES, choose.randint(1, 4)))
