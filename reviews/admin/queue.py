"""The moderators' queue: one review at a time, the one that has waited longest first; and the acts on one review.

An act comes from the queue when its form has a field `after`, the place in the queue after which to go on; without
it, it comes from the review's own page. Wherever it comes from, what cannot be done is answered with the review as it
is now and with what was typed.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode

from reviews import cursors, moderation
from reviews.admin.decisions import whole_number
from reviews.admin.desk import REJECTIONS, desk, find, last_decision
from reviews.admin.forms import AnswerForm, RejectForm
from reviews.models import Photo, Review
from reviews.moderation import Act, DecisionRefused, Status
from reviews.undoing import undo
from reviews.views.exchange import see_other
from reviews.views.photos import picture

GONE = "This review is no longer there: its writer has erased it."
TITLE = "Queue of reviews"
DONE = {
    Status.APPROVED: "The review is approved.",
    Status.REJECTED: "The review is rejected.",
    Status.SPAM: "The review is marked as spam.",
    Status.PENDING: "The review is put back to wait.",
    Act.EDIT_APPROVED: "The edit is approved.",
    Act.EDIT_REJECTED: "The edit is rejected; the review stays as it was.",
    Act.KEPT: "The review is kept, and its reports are dealt with.",
}


class QueueMixin:
    """Addresses of a ModelAdmin of reviews: the queue, deciding, undoing and answering one review, its photos."""

    def get_urls(self):
        views = [
            ("queue/", self.queue_view, "queue"),
            ("<int:pk>/decide/", self.decide_view, "decide"),
            ("<int:pk>/undo/", self.undo_view, "undo"),
            ("<int:pk>/answer/", self.answer_view, "answer"),
        ]
        ours = [path(to, self._for_moderators(view), name=f"reviews_review_{n}") for to, view, n in views]
        photo = self.admin_site.admin_view(self.photo_view)
        ours.append(path("<int:pk>/photos/<uuid:uid>/", photo, name="reviews_review_photo"))
        return [*ours, *super().get_urls()]

    def photo_view(self, request, pk, uid):
        """For whoever may look at reviews."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return picture(get_object_or_404(Photo, review=pk, uid=uid))

    def queue_view(self, request):
        after, wanted = request.GET.get("after", ""), whole_number(request.GET.get("review"))
        review, has_wrapped = next_waiting(after, wanted)
        more = {"has_wrapped": has_wrapped, "last": last_decision(request.user)}
        return self._show(request, review, "" if has_wrapped else after, {}, **more)

    def decide_view(self, request, pk):
        to = request.POST.get("to")
        # A GET comes from the login page, when the session ended meanwhile.
        if to not in DONE:
            return self._go_on(request, pk)
        form = RejectForm(request.POST) if to in REJECTIONS else None
        if form and not form.is_valid():
            form.focus_first_error()
            return self._show_again(request, pk, reject_form=form)
        seen = {name: whole_number(request.POST.get(name)) for name in ("version", "reports")}
        try:
            carry_out(to, pk, by=request.user, **seen, **(form.cleaned_data if form else {}))
        except DecisionRefused as refusal:
            return self._show_again(request, pk, refusal, reject_form=form)
        if "after" not in request.POST:
            # In the queue the last decision stands above the next review.
            self.message_user(request, DONE[to], messages.SUCCESS)
        return self._go_on(request, pk)

    def undo_view(self, request, pk):
        if request.method != "POST":
            return self._go_on(request, pk)
        try:
            review = undo(pk, by=request.user, version=whole_number(request.POST.get("version")))
        except DecisionRefused as refusal:
            return self._show_again(request, pk, refusal)
        what = f"Your decision is taken back: the review is {review.get_status_display()} again."
        self.message_user(request, what, messages.SUCCESS)
        return self._go_on(request, pk, review=pk)

    def answer_view(self, request, pk):
        if request.method != "POST":
            return self._go_on(request, pk)
        form = AnswerForm(request.POST)
        if not form.is_valid():
            form.focus_first_error()
            return self._show_again(request, pk, answer_form=form)
        seen = request.POST.get("seen", "").replace("\r\n", "\n")
        try:
            moderation.answer(pk, form.cleaned_data["answer"], by=request.user, seen=seen)
        except DecisionRefused as refusal:
            return self._show_again(request, pk, refusal, answer_form=form)
        self.message_user(request, "The answer is saved.", messages.SUCCESS)
        return self._go_on(request, pk, review=pk)

    def _for_moderators(self, view):
        def checked(request, **kwargs):
            if not self.has_moderate_permission(request):
                raise PermissionDenied
            try:
                return view(request, **kwargs)
            except Review.DoesNotExist:
                if "after" not in request.POST:
                    raise Http404(GONE) from None
                self.message_user(request, GONE, messages.WARNING)
                return self._go_on(request, **kwargs)

        return self.admin_site.admin_view(checked)

    def _show_again(self, request, pk, refusal=None, **forms):
        """The review as it is now, with what was typed; `refusal` is why nothing was changed."""
        review = find(pk)
        if review is None:
            raise Review.DoesNotExist
        status = 409 if refusal else 200
        more = {"refusal": refusal, "has_error": not refusal}
        return self._show(request, review, request.POST.get("after"), forms, status=status, **more)

    def _show(self, request, review, after, forms, *, status=200, **more):
        """`after` None stands for the review's own page, to which its forms go back."""
        context = {
            **self.admin_site.each_context(request),
            "title": TITLE,
            "opts": self.opts,
            "media": self.media,
            "number_waiting": Review.objects.waiting().count(),
            "desk": desk(review, request.user, **forms) if review else None,
            "after": after,
            "in_queue": after is not None,
            "skip_url": self._queue_url(after=place_of(review) or after) if review else "",
            **more,
        }
        return TemplateResponse(request, "admin/reviews/review/queue.html", context, status=status)

    def _go_on(self, request, pk, **wanted):
        after = request.POST.get("after")
        if after is None:
            return see_other(self._page("change", pk))
        return see_other(self._queue_url(after=after, **wanted))

    def _queue_url(self, **query):
        query = {name: value for name, value in query.items() if value}
        return self._page("queue") + (f"?{urlencode(query)}" if query else "")

    def _page(self, name, *args):
        return reverse(f"{self.admin_site.name}:reviews_review_{name}", args=args)


