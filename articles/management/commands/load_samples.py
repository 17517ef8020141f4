from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from articles import drafts, manuscript
from articles.models import Article, Author, Byline, SlugRedirect, Topic
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
        article = Article(slug=slug, topic=self.topic(sample.head["topic"]))
        drafts.write(article, sample.document)
        for position, name in enumerate(sample.head["authors"].split(", "), start=1):
            Byline.objects.create(article=article, author=self.author(name), position=position)
        return article, sample

    def topic(self, name):
        same = Topic.objects.filter(Q(name=name) | Q(slug=slugify(name))).first()
        return same or Topic.objects.create(name=name, slug=slugify(name))

    def author(self, name):
        return Author.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]

    def publish(self, article):
        try:
            publish(article)
        except NotPublishable as error:
            raise CommandError(f"{article.slug}: {error}") from error
        self.stdout.write(f"{article.slug}: loaded and published")
