"""The list of articles: how each of them stands, and what is done to many at once."""

from django.contrib import admin, messages
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from articles.models import Article, Revision
from articles.publishing import unpublish

STATES = {
    "draft": "draft, never public",
    "public": "public",
    "changed": "public, changed since publishing",
    "scheduled": "scheduled",
    "ended": "ended",
}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return STATES.items()

    def queryset(self, request, queryset):
        was_public = Q(live_digest__isnull=False, public_from__lte=timezone.now())
        conditions = {
            "draft": Q(live_digest=None, scheduled_for=None),
            "public": Q(public_now=True),
            "changed": Q(public_now=True) & ~Q(draft_digest__in=["", F("live_digest")]),
            "scheduled": Q(scheduled_for__isnull=False),
            "ended": was_public & Q(public_now=False),
        }
        condition = conditions.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class ListMixin:
    list_display = ("title", "state", "topic", "last_edited")
    list_filter = (StateFilter, "topic", "authors", "language")
    list_select_related = ("topic",)
    search_fields = ("title", "slug", "summary", "old_slugs__slug", "subjects__name")
    actions = ("publish", "unpublish")
    ordering = (F("edited_at").desc(nulls_last=True), "-pk")

    def get_queryset(self, request):
        published = Article.objects.published().filter(pk=OuterRef("pk"))
        revisions = Revision.objects.filter(article=OuterRef("pk"))
        live = revisions.due().latest_first().values("digest")[:1]
        scheduled = revisions.scheduled().values("publish_at")[:1]
        return (
            super()
            .get_queryset(request)
            .annotate(
                public_now=Exists(published), live_digest=Subquery(live), scheduled_for=Subquery(scheduled)
            )
        )

    @admin.display(description="state", ordering="public_now")
    def state(self, article):
        return format_html_join(" ", '<span class="state {}">{}</span>', _states(article))

    @admin.display(description="last edited", ordering="edited_at")
    def last_edited(self, article):
        if article.edited_at is None:
            return ""
        day = _moment(article.edited_at)
        return format_html('<time datetime="{0}">{0}</time> {1}', day, article.edited_by_name)

    def has_publish_many_permission(self, request):
        """As on the page of an article: whoever may not change one publishes none either."""
        return self.has_publish_permission(request) and self.has_change_permission(request)

    @admin.action(permissions=["publish_many"], description="Publish the selected articles, as updates")
    def publish(self, request, queryset):
        for article in queryset.order_by("pk"):
            url = reverse("admin:articles_article_change", args=[article.pk])
            prefix = format_html('<a href="{}">{}</a>: ', url, article)
            if article.has_ended:
                words = format_html("{}It has ended, and is brought back from its own page only.", prefix)
                self.message_user(request, words, messages.WARNING)
            else:
                self.publish_one(request, article, prefix=prefix)

    @admin.action(permissions=["publish_many"], description="Unpublish the selected articles")
    def unpublish(self, request, queryset):
        ended = [article for article in queryset if _end(article)]
        for article in ended:
            self.log_change(request, article, "It is no longer public.")
        words = "1 article is" if len(ended) == 1 else f"{len(ended)} articles are"
        if ended:
            message = f"{words} no longer public. “Publish” on an article’s own page brings it back."
            self.message_user(request, message)
        if coming := sum(article.scheduled is not None for article in ended):
            words = "1 of them is" if coming == 1 else f"{coming} of them are"
            self.message_user(request, f"{words} scheduled, and comes back at that time.", messages.WARNING)
        if others := len(queryset) - len(ended):
            self.message_user(request, f"{others} of those selected had not been public.", messages.WARNING)


def _end(article):
    """Unpublish, with the words for readers that were set for an end to come."""
    said = {"note": article.ended_note, "target": article.ended_target} if article.will_end else {}
    return unpublish(article, **said)


def _states(article):
    """(class, words) of all that an article is at once."""
    if article.public_now:
        yield "public", "Public"
        if article.draft_digest not in ("", article.live_digest):
            yield "changed", "Changed since publishing"
        if article.will_end:
            yield "ending", f"Until {_moment(article.public_until)}"
    elif article.live_digest:
        yield "ended", "Ended"
    elif not article.scheduled_for:
        yield "draft", "Draft"
    if article.scheduled_for:
        yield "scheduled", f"Scheduled for {_moment(article.scheduled_for)}"


def _moment(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
