"""The moderators' desk. Nothing of a review can be typed into: decisions are the only thing that changes it."""

from reviews.admin.closing import ReviewsClosedAdmin
from reviews.admin.history import ModerationEventAdmin
from reviews.admin.mail import MailAdmin
from reviews.admin.review import ReviewAdmin

__all__ = ["MailAdmin", "ModerationEventAdmin", "ReviewAdmin", "ReviewsClosedAdmin"]
