import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0003_fill_trust")]

    operations = [
        migrations.AlterField(
            model_name="mail",
            name="kind",
            field=models.CharField(
                choices=[
                    ("received", "to the reader: received"),
                    ("approved", "to the reader: published"),
                    ("rejected", "to the reader: not accepted"),
                    ("edit_approved", "to the reader: edit published"),
                    ("edit_rejected", "to the reader: edit not accepted"),
                    ("answered", "to the reader: answered by the editors"),
                    ("link", "to the reader: a new link"),
                    ("waiting", "to a moderator: a review waits"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddIndex(
            model_name="mail",
            index=models.Index(fields=["to_key", "tried_at"], name="mail_tried_to"),
        ),
        migrations.AddIndex(
            model_name="moderationevent",
            index=models.Index(fields=["at"], name="event_by_time"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "rating", "-submitted_at", "-id"],
                name="review_approved_lowest",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "helpful_count", "submitted_at", "id"],
                name="review_approved_helpful",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "rating", "helpful_count", "submitted_at", "id"],
                name="review_approved_stars_helpful",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("waiting_since__isnull", False)),
                fields=["waiting_since", "id"],
                name="review_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["email_key", "submitted_at"], name="review_by_address"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("network_hash", ""), _negated=True),
                fields=["network_hash", "submitted_at"],
                name="review_by_network",
            ),
        ),
        migrations.AddConstraint(
            model_name="mail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "received",
                            "approved",
                            "rejected",
                            "edit_approved",
                            "edit_rejected",
                            "answered",
                            "link",
                            "waiting",
                        ],
                    )
                ),
                name="mail_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("act", "decision"),
                        ("to_status", "rejected"),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(("act", "edit_rejected"), models.Q(("reason", ""), _negated=True)),
                    models.Q(
                        ("reason", ""),
                        models.Q(("act", "edit_rejected"), _negated=True),
                        models.Q(("act", "decision"), ("to_status", "rejected"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="event_reason_when_rejected",
            ),
        ),
        migrations.AddConstraint(
            model_name="moderationevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("act__in", ["decision", "edit_approved", "edit_rejected", "kept", "answered", "undone"])
                ),
                name="event_act_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "approved"),
                    models.Q(("status", "pending"), ("waiting_since__isnull", False)),
                    models.Q(
                        ("status__in", ["rejected", "spam", "withdrawn"]), ("waiting_since__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="review_waits_while_pending",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="review_answer_has_a_date",
            ),
        ),
        migrations.AddField(
            model_name="abusereport",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="helpfulvote",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="helpful_votes", to="reviews.review"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxrun",
            constraint=models.CheckConstraint(condition=models.Q(("id", 1)), name="outbox_run_is_one_row"),
        ),
        migrations.AddField(
            model_name="reviewedit",
            name="review",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="edit", to="reviews.review"
            ),
        ),
        migrations.AddField(
            model_name="tally",
            name="article",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="articles.article",
            ),
        ),
        migrations.AddIndex(
            model_name="abusereport",
            index=models.Index(fields=["created_at"], name="report_by_time"),
        ),
        migrations.AddConstraint(
            model_name="abusereport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reader_hash", ""), _negated=True),
                fields=("review", "reader_hash"),
                name="report_once_per_reader",
            ),
        ),
        migrations.AddIndex(
            model_name="helpfulvote",
            index=models.Index(fields=["at"], name="vote_by_time"),
        ),
        migrations.AddConstraint(
            model_name="helpfulvote",
            constraint=models.UniqueConstraint(fields=("review", "reader_hash"), name="vote_once_per_reader"),
        ),
        migrations.AddConstraint(
            model_name="reviewedit",
            constraint=models.CheckConstraint(
                condition=models.Q(("rating__range", (1, 5))), name="edit_rating_is_1_to_5"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedit",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["waiting", "rejected", "replaced"])),
                name="edit_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.UniqueConstraint(
                fields=("article", "stars", "outcome", "reason", "month"), name="tally_one_row_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="tally",
            constraint=models.CheckConstraint(
                condition=models.Q(("stars__range", (1, 5))), name="tally_stars_are_1_to_5"
            ),
        ),
    ]
