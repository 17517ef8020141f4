"""A preview key of its own for each article, and the digest of each revision."""

import hashlib
import json
import uuid

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.utils import timezone

LATER_KEYS = {"schema_version", "updated", "changes"}


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects
    revisions = apps.get_model("articles", "Revision").objects
    for pk in articles.values_list("pk", flat=True):
        articles.filter(pk=pk).update(preview_key=uuid.uuid4().hex)
    for pk, content in revisions.values_list("pk", "content").iterator(chunk_size=100):
        revisions.filter(pk=pk).update(digest=digest(content))
    note_what_is_public(articles, revisions)


def note_what_is_public(articles, revisions):
    due = revisions.filter(article=OuterRef("pk"), publish_at__lte=timezone.now())
    live = due.order_by("-publish_at", "-number").values("pk")[:1]
    public = articles.filter(public_until=None, public_from__lte=timezone.now())
    for pk, live_id in public.annotate(live_id=Subquery(live)).values_list("pk", "live_id"):
        articles.filter(pk=pk).update(noted_id=live_id)


def name_kept(apps, schema_editor):
    """Backwards: there was no kind for a draft that was only kept, which nothing shows without a time."""
    apps.get_model("articles", "Revision").objects.filter(kind="kept").update(kind="minor")


def digest(content):
    """As articles.document made it when this was written."""
    own = {key: value for key, value in content.items() if key not in LATER_KEYS}
    return hashlib.sha256(json.dumps(own, sort_keys=True).encode()).hexdigest()


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_editing")]

    operations = [migrations.RunPython(fill, name_kept)]
