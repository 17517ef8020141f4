from django.core.management.base import BaseCommand
from django.db import transaction

from articles import document
from articles.drafts import derive
from articles.models import Article, Revision
from articles.rendering import RENDERER_VERSION


class Command(BaseCommand):
    help = "Rebuild what an older release derived from revisions and drafts; nothing that an editor wrote changes."

    def handle(self, **options):
        # Pages are named by the renderer's version, so with the same version they would change unnoticed.
        revisions = Revision.objects.exclude(renderer_version=RENDERER_VERSION).order_by("pk")
        count = sum(map(self.render, list(revisions.values_list("article", "pk"))))
        self.stdout.write(f"Rendered {count} revision{'' if count == 1 else 's'}.")
        for article in Article.objects.filter(draft_digest=""):
            digest = document.digest(document.from_rows(article))
            Article.objects.filter(pk=article.pk, draft_digest="").update(draft_digest=digest)

    @transaction.atomic
    def render(self, numbers):
        """Whether it was there. The article is locked, so that a picture which is ready in this moment comes later."""
        article_id, pk = numbers
        Article.objects.locked().filter(pk=article_id).first()
        revision = Revision.objects.filter(pk=pk).first()
        if revision:
            derive(revision)
        return revision is not None
