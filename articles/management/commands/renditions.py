from django.core.management.base import BaseCommand, CommandError

from articles import pictures, social
from articles.management.progress import with_progress
from articles.models import Picture


class Command(BaseCommand):
    help = (
        "Make the renditions of pictures and the cards for social networks that are missing, since the process that "
        "was to make them was ended."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--all",
            action="store_true",
            help="Make all of them anew, for example after the site got another name.",
        )

    def handle(self, **options):
        chosen = Picture.objects.order_by("pk") if options["all"] else pictures.unsettled()
        failed = self.make("renditions of pictures", pictures.make, chosen)
        cards = social.shown() if options["all"] else social.missing()
        failed += self.make("cards for social networks", social.draw, cards)
        if failed:
            raise CommandError(f"{len(failed)} could not be made: {'; '.join(failed)}")

    def make(self, what, make, rows):
        """Make all of `rows`, and return a line for each that failed; one that fails keeps no other back."""
        ids, failed = list(rows.values_list("pk", flat=True)), []
        for pk in with_progress(ids, len(ids), self.stdout):
            try:
                make(rows.model.objects.get(pk=pk))
            except Exception as error:
                failed.append(f"{rows.model._meta.verbose_name} {pk}: {error!r}")
        self.stdout.write(f"Made {len(ids) - len(failed)} {what}.")
        return failed
