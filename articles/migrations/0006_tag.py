from django.db import migrations, models

import articles.models.identity


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_search")]

    operations = [
        migrations.AddField(
            model_name="identity",
            name="tag",
            field=models.CharField(default=articles.models.identity.new_tag, editable=False, max_length=300),
        ),
    ]
