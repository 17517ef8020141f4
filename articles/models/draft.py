"""An article as editors write it: always the draft; no public page reads it. Its rows are in `parts`."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models.filing import Author, SiteEdition, SlugRedirect, Topic
from articles.models.parts import new_uid
from articles.models.published import Revision
from articles.points import PointsField

SLUG_WAS_USED = "Another article once was at this address, and links lead there. Choose another one."

language_tag = RegexValidator(
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z", "Write a language tag, for example “en”, “de” or “pt-BR”."
)


def default_language():
    return settings.LANGUAGE_CODE


class ArticleQuerySet(models.QuerySet):
    def locked(self):
        """Locked for a change of the row; a foreign key of another article may go on pointing to it meanwhile.

        With a full lock two articles that name each other would wait for each other on PostgreSQL.
        """
        return self.select_for_update(no_key=True)

    def published(self):
        """Those that anyone may read now, each with `live_id` and `site_edition`.

        A revision published at the end or after it brings an article back, so that one that ended can be scheduled.
        """
        now = timezone.now()
        due = Revision.objects.due().filter(article=OuterRef("pk"))
        not_ended = Q(public_until=None) | Q(public_until__gt=now)
        is_back = Exists(due.filter(publish_at__gte=OuterRef("public_until")))
        return self.filter(not_ended | is_back, Exists(due), public_from__lte=now).annotate(
            live_id=Subquery(due.latest_first().values("pk")[:1]),
            site_edition=Subquery(SiteEdition.objects.values("number")[:1]),
        )


class Article(models.Model):
    slug = models.SlugField(
        max_length=120,
        unique=True,
        help_text="The article's address, for example “tea-and-coffee”. It can be changed later: "
        "the old address then leads to the new one.",
    )
    title = models.CharField(
        max_length=200, help_text="As it stands in lists and search results, for example “Tea and Coffee”."
    )
    headline = models.CharField(
        max_length=200, blank=True, help_text="The heading over the text, longer than the title if you like."
    )
    summary = models.TextField(
        blank=True,
        max_length=1000,
        help_text="One paragraph under the title that says what the reader will learn.",
    )
    description = models.CharField(
        "description for search engines",
        max_length=160,
        blank=True,
        help_text="50 to 160 characters; the summary’s first sentence stands in where it is empty.",
    )
    language = models.CharField(
        max_length=35,
        default=default_language,
        validators=[language_tag],
        help_text="The language of the text, for example “en”.",
    )
    introduction = models.TextField(
        blank=True, help_text="Markdown. It stands before the first subject, without a heading."
    )
    relationship_heading = models.CharField(
        max_length=160, blank=True, help_text="For example “Relationship and Synergy”."
    )
    relationship = PointsField("relationship", help_text="How the subjects hang together, point by point.")
    conclusion = models.TextField(blank=True, help_text="Markdown. It closes the text, without a heading.")
    cover = models.ForeignKey(
        "articles.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="From the library of pictures. It stands above the text, on cards, and on what social networks show.",
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, help_text="The one topic that the article is filed under."
    )
    unread_lines = models.TextField(
        "lines that were not understood",
        blank=True,
        help_text="What the text that the article was made from said beside this. Readers never see it: put "
        "each line where it belongs, and delete it here.",
    )
    authors = models.ManyToManyField(Author, through="Byline")
    public_from = models.DateTimeField(null=True, blank=True, editable=False)
    public_until = models.DateTimeField(null=True, blank=True, editable=False)
    # What readers find once the article has ended: another article, or this sentence.
    ended_target = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    ended_note = models.CharField(max_length=300, blank=True, editable=False)
    # The revision that readers saw when the site last took note: see publishing.take_note.
    noted = models.ForeignKey(Revision, models.SET_NULL, null=True, editable=False, related_name="+")
    # Whoever knows it may read the draft; a new one makes the links of before useless.
    preview_key = models.CharField(max_length=32, default=new_uid, editable=False)
    # Of the draft's document: settle() alone writes it, so that a list can tell what was changed.
    draft_digest = models.CharField(max_length=64, blank=True, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    edited_by_name = models.CharField(max_length=310, blank=True, editable=False)
    # Counts what makes an open form stale: saves and taking down. Raised by F() alone.
    draft_version = models.PositiveIntegerField(default=0, editable=False)
    # Counts changes of the public page's bytes; any app raises it, by F() alone.
    edition = models.PositiveBigIntegerField(default=0, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        permissions = [("publish_article", "Can publish articles")]
        indexes = [models.Index(fields=["-public_from", "-id"], name="article_newest")]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        with transaction.atomic():
            before = (
                Article.objects.filter(pk=self.pk).values("slug", "topic_id").first() if self.pk else None
            )
            super().save(**kwargs)
            if before and before != {"slug": self.slug, "topic_id": self.topic_id}:
                self._refile(before["slug"])

    def _refile(self, old_slug):
        if old_slug != self.slug and self.ever_public:
            SlugRedirect.objects.update_or_create(slug=old_slug, defaults={"article": self})
        SlugRedirect.objects.filter(slug=self.slug, article=self).delete()
        SiteEdition.bump()

    def get_absolute_url(self):
        return reverse("articles:detail", args=[self.slug])

    def clean(self):
        super().clean()
        self.slug = self.slug.lower()
        taken = SlugRedirect.objects.filter(slug=self.slug).exclude(
            article_id__isnull=False, article_id=self.pk
        )
        if taken.exists():
            raise ValidationError({"slug": SLUG_WAS_USED})

    @cached_property
    def live(self):
        """The revision that readers see or would see, without its `content`; None before the first."""
        return self.revisions.due().latest_first().defer("content").first()

    @cached_property
    def scheduled(self):
        """The revision whose time is still to come, or None."""
        return self.revisions.scheduled().defer("content", "html").first()

    @property
    def is_published(self):
        now = timezone.now()
        if self.public_from is None or self.public_from > now or self.live is None:
            return False
        return self.public_until is None or self.will_end or self.live.publish_at >= self.public_until

    @property
    def ever_public(self):
        return self.public_from is not None and self.revisions.due().exists()

    @property
    def will_end(self):
        return self.public_until is not None and self.public_until > timezone.now()

    @property
    def has_ended(self):
        return self.ever_public and not self.is_published

    @property
    def is_changed(self):
        """Whether the draft says something else than the live revision; "" is a digest that nobody made yet."""
        return self.live is not None and self.draft_digest not in ("", self.live.digest)
