"""Decisions on many reviews, from the list of the admin; for one see queue.py."""

from collections import Counter

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.urls import reverse

from reviews.admin.forms import RejectForm
from reviews.models import Photo, Review
from reviews.moderation import DecisionRefused, Status, decide

GONE = "it is no longer there"
DONE = {
    Status.APPROVED: "approved",
    Status.REJECTED: "rejected",
    Status.SPAM: "marked as spam",
    Status.PENDING: "put back to wait",
}


class DecisionsMixin:
    """Actions and the page of reasons for a ModelAdmin of reviews.

    Each row's field `version-<pk>` says what was seen.
    """

    actions = ("approve", "reject", "mark_as_spam", "put_back")

    def has_moderate_permission(self, request):
        return request.user.has_perm("reviews.moderate_review")

    @admin.action(permissions=["moderate"], description="Approve the selected reviews")
    def approve(self, request, queryset):
        self._decide(request, seen_rows(request), Status.APPROVED)

    @admin.action(permissions=["moderate"], description="Mark the selected reviews as spam")
    def mark_as_spam(self, request, queryset):
        self._decide(request, seen_rows(request), Status.SPAM)

    @admin.action(permissions=["moderate"], description="Put the selected reviews back to wait")
    def put_back(self, request, queryset):
        self._decide(request, seen_rows(request), Status.PENDING)

    @admin.action(permissions=["moderate"], description="Reject the selected reviews …")
    def reject(self, request, queryset):
        seen = seen_rows(request)
        form = RejectForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            return self._decide(request, seen, Status.REJECTED, **form.cleaned_data)
        hidden = [("action", "reject")]
        hidden += [(ACTION_CHECKBOX_NAME, pk) for pk in seen]
        hidden += [(f"version-{pk}", version) for pk, version in seen.items() if version is not None]
        return self._ask_for_reason(request, seen, form, hidden)

    def _decide(self, request, seen, to, reason="", note=""):
        changed, left = decide_all(seen, to, by=request.user, reason=reason, note=note)
        if changed:
            self.message_user(request, f"{_reviews(changed)} {DONE[to]}.", messages.SUCCESS)
        for why, number in left.items():
            self.message_user(request, f"{_reviews(number)} left as before: {why}.", messages.WARNING)

    def _ask_for_reason(self, request, seen, form, hidden):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Reject {_reviews(len(seen))}",
            "opts": self.opts,
            "media": self.media,
            "reviews": Review.objects.filter(pk__in=list(seen)[:50]).select_related("article"),
            "has_photos": Photo.objects.filter(review__in=list(seen)).exists(),
            "form": form,
            "hidden": hidden,
            "cancel_url": reverse(f"{self.admin_site.name}:reviews_review_changelist"),
        }
        return TemplateResponse(request, "admin/reviews/review/reject.html", context)


def seen_rows(request):
    """{pk: version that stood in the list} of what was ticked.

    Not from the action's queryset: a filter drops rows that somebody has decided meanwhile, and these are to be named.
    """
    chosen = (whole_number(text) for text in request.POST.getlist(ACTION_CHECKBOX_NAME))
    return {pk: whole_number(request.POST.get(f"version-{pk}")) for pk in chosen if pk is not None}


def decide_all(seen, to, *, by, reason="", note=""):
    """How many changed, and how many were left for which reason."""
    changed, left = 0, Counter()
    for pk, version in seen.items():
        try:
            decide(pk, to, by=by, version=version, reason=reason, note=note)
            changed += 1
        except Review.DoesNotExist:
            left[GONE] += 1
        except DecisionRefused as refusal:
            left[str(refusal)] += 1
    return changed, left


def whole_number(text):
    """None for what is no whole number that a database can hold."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def _reviews(number):
    return f"{number} review{'' if number == 1 else 's'}"
