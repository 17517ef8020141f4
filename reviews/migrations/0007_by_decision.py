from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0006_due_files")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("status", "approved")),
                fields=["article", "decided_at", "id"],
                name="review_approved_by_decision",
            ),
        ),
    ]
