from django.core.management.base import BaseCommand
from django.db import transaction

from articles.management.progress import with_progress
from articles.models import Article, SiteEdition
from articles.search import index


class Command(BaseCommand):
    help = "Make the index of the search anew. Meanwhile the search goes on."

    def add_arguments(self, parser):
        parser.add_argument(
            "--outdated",
            action="store_true",
            help="Only what is missing or was made by other rules: by another release, or with another LANGUAGE_CODE.",
        )

    def handle(self, **options):
        numbers = (
            index.outdated() if options["outdated"] else index.ever_published().values_list("pk", flat=True)
        )
        numbers = list(numbers)
        for number in with_progress(numbers, len(numbers), self.stdout):
            self.rebuild(number)
        index.forget_strays()
        if numbers:
            # The passages that a search quotes may be others now.
            SiteEdition.bump()
        self.stdout.write(f"Articles written to the index: {len(numbers)}.")

    @transaction.atomic
    def rebuild(self, number):
        article = Article.objects.locked().filter(pk=number).first()
        if article:
            index.renew(article)
