"""What readers say of a review: that it is helpful, or that something is wrong with it."""

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from articles.models import Article
from reviews import votes
from reviews.albums import give_photos
from reviews.limits import TooMany, hit
from reviews.models import Review
from reviews.reports import ReportForm
from reviews.reports import report as store_report
from reviews.same_origin import same_origin
from reviews.senders import network, reader_hash
from reviews.views.exchange import private_page, see_other, typed
from reviews.views.limiting import say_when, sentence, too_many

OWN = _(
    "This review was sent from your network with a browser like yours. Nobody can vote for a review of their own."
)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def helpful(request, uid):
    """The page of a vote, and POST to vote; with `undo` in the body the vote is taken back.

    Who asks for application/json gets {"count": …, "said": the same in words, "voted": …} or {"error": …}.
    """
    review = _public_review(uid)
    if request.method != "POST":
        return _helpful_page(request, review)
    try:
        hit("vote", network(request))
        review = _vote(request, review)
    except TooMany as error:
        return _too_many_votes(request, error, review)
    except votes.OwnReview:
        return _own_review(request, review)
    if _wants_json(request):
        voted = votes.has_voted(review, reader_hash(request))
        said = render_to_string("reviews/_helpful_count.html", {"count": review.helpful_count}).strip()
        return JsonResponse({"count": review.helpful_count, "said": said, "voted": voted})
    return see_other("reviews:helpful", review.uid)


@same_origin
@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def report(request, uid):
    review = _public_review(uid)
    if request.method != "POST":
        return _report_page(request, review, ReportForm(), sent="sent" in request.GET)
    form = ReportForm(typed(request))
    if not form.is_valid():
        return _report_page(request, review, form, status=422)
    try:
        hit("report", network(request))
    except TooMany as error:
        return too_many(request, error, "reviews/report.html", **_context(review), form=form)
    _report(request, review, form.cleaned_data)
    return see_other(f"{request.path}?sent")


def _public_review(uid):
    """An approved review of an article that is public now. Raises Http404."""
    review = get_object_or_404(Review.objects.approved(), uid=uid)
    review.article = get_object_or_404(Article.objects.published(), pk=review.article_id)
    return review


def _context(review):
    return {"review": review, "title": review.article.live.card["title"]}


def _vote(request, review):
    act = votes.take_back if "undo" in typed(request) else votes.vote
    try:
        return act(review.pk, reader_hash(request))
    except Review.DoesNotExist:
        raise Http404 from None


def _helpful_page(request, review, status=200):
    reader = reader_hash(request)
    context = _context(review) | {
        "own": OWN if votes.is_own(review, reader) else "",
        "voted": votes.has_voted(review, reader),
    }
    return render(request, "reviews/helpful.html", context, status=status)


def _own_review(request, review):
    if _wants_json(request):
        return JsonResponse({"error": OWN}, status=403)
    return _helpful_page(request, review, status=403)


def _too_many_votes(request, error, review):
    if _wants_json(request):
        return say_when(JsonResponse({"error": sentence(error)}, status=429), error)
    return too_many(request, error, **_context(review))


def _wants_json(request):
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _report_page(request, review, form, *, sent=False, status=200):
    give_photos([review])
    context = _context(review) | {"form": form, "sent": sent}
    return render(request, "reviews/report.html", context, status=status)


def _report(request, review, words):
    try:
        store_report(review.pk, reader_hash(request), words["reason"], words["note"])
    except Review.DoesNotExist:
        raise Http404 from None
