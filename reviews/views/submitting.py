from django.shortcuts import render

from reviews.forms import ReviewForm
from reviews.limits import TooMany
from reviews.models import ReviewsClosed
from reviews.submitting import submit
from reviews.views.exchange import private_page, see_other, sender_of, typed
from reviews.views.limiting import say_when, sentence


@private_page
def receive(request, article):
    form = ReviewForm(typed(request))
    if closed := ReviewsClosed.objects.filter(article=article).first():
        # It was closed while the reader was writing.
        return _answer(request, "reviews/closed.html", article, form, 409, closed=closed)
    if not form.is_valid():
        return _answer(request, "reviews/invalid.html", article, form, 422)
    try:
        return see_other(submit(article, form, sender_of(request)))
    except TooMany as error:
        response = _answer(request, "reviews/invalid.html", article, form, 429, limited=sentence(error))
        return say_when(response, error)


def _answer(request, template, article, form, status, **more):
    context = {"article": article, "title": article.live.card["title"], "form": form} | more
    return render(request, template, context, status=status)
