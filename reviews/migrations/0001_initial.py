import uuid

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import reviews.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("articles", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RatingSummary",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="rating_summary",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("stars_1", models.IntegerField(default=0)),
                ("stars_2", models.IntegerField(default=0)),
                ("stars_3", models.IntegerField(default=0)),
                ("stars_4", models.IntegerField(default=0)),
                ("stars_5", models.IntegerField(default=0)),
                (
                    "count",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("stars_1"), "+", models.F("stars_2")
                                    ),
                                    "+",
                                    models.F("stars_3"),
                                ),
                                "+",
                                models.F("stars_4"),
                            ),
                            "+",
                            models.F("stars_5"),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "total",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("stars_1"),
                                        "+",
                                        django.db.models.expressions.CombinedExpression(
                                            models.Value(2), "*", models.F("stars_2")
                                        ),
                                    ),
                                    "+",
                                    django.db.models.expressions.CombinedExpression(
                                        models.Value(3), "*", models.F("stars_3")
                                    ),
                                ),
                                "+",
                                django.db.models.expressions.CombinedExpression(
                                    models.Value(4), "*", models.F("stars_4")
                                ),
                            ),
                            "+",
                            django.db.models.expressions.CombinedExpression(
                                models.Value(5), "*", models.F("stars_5")
                            ),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stars_1__gte", 0),
                            ("stars_2__gte", 0),
                            ("stars_3__gte", 0),
                            ("stars_4__gte", 0),
                            ("stars_5__gte", 0),
                        ),
                        name="rating_counters_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "token",
                    models.CharField(
                        default=reviews.models.make_token, editable=False, max_length=43, unique=True
                    ),
                ),
                (
                    "rating",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1, very poor"),
                            (2, "2, not that bad"),
                            (3, "3, average"),
                            (4, "4, good"),
                            (5, "5, perfect"),
                        ],
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="stars",
                    ),
                ),
                ("comment", models.TextField(verbose_name="review")),
                ("name", models.CharField(max_length=80)),
                (
                    "email",
                    models.EmailField(
                        help_text="As typed; used for sending, never shown to readers.", max_length=254
                    ),
                ),
                ("email_key", models.CharField(editable=False, max_length=512)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("spam", "spam"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="pending",
                        max_length=9,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission_key", models.CharField(editable=False, max_length=64, null=True, unique=True)),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="articles.article",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        help_text="The revision of the article that stood there when the review was written.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.revision",
                    ),
                ),
            ],
            options={
                "permissions": [("moderate_review", "Can moderate reviews")],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ModerationEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by_name",
                    models.CharField(
                        help_text="Stays when the account is gone.", max_length=310, verbose_name="by"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "from_status",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("spam", "spam"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("spam", "spam"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=9,
                        verbose_name="to",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("off_topic", "off topic"),
                            ("abusive", "abusive"),
                            ("personal_data", "personal data"),
                            ("advertising", "advertising"),
                            ("not_a_review", "not a review"),
                            ("copied", "copied"),
                            ("unlawful", "unlawful"),
                            ("conflict", "conflict of interest"),
                            ("other", "other (needs a sentence)"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "to the reader: received"),
                            ("waiting", "to a moderator: a review waits"),
                        ],
                        max_length=20,
                    ),
                ),
                ("to", models.EmailField(max_length=254)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_try_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="Empty when it was given up after many attempts.",
                        null=True,
                    ),
                ),
                ("sent_at", models.DateTimeField(null=True)),
                ("last_error", models.CharField(blank=True, max_length=200)),
                (
                    "review",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "default_permissions": ("view",),
            },
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "submitted_at", "id"],
                name="review_approved_by_time",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "rating", "submitted_at", "id"],
                name="review_approved_by_stars",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "pending")),
                fields=["submitted_at", "id"],
                name="review_pending_by_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__range", (1, 5))), name="review_rating_is_1_to_5"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["pending", "approved", "rejected", "spam", "withdrawn"])),
                name="review_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "approved")),
                fields=("article", "email_key"),
                name="review_one_approved_per_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("to_status", "rejected"), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("to_status", "rejected"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="event_reason_when_rejected",
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(
                condition=models.Q(("sent_at", None)), fields=["next_try_at"], name="mail_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["received", "waiting"])), name="mail_kind_is_known"
            ),
        ),
    ]