def carry_out(to, review_id, *, by, version, reports, **rejection):
    """Decide on a review, on its edit or on its reports; `to` is a status, or an act that leaves the status."""
    if to == Act.KEPT:
        return moderation.keep(review_id, by=by, version=version, reports=reports)
    if to in (Act.EDIT_APPROVED, Act.EDIT_REJECTED):
        approve = to == Act.EDIT_APPROVED
        return moderation.decide_edit(review_id, approve=approve, by=by, version=version, **rejection)
    return moderation.decide(review_id, Status(to), by=by, version=version, **rejection)


def next_waiting(after, wanted=None):
    """(the first review that waits after the place `after`, or None; whether the queue began again for it).

    `wanted` is the id of the one to show, if it waits.
    """
    waiting = Review.objects.waiting().with_corrections().select_related("article", "edit")
    ordered = waiting.order_by("waiting_since", "id")
    if wanted and (found := waiting.filter(pk=wanted).first()):
        return found, False
    place = cursors.decode(b"", 2, after)
    found = ordered.filter(_beyond(*place)).first() if place else None
    if found or not place:
        return found or ordered.first(), False
    found = ordered.first()
    return found, found is not None


def place_of(review):
    """Where a waiting review stands in the queue, for an address; "" for one that does not wait."""
    return cursors.encode(b"", (review.waiting_since, review.pk)) if review.waiting_since else ""


def _beyond(moment, pk):
    # The first half alone is a range of the index.
    return Q(waiting_since__gte=moment) & (Q(waiting_since__gt=moment) | Q(pk__gt=pk))
