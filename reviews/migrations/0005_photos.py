import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_pictures"),
        ("reviews", "0004_trust_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("storage", models.CharField(max_length=7)),
                ("noted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "alternative",
                    models.CharField(blank=True, max_length=300, verbose_name="alternative text"),
                ),
                ("file", models.CharField(max_length=120, unique=True)),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("colour", models.CharField(max_length=7)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("approved_at", models.DateTimeField(null=True)),
                ("renditions", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["position", "id"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="review",
            name="photo_count",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="photos"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("photo_count__gt", 0), ("status", "approved")),
                fields=["article", "submitted_at", "id"],
                name="review_photos_by_time",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("photo_count__gt", 0), ("status", "approved")),
                fields=["article", "rating", "submitted_at", "id"],
                name="review_photos_by_stars",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("photo_count__gt", 0), ("status", "approved")),
                fields=["article", "rating", "-submitted_at", "-id"],
                name="review_photos_lowest",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("photo_count__gt", 0), ("status", "approved")),
                fields=["article", "helpful_count", "submitted_at", "id"],
                name="review_photos_helpful",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("photo_count__gt", 0), ("status", "approved")),
                fields=["article", "rating", "helpful_count", "submitted_at", "id"],
                name="review_photos_stars_helpful",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="photos", to="reviews.review"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("approved_at__isnull", False), ("renditions", []), _connector="OR"),
                name="photo_is_public_when_approved",
            ),
        ),
    ]
