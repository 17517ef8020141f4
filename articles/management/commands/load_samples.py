from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import drafts, manuscript
from articles.manuscript import filing
from articles.models import Article, SlugRedirect
from articles.publishing import NotPublishable, publish

FOLDER = Path(__file__).resolve().parents[2] / "samples"
# As they stand on the home page, the newest first.
SAMPLES = (
    "leadership-and-management",
    "cellular-and-molecular-immunology",
    "normal-and-diabetic-blood-sugar-level-ranges",
)


class Command(BaseCommand):
    help = "Load and publish the sample articles. An article whose address exists, or once existed, is not touched."

    @transaction.atomic
    def handle(self, **options):
        loaded = [pair for pair in (self.load(FOLDER / f"{name}.txt") for name in SAMPLES) if pair]
        # Only now does every article that an also-read names have a row.
        for article, sample in loaded:
            drafts.write(article, sample.document)
        for article, _ in reversed(loaded):
            self.publish(article)

    def load(self, path):
        sample = manuscript.read(path.read_text(encoding="utf-8"))
        if sample.strays:
            raise CommandError(f"{path.name}: not understood: {' / '.join(sample.strays)}")
        slug = sample.head["slug"]
        if Article.objects.filter(slug=slug).exists() or SlugRedirect.objects.filter(slug=slug).exists():
            self.stdout.write(f"{slug}: was there before, not touched")
            return None
        return filing.make_draft(sample), sample

    def publish(self, article):
        try:
            publish(article)
        except NotPublishable as error:
            raise CommandError(f"{article.slug}: {error}") from error
        self.stdout.write(f"{article.slug}: loaded and published")
