"""The answer to whoever did something too often."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

SENTENCES = {
    "submit": _(
        "More reviews came from your network, or from this email address, within the hour than we take."
    ),
    "vote": _("More votes came from your network within the hour than we take."),
    "report": _("More reports came from your network within the hour than we take."),
    "link": _(
        "More links were asked for from your network, or for this email address, within the hour than we send."
    ),
    "photos": _(
        "Photos were sent from your network, or for this review, more often within the hour than we take them."
    ),
}


def too_many(request, error, template="reviews/limited.html", **context):
    """429 for `error`, a reviews.limits.TooMany: `template` with the sentence `limited` and when to come again."""
    response = render(request, template, context | {"limited": sentence(error)}, status=429)
    return say_when(response, error)


def say_when(response, error):
    response.headers["Retry-After"] = str(error.retry_after)
    return response


def sentence(error):
    again = ngettext(
        "Please try again in %(minutes)s minute.", "Please try again in %(minutes)s minutes.", error.minutes
    )
    return f"{SENTENCES[error.action]} {again % {'minutes': error.minutes}}"
