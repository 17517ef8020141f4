"""How the admin asks for decisions: in the list for many reviews, on a review's page for one, with the same rules."""

from collections import Counter

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from reviews.models import Review
from reviews.moderation import LONGEST_NOTE, NO_REASON, NO_SENTENCE, DecisionRefused, Reason, Status, decide

GONE = "it is no longer there"
DONE = {
    Status.APPROVED: "approved",
    Status.REJECTED: "rejected",
    Status.SPAM: "marked as spam",
    Status.PENDING: "put back to wait",
}


class RejectForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Reason.choices],
        error_messages={"required": f"{NO_REASON}.".capitalize()},
    )
    note = forms.CharField(
        label="In a sentence",
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the history of decisions; readers do not see it. A low rating is never a reason.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("note"):
            self.add_error("note", f"{NO_SENTENCE}.".capitalize())
        return cleaned


class DecisionsMixin:
    """Actions and the page of reasons for a ModelAdmin of reviews.

    Each row's field `version-<pk>` says what was seen.
    """

    actions = ("approve", "reject", "mark_as_spam", "put_back")

    def has_moderate_permission(self, request):
        return request.user.has_perm("reviews.moderate_review")

    def get_urls(self):
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:pk>/decide/", view, name="reviews_review_decide"), *super().get_urls()]

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
        return self._ask_for_reason(request, seen, form, hidden, self._address("changelist"))

    def decide_view(self, request, pk):
        """One decision, from the review's own page."""
        if not self.has_moderate_permission(request):
            raise PermissionDenied
        get_object_or_404(Review, pk=pk)
        back = self._address("change", pk)
        # A GET comes from the login page, when the session ended meanwhile.
        to = request.POST.get("to")
        if to not in DONE:
            return redirect(back)
        seen, form = {pk: _number(request.POST.get("version"))}, RejectForm(request.POST)
        if to == Status.REJECTED and not form.is_valid():
            hidden = [("to", to), ("version", request.POST.get("version", ""))]
            return self._ask_for_reason(request, seen, form, hidden, back)
        self._decide(request, seen, Status(to), **(form.cleaned_data if to == Status.REJECTED else {}))
        return redirect(back)

    def _decide(self, request, seen, to, reason="", note=""):
        changed, left = decide_all(seen, to, by=request.user, reason=reason, note=note)
        if changed:
            self.message_user(request, f"{_reviews(changed)} {DONE[to]}.", messages.SUCCESS)
        for why, number in left.items():
            self.message_user(request, f"{_reviews(number)} left as before: {why}.", messages.WARNING)

    def _ask_for_reason(self, request, seen, form, hidden, cancel_url):
        context = {
            **self.admin_site.each_context(request),
            "title": f"Reject {_reviews(len(seen))}",
            "opts": self.opts,
            "media": self.media,
            "reviews": Review.objects.filter(pk__in=list(seen)[:50]).select_related("article"),
            "form": form,
            "hidden": hidden,
            "cancel_url": cancel_url,
        }
        return TemplateResponse(request, "admin/reviews/review/reject.html", context)

    def _address(self, page, *args):
        return reverse(f"{self.admin_site.name}:reviews_review_{page}", args=args)


def seen_rows(request):
    """{pk: version that stood in the list} of what was ticked.

    Not from the action's queryset: a filter drops rows that somebody has decided meanwhile, and these are to be named.
    """
    chosen = (_number(text) for text in request.POST.getlist(ACTION_CHECKBOX_NAME))
    return {pk: _number(request.POST.get(f"version-{pk}")) for pk in chosen if pk is not None}


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


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None


def _reviews(number):
    return f"{number} review{'' if number == 1 else 's'}"
