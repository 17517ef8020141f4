"""Reviews and what hangs on them: edits, decisions, counts, readers' votes and reports, mails, photos."""

from reviews.models.closing import ReviewsClosed
from reviews.models.counting import RatingSummary, Tally
from reviews.models.decisions import ModerationEvent
from reviews.models.limits import RateCount
from reviews.models.outbox import Mail, MailQuerySet, OutboxRun
from reviews.models.photos import LONGEST_ALTERNATIVE, MOST_PHOTOS, LeftFile, Photo
from reviews.models.review import RATING_WORDS, Review, ReviewEdit, make_token
from reviews.models.voices import AbuseReport, HelpfulVote

__all__ = [
    "LONGEST_ALTERNATIVE",
    "MOST_PHOTOS",
    "RATING_WORDS",
    "AbuseReport",
    "HelpfulVote",
    "LeftFile",
    "Mail",
    "MailQuerySet",
    "ModerationEvent",
    "OutboxRun",
    "Photo",
    "RateCount",
    "RatingSummary",
    "Review",
    "ReviewEdit",
    "ReviewsClosed",
    "Tally",
    "make_token",
]
