"""A site that has reviews already takes up the new columns without losing a place in the queue."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from reviews.models import Mail, Review

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def earlier():
    """The models as they were, until the test migrates."""
    executor = MigrationExecutor(connection)
    executor.migrate([("reviews", "0001_initial")])
    yield executor.loader.project_state(
        [*executor.loader.graph.leaf_nodes("articles"), ("reviews", "0001_initial")]
    ).apps
    call_command("migrate", verbosity=0)


def make_earlier_reviews(apps):
    now = timezone.now()
    topic = apps.get_model("articles", "Topic").objects.create(name="Food", slug="food")
    article = apps.get_model("articles", "Article").objects.create(title="Tea", slug="tea", topic=topic)
    revision = apps.get_model("articles", "Revision").objects.create(
        article=article,
        number=1,
        content={},
        html={},
        renderer_version=1,
        card={"title": "Tea"},
        kind="first",
    )
    for n, status in enumerate(("pending", "approved", "spam")):
        review = apps.get_model("reviews", "Review").objects.create(
            article=article,
            revision=revision,
            rating=4,
            comment="The same words,  as it happens.",
            name="Rosa",
            email=f"Rosa{n}@Example.org",
            email_key=f"rosa{n}@example.org",
            token=f"{n:043}",
            status=status,
            submitted_at=now,
        )
        apps.get_model("reviews", "Mail").objects.create(
            review=review, kind="received", to=review.email, sent_at=now
        )


def test_reviews_of_before_keep_their_place(earlier):
    make_earlier_reviews(earlier)
    call_command("migrate", verbosity=0)
    waiting = {review.status: review.waiting_since for review in Review.objects.all()}
    assert waiting == {"pending": Review.objects.pending().get().submitted_at, "approved": None, "spam": None}
    assert set(Mail.objects.values_list("to_key", flat=True)) == {f"rosa{n}@example.org" for n in range(3)}
    assert not Mail.objects.filter(tried_at=None).exists()
    assert Review.objects.values("comment_key").distinct().count() == 1
    assert not Review.objects.filter(comment_key="").exists()
