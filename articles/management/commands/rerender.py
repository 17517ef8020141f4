from django.core.management.base import BaseCommand

from articles.models import Revision
from articles.rendering import RENDERER_VERSION, page


class Command(BaseCommand):
    help = (
        "Rebuild the HTML of the revisions that an older renderer made; nothing that an editor wrote changes."
    )

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="those of the present renderer as well")

    def handle(self, **options):
        revisions = Revision.objects.order_by("pk")
        if not options["all"]:
            revisions = revisions.exclude(renderer_version=RENDERER_VERSION)
        count = 0
        for revision in revisions.iterator(chunk_size=100):
            revision.html, revision.renderer_version = page(revision.content), RENDERER_VERSION
            revision.save(update_fields=["html", "renderer_version"])
            count += 1
        self.stdout.write(f"Rendered {count} revision{'' if count == 1 else 's'}.")
