"""The list of reviews, and the page of one. Decisions are the only thing that changes a review."""

from django.contrib import admin
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.timesince import timesince

from reviews.admin.decisions import DecisionsMixin
from reviews.admin.desk import desk, find
from reviews.admin.queue import QueueMixin
from reviews.admin.read_only import ReadOnlyAdmin
from reviews.models import Photo, Review
from reviews.moderation import Status

PENDING_FIRST = Case(When(status=Status.PENDING, then=Value(0)), default=Value(1))
FIRST_CHARACTERS = 70
ARTICLE_CHARACTERS = 40
FILTER_LOOKUPS = {
    "status__exact",
    "rating__exact",
    "article__id__exact",
    "submitted_at__gte",
    "submitted_at__lt",
    "waits",
    "decided",
    "photos",
}


class WaitsFilter(admin.SimpleListFilter):
    title = "the queue"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("yes", "Waits in it")]

    def queryset(self, request, queryset):
        return queryset.waiting() if self.value() == "yes" else queryset


class DecidedFilter(admin.SimpleListFilter):
    title = "decision"
    parameter_name = "decided"

    def lookups(self, request, model_admin):
        return [("yes", "Decided"), ("no", "Not decided yet")]

    def queryset(self, request, queryset):
        known = {"yes": False, "no": True}
        return queryset.filter(decided_at__isnull=known[self.value()]) if self.value() in known else queryset


class PhotosFilter(admin.SimpleListFilter):
    title = "photos"
    parameter_name = "photos"

    def lookups(self, request, model_admin):
        return [("yes", "With photos"), ("new", "With photos beside what is published")]

    def queryset(self, request, queryset):
        photos = Photo.objects.filter(review=OuterRef("pk"))
        if self.value() == "yes":
            return queryset.filter(Exists(photos))
        if self.value() == "new":
            return queryset.approved().filter(Exists(photos.waiting()))
        return queryset


@admin.register(Review)
class ReviewAdmin(QueueMixin, DecisionsMixin, ReadOnlyAdmin):
    list_display = ("stars", "first_words", "article_name", "name", "age", "status_seen")
    list_display_links = ("first_words",)
    list_filter = (
        WaitsFilter,
        "status",
        DecidedFilter,
        PhotosFilter,
        "rating",
        ("article", admin.RelatedOnlyFieldListFilter),
        "submitted_at",
    )
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
        extra_context = (extra_context or {}) | (self._context(request, review) if review else {})
        return super().change_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        more = {"may_moderate": self.has_moderate_permission(request)}
        return super().changelist_view(request, (extra_context or {}) | more)

    def _context(self, request, review):
        user = request.user if self.has_moderate_permission(request) else None
        title = f"Review of “{review.article}”"
        return {"title": title, "subtitle": None, "desk": desk(find(review.pk), user)}
