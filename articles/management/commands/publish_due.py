from django.contrib.admin.models import CHANGE, LogEntry
from django.core.management.base import BaseCommand

from articles.publishing import overdue, take_note, when


class Command(BaseCommand):
    help = (
        "Let the site follow what time alone has published or ended. Readers see a schedule kept without it: run it "
        "every few minutes for what hangs on it."
    )

    def handle(self, **options):
        noted = [self.note(*change) for change in map(take_note, overdue()) if change]
        if not noted:
            self.stdout.write("Nothing was due.")

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
