from datetime import timedelta

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management.base import BaseCommand
from django.utils import timezone

from articles import pictures, social
from articles.management.making import make_each
from articles.publishing import overdue, take_note, when

# What is younger is in the hands of a task, or waits behind others for its turn.
A_WHILE = timedelta(minutes=10)


class Command(BaseCommand):
    help = (
        "Let the site follow what time alone has published or ended, and make what of pictures and cards for social "
        "networks could not be made, or was lost with its process. Readers see a schedule kept without it: run it "
        "every few minutes for what hangs on it."
    )

    def handle(self, **options):
        noted = [self.note(*change) for change in map(take_note, overdue()) if change]
        before = timezone.now() - A_WHILE
        missed = [
            ("renditions of pictures", pictures.make, pictures.unsettled().filter(added_at__lt=before)),
            ("cards for social networks", social.draw, social.missing().filter(created_at__lt=before)),
        ]
        made = [self.make(what, make, rows) for what, make, rows in missed if rows.exists()]
        if not noted and not made:
            self.stdout.write("Nothing was due.")

    def make(self, what, make, rows):
        for failure in make_each(what, make, rows, self.stdout):
            self.stderr.write(f"It could not be made, and is tried again with the next run: {failure}")
        return what

    def note(self, article, revision):
        moment = revision.publish_at if revision else article.public_until
        words = f"Revision {revision.number} is public" if revision else "No longer public"
        said = f"{words} since {when(moment)}"
        self.stdout.write(f"{article.slug}: {said}")
        if revision and revision.created_by_id:
            LogEntry.objects.log_actions(
                revision.created_by_id, [article], CHANGE, change_message=said, single_object=True
            )
        return said
