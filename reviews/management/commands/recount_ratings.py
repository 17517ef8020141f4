import sys

from django.core.management.base import BaseCommand

from reviews import ratings


class Command(BaseCommand):
    help = "Compare the stored ratings with the approved reviews, and repair what differs."

    def add_arguments(self, parser):
        parser.add_argument(
            "--check", action="store_true", help="repair nothing; exit with 1 when something differs"
        )

    def handle(self, *, check, **options):
        differences = ratings.differences()
        for article_id, (stored, counted) in differences.items():
            self.stdout.write(f"Article {article_id}: {_words(stored)} stored, {_words(counted)} counted.")
            if not check:
                ratings.recount(article_id)
        self.stdout.write(_summary(len(differences), check))
        if differences and check:
            sys.exit(1)


def _words(counters):
    return "/".join(str(counters[stars]) for stars in sorted(counters))


def _summary(number, check):
    if not number:
        return "All ratings agree with the reviews."
    return f"{number} of the summaries {'differ' if check else 'repaired'} (numbers of 1/2/3/4/5 stars)."
