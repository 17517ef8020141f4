"""What a mail says. Each kind has one source of its words: a template whose first line is the subject."""

import textwrap

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from articles.identity import identity, sender
from articles.languages import ENGLISH, interface_language
from reviews import mailed_links
from reviews.models import Mail, ModerationEvent, Review
from reviews.refusals import edit_refusal, refusal, was_decided

Kind = Mail.Kind

LINE = 76  # characters, as RFC 5322 likes them
STILL_TRUE = {
    Kind.RECEIVED: lambda review: review.public_state in ("waiting", "approved"),
    # Its link would lead nowhere while the article is not public.
    Kind.APPROVED: lambda review: review.is_approved and review.article.is_published,
    Kind.REJECTED: lambda review: review.status == Review.Status.REJECTED,
    Kind.EDIT_APPROVED: lambda review: was_decided(review, ModerationEvent.Act.EDIT_APPROVED),
    Kind.EDIT_REJECTED: lambda review: was_decided(review, ModerationEvent.Act.EDIT_REJECTED),
    Kind.ANSWERED: lambda review: bool(review.answer),
    Kind.LINK: lambda review: True,
}


def is_still_true(mail):
    """Whether what the mail tells of stands as it did when the mail was queued."""
    if mail.kind == Kind.WAITING:
        return Review.objects.waiting().exists()
    return STILL_TRUE[mail.kind](mail.review)


def compose(mail):
    """In the readers' language whoever caused it, or in that of the desk where it goes to a moderator."""
    with override(ENGLISH if mail.kind == Kind.WAITING else interface_language()):
        return _compose(mail)


def _compose(mail):
    context = _to_moderator() if mail.kind == Kind.WAITING else _to_reader(mail.review, _ahead(mail))
    context |= {"site_name": identity().name}
    subject, body = render_to_string(f"reviews/mail/{mail.kind}.txt", context).split("\n", 1)
    paragraphs = [part.strip() for part in body.split("\n\n") if part.strip()]
    message = EmailMultiAlternatives(
        subject.strip(), _text(paragraphs), sender(), to=[mail.to], headers=_headers(mail)
    )
    message.attach_alternative(_html(subject.strip(), paragraphs), "text/html")
    return message


def _ahead(mail):
    """The link that was asked for replaces the earlier ones when it is sent."""
    return int(mail.kind == Kind.LINK)


def _to_moderator():
    waiting = Review.objects.waiting()
    return {
        "number": waiting.count(),
        "oldest": waiting.earliest("waiting_since").waiting_since,
        "queue_url": settings.SITE_URL + reverse("admin:reviews_review_queue"),
    }


def _to_reader(review, ahead):
    """Nothing that a person typed goes to an address that is not confirmed: anyone may type anyone's address."""
    confirmed = review.email_confirmed_at is not None
    refused = {"refusal": refusal(review), "edit_refusal": edit_refusal(review)}
    return {
        "title": review.article_title,
        "state": review.public_state,
        "moderated": settings.REVIEWS_MODERATED,
        "confirmed": confirmed,
        "mailed_url": mailed_links.url(review, ahead=ahead),
        "permalink_url": settings.SITE_URL + review.permalink if review.is_approved else "",
        "answer": review.answer if confirmed else "",
    } | {
        name: {"reason": told.reason, "note": told.note if confirmed else ""} if told else None
        for name, told in refused.items()
    }


def _headers(mail):
    headers = {"Auto-Submitted": "auto-generated"}
    if mail.kind != Kind.WAITING:
        # RFC 8058: the mail program's own button, which asks nothing more.
        headers["List-Unsubscribe"] = f"<{mailed_links.url(mail.review, 'mailed_stop', _ahead(mail))}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _text(paragraphs):
    lines = [paragraph.splitlines() for paragraph in paragraphs]
    return "\n\n".join("\n".join(_wrapped(line) for line in part) for part in lines) + "\n"


def _wrapped(line):
    return textwrap.fill(line, LINE, break_long_words=False, break_on_hyphens=False)


def _html(subject, paragraphs):
    parts = [{"text": text, "is_link": _is_link(text)} for text in paragraphs]
    return render_to_string("reviews/mail/layout.html", {"subject": subject, "paragraphs": parts})


def _is_link(text):
    return text.startswith(f"{settings.SITE_URL}/") and len(text.split()) == 1
