"""The moderators' desk. Nothing here can be typed into: decisions are the only thing that changes a review."""

from django.contrib import admin
from django.db.models import Case, Value, When
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince

from reviews.admin_decisions import DecisionsMixin, RejectForm
from reviews.models import Mail, ModerationEvent, Review
from reviews.moderation import Status, steps_from

PENDING_FIRST = Case(When(status=Status.PENDING, then=Value(0)), default=Value(1))
FIRST_CHARACTERS = 70
ARTICLE_CHARACTERS = 40
FILTER_LOOKUPS = {
    "status__exact",
    "rating__exact",
    "article__id__exact",
    "submitted_at__gte",
    "submitted_at__lt",
}
OTHERS = 20
BUTTONS = {
    Status.APPROVED: "Approve",
    Status.SPAM: "Mark as spam",
    Status.PENDING: "Put back to wait",
}


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at: for the superuser too."""

    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Review)
class ReviewAdmin(DecisionsMixin, ReadOnlyAdmin):
    list_display = ("stars", "first_words", "article_name", "name", "age", "status_seen")
    list_display_links = ("first_words",)
    list_filter = ("status", "rating", ("article", admin.RelatedOnlyFieldListFilter), "submitted_at")
    list_select_related = ("article",)
    list_per_page = 100
    search_fields = ("comment", "name", "email")
    ordering = (PENDING_FIRST, "-submitted_at", "-id")
    fields = ("article_title", "revision", "status", "submitted_at", "decided_at", "name", "email")
    change_form_template = "admin/reviews/review/change_form.html"

    class Media:
        css = {"all": ["reviews/admin.css"]}

    def has_view_permission(self, request, obj=None):
        return self.has_moderate_permission(request) or super().has_view_permission(request, obj)

    def lookup_allowed(self, lookup, value, request):
        """Only what the filters send: by halving, any other column could be read, the private token too."""
        return lookup in FILTER_LOOKUPS

    @admin.display(description="article")
    def article_name(self, review):
        return Truncator(review.article.title).chars(ARTICLE_CHARACTERS)

    @admin.display(description="stars", ordering="rating")
    def stars(self, review):
        return f"{review.rating} of 5"

    @admin.display(description="review")
    def first_words(self, review):
        return Truncator(" ".join(review.comment.split())).chars(FIRST_CHARACTERS)

    @admin.display(description="age", ordering="-submitted_at")
    def age(self, review):
        return timesince(review.submitted_at, depth=1)

    @admin.display(description="status", ordering="status")
    def status_seen(self, review):
        field = '{} <input type="hidden" name="version-{}" value="{}">'
        return format_html(field, review.get_status_display(), review.pk, review.version)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        review = self.get_object(request, object_id)
        extra_context = (extra_context or {}) | (self._page(request, review) if review else {})
        return super().change_view(request, object_id, form_url, extra_context)

    def _page(self, request, review):
        steps = steps_from(review) if self.has_moderate_permission(request) else []
        others = Review.objects.filter(email_key=review.email_key).exclude(pk=review.pk)
        return {
            "review": review,
            "title": f"Review of “{review.article}”",
            "subtitle": None,
            "buttons": [(step.value, BUTTONS[step]) for step in steps if step in BUTTONS],
            "reject_form": RejectForm() if Status.REJECTED in steps else None,
            "decide_url": reverse(f"{self.admin_site.name}:reviews_review_decide", args=[review.pk]),
            "article_is_public": review.article.is_published,
            "history": list(review.events.all()),
            "others": list(others.select_related("article").newest_first()[:OTHERS]),
        }


@admin.register(ModerationEvent)
class ModerationEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "review", "from_status", "to_status", "reason", "by_name")
    list_filter = ("to_status", "reason", "at")
    list_select_related = ("review",)
    fields = ("at", "review", "by_name", "from_status", "to_status", "reason", "note")


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """What has not been sent: it waits for its next try, or was given up."""

    list_display = ("created_at", "kind", "review", "attempts", "next_try_at", "last_error")
    list_filter = ("kind",)
    list_select_related = ("review",)
    ordering = ("-created_at", "-id")
    fields = ("kind", "review", "to", "created_at", "attempts", "next_try_at", "last_error")

    def get_queryset(self, request):
        return super().get_queryset(request).waiting()
