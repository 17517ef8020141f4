"""The tables of articles.search.index. They are no models: each database has its own kind.

Each row says what it was made with, and PostgreSQL keeps the stems for phrases. They are empty until
`manage.py rebuild_search` has run.
"""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE articles_search USING fts5 (made_with UNINDEXED, shown UNINDEXED, title, summary, body, tokenize = 'ascii')"
    ],
    "postgresql": [
        "CREATE TABLE articles_search (rowid bigint PRIMARY KEY, made_with text NOT NULL, shown text NOT NULL, title text NOT NULL, summary text NOT NULL, body text NOT NULL, words tsvector NOT NULL)",
        "CREATE INDEX articles_search_words ON articles_search USING gin (words)",
    ],
}


def make(apps, schema_editor):
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_search")


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_pictures")]

    operations = [migrations.RunPython(make, drop)]
