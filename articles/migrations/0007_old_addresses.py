import django.db.models.deletion
from django.db import migrations, models


def redirect(name, to):
    return migrations.CreateModel(
        name=name,
        fields=[
            (
                "id",
                models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
            ),
            ("slug", models.SlugField(max_length=120, unique=True)),
            (
                "row",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE, related_name="old_slugs", to=to
                ),
            ),
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_tag")]

    operations = [
        migrations.AlterField(
            model_name="author",
            name="slug",
            field=models.SlugField(
                help_text="For example “ada-lovelace”. It can be changed later: the old address then leads to the new one.",
                max_length=120,
                unique=True,
            ),
        ),
        migrations.AlterField(
            model_name="topic",
            name="slug",
            field=models.SlugField(
                help_text="The topic's part of an address, for example “business”. It can be changed later: the old address then leads to the new one.",
                max_length=120,
                unique=True,
            ),
        ),
        redirect("AuthorRedirect", "articles.author"),
        redirect("TopicRedirect", "articles.topic"),
    ]
