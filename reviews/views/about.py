from django.contrib.humanize.templatetags.humanize import intcomma
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.caching import public_page
from articles.models import SiteEdition
from reviews.figures import OUTCOMES, figures
from reviews.forms import COMMENT_LENGTH
from reviews.models import MOST_PHOTOS, ModerationEvent
from reviews.moderation import REPORTS_TO_QUEUE
from reviews.orders import ORDERS
from reviews.pairs import LEAST_REVIEWS, LEAST_VOTES
from reviews.retention import MAILS_KEPT
from reviews.senders import PERIOD

Reason = ModerationEvent.Reason

# What readers are told of each reason. All of them are about what is written, none about what is thought.
REASONS = {
    Reason.OFF_TOPIC: _("it is not about the article"),
    Reason.ABUSIVE: _("it insults or threatens somebody"),
    Reason.PERSONAL_DATA: _("it gives away personal data, such as an address or a telephone number"),
    Reason.ADVERTISING: _("it advertises something"),
    Reason.NOT_A_REVIEW: _("it says nothing of the article, for example a question to us or a test"),
    Reason.COPIED: _("the text is somebody else’s, or was sent many times"),
    Reason.UNLAWFUL: _("publishing it would break the law"),
    Reason.CONFLICT: _(
        "the writer has a part in the article, or was paid or asked to write by somebody who has"
    ),
    Reason.OTHER: _("something else, which the moderator has to say in a sentence"),
}
SHORT = {Reason.OTHER: _("other")}


@require_safe
def about(request):
    """How reviews work, and the figures."""
    made_at, rows = figures()
    version = (made_at, SiteEdition.current())
    return public_page(
        request, version, lambda: render(request, "reviews/about.html", _context(made_at, rows))
    )


def _context(made_at, rows):
    return {
        "made_at": made_at,
        "outcomes": [(_called(row["stars"]), [row["outcomes"][name] for name in OUTCOMES]) for row in rows],
        "stars": [_called(row["stars"]) for row in rows],
        "reasons": [
            {
                "label": SHORT.get(reason, reason.label),
                "sentence": sentence,
                "numbers": _numbers(rows, reason),
            }
            for reason, sentence in REASONS.items()
        ],
        "comment_length": [intcomma(number) for number in COMMENT_LENGTH],
        "orders": ORDERS.values(),
        "pair": {"reviews": LEAST_REVIEWS, "votes": LEAST_VOTES},
        "reports_to_queue": REPORTS_TO_QUEUE,
        "hashes_kept": PERIOD.days,
        "mails_kept": MAILS_KEPT.days,
        "most_photos": MOST_PHOTOS,
        "canonical_path": reverse("reviews:about"),
    }


def _called(stars):
    return _("All") if stars == "all" else stars


def _numbers(rows, reason):
    return [row["reasons"][reason] for row in rows]
