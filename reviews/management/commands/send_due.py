from django.core.management.base import BaseCommand
from django.utils import timezone

from reviews import mails
from reviews.models import Mail

BATCH = 50
DEADLINE = 60  # seconds for a batch; nobody waits here


class Command(BaseCommand):
    help = "Send the mails that are due: those whose sending failed or never began. Run it every few minutes."

    def handle(self, **options):
        due = list(
            Mail.objects.due(timezone.now()).order_by("next_try_at", "id").values_list("pk", flat=True)
        )
        sent = sum(mails.send(due[n : n + BATCH], DEADLINE) for n in range(0, len(due), BATCH))
        waiting = Mail.objects.waiting().filter(next_try_at__isnull=False).count()
        given_up = Mail.objects.waiting().filter(next_try_at=None).count()
        self.stdout.write(f"{sent} of {len(due)} due mails sent; {waiting} wait, {given_up} given up.")
