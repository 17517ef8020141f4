from django.db import migrations, models

from reviews.email_keys import email_key
from reviews.folding import comment_key


def fill_new_columns(apps, schema_editor):
    review, mail = apps.get_model("reviews", "Review"), apps.get_model("reviews", "Mail")
    review.objects.filter(status="pending").update(waiting_since=models.F("submitted_at"))
    review.objects.exclude(status="pending").update(waiting_since=None)
    for row in review.objects.only("comment").iterator():
        review.objects.filter(pk=row.pk).update(comment_key=comment_key(row.comment))
    for row in mail.objects.only("to").iterator():
        mail.objects.filter(pk=row.pk).update(to_key=email_key(row.to), tried_at=models.F("sent_at"))


class Migration(migrations.Migration):
    # Alone: PostgreSQL adds no index and no constraint to a table whose rows the same transaction has changed.

    dependencies = [("reviews", "0002_trust")]

    operations = [migrations.RunPython(fill_new_columns, migrations.RunPython.noop, elidable=True)]
