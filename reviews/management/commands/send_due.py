from django.core.management.base import BaseCommand

from reviews import left_files, outbox, photos, retention, traces


class Command(BaseCommand):
    help = (
        "Send the mails that are due: those whose sending failed or never began; then forget what is kept for a "
        "time only, publish photos whose publishing failed, and delete files whose deleting failed. Run it every "
        "few minutes."
    )

    def handle(self, **options):
        run, due = outbox.empty()
        self.stdout.write(f"{run.sent} of {due} due mails sent; {run.waiting} wait, {run.given_up} given up.")
        retention.purge()
        photos.publish_missed()
        left_files.delete_due()
        traces.rebuild()
