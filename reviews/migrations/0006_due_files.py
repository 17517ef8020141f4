from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0005_photos"),
    ]

    operations = [
        # What was noted before is due at once.
        migrations.RenameField(model_name="leftfile", old_name="noted_at", new_name="due_at"),
        migrations.AlterField(model_name="leftfile", name="due_at", field=models.DateTimeField()),
    ]
