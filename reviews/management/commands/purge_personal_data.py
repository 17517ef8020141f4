from django.core.management.base import BaseCommand

from reviews import retention


class Command(BaseCommand):
    help = "Forget what is kept for a time only, as the data map says. send_due does it too; run it once a day if not."

    def handle(self, **options):
        for what, number in retention.purge().items():
            self.stdout.write(f"Forgotten: {number} {what}.")
