import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("reviews", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AbuseReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader_hash", models.CharField(blank=True, max_length=32)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("abusive", "It insults or threatens somebody"),
                            ("personal_data", "It gives away somebody's personal data"),
                            ("advertising", "It is advertising"),
                            ("off_topic", "It is not about this article"),
                            ("not_genuine", "It was not written by a reader"),
                            ("unlawful", "It breaks the law"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("handled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-created_at", "-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HelpfulVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reader_hash", models.CharField(max_length=32)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="OutboxRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("sent", models.PositiveIntegerField()),
                ("waiting", models.PositiveIntegerField()),
                ("given_up", models.PositiveIntegerField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RateCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("number", models.PositiveIntegerField(default=0)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewEdit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("comment_key", models.CharField(blank=True, db_index=True, editable=False, max_length=64)),
                ("screening_score", models.PositiveSmallIntegerField(default=0, editable=False)),
                ("screening_reasons", models.JSONField(default=list, editable=False)),
                (
                    "status",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("rejected", "rejected"), ("replaced", "replaced")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ReviewsClosed",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reviews_closed",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                (
                    "sentence",
                    models.CharField(
                        help_text="What readers find in the place of the form, as a whole sentence, for example “We are rewriting this article, and take reviews again in spring.” The reviews that are there stay.",
                        max_length=300,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "article closed for reviews",
                "verbose_name_plural": "articles closed for reviews",
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stars",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "1, very poor"),
                            (2, "2, not that bad"),
                            (3, "3, average"),
                            (4, "4, good"),
                            (5, "5, perfect"),
                        ]
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "waiting"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("spam", "spam"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=9,
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
                (
                    "month",
                    models.DateField(help_text="The first day of the month in which the reviews came in."),
                ),
                ("number", models.PositiveIntegerField(default=0)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="mail",
            name="mail_kind_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="moderationevent",
            name="event_reason_when_rejected",
        ),
        migrations.RemoveIndex(
            model_name="review",
            name="review_pending_by_time",
        ),
        migrations.AddField(
            model_name="mail",
            name="to_key",
            field=models.CharField(default="", editable=False, max_length=512),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="mail",
            name="tried_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="moderationevent",
            name="act",
            field=models.CharField(
                choices=[
                    ("decision", "decision"),
                    ("edit_approved", "edit approved"),
                    ("edit_rejected", "edit rejected"),
                    ("kept", "kept after reports"),
                    ("answered", "answered"),
                    ("undone", "undone"),
                ],
                default="decision",
                max_length=13,
            ),
        ),
        migrations.AddField(
            model_name="moderationevent",
            name="version",
            field=models.PositiveIntegerField(help_text="The review's, after the act.", null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="answer",
            field=models.TextField(blank=True, verbose_name="answer of the editors"),
        ),
        migrations.AddField(
            model_name="review",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="edited_at",
            field=models.DateTimeField(
                blank=True, help_text="When the last edit of the published words was approved.", null=True
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="email_confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="helpful_count",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="helpful votes"),
        ),
        migrations.AddField(
            model_name="review",
            name="link_version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="review",
            name="mails_stopped_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="review",
            name="network_hash",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="review",
            name="comment_key",
            field=models.CharField(blank=True, db_index=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="review",
            name="screening_reasons",
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name="review",
            name="screening_score",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="review",
            name="sender_hash",
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name="review",
            name="waiting_since",
            field=models.DateTimeField(
                blank=True, default=django.utils.timezone.now, editable=False, null=True
            ),
        ),
    ]
