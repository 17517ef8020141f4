from django.core.management.base import BaseCommand, CommandError

from articles import pictures, social
from articles.management.making import make_each
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
        failed = make_each("renditions of pictures", pictures.make, chosen, self.stdout)
        cards = social.shown() if options["all"] else social.missing()
        failed += make_each("cards for social networks", social.draw, cards, self.stdout)
        if failed:
            raise CommandError(f"{len(failed)} could not be made: {'; '.join(failed)}")
