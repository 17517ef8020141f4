from django.core.management.base import BaseCommand, CommandError

from articles.management.progress import with_progress
from reviews import photos
from reviews.models import Photo


class Command(BaseCommand):
    help = "Make the copies of photos that readers see where they are missing, as send_due does."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Make all anew, after a change of widths.")

    def handle(self, **options):
        wanted = Photo.objects.publishable() if options["all"] else Photo.objects.unpublished()
        rows = list(wanted.order_by("pk"))
        made = photos.publish_each(with_progress(rows, len(rows), self.stdout))
        said = f"Published {made} of {len(rows)} photos."
        if made < len(rows):
            raise CommandError(f"{said} The log says why.")
        self.stdout.write(said)
