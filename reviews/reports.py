"""Readers report a review; enough of them bring it back into the moderators' queue, where it stays visible."""

from crispy_forms.helper import FormHelper
from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.forms import TypedText
from reviews.models import AbuseReport, Review
from reviews.moderation import waiting_since
from reviews.validators import refuse_line_breaks

NOTE_LENGTH = (1, 300)


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=AbuseReport.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose what is wrong with the review."),
            "invalid_choice": _("Please choose one of these."),
        },
    )
    note = TypedText(
        label=_("One line about it, for the moderators; needed with “Something else”"),
        length=NOTE_LENGTH,
        required=False,
        validators=[refuse_line_breaks],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean(self):
        cleaned = super().clean()
        is_other = cleaned.get("reason") == AbuseReport.Reason.OTHER
        if is_other and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", _("Please say in one line what is wrong with it."))
        return cleaned


@transaction.atomic
def report(review_id, reader, reason, note):
    """Store a report of `reader`, a hash from reviews.senders; a second one while the first is open
    changes nothing.

    Raises Review.DoesNotExist when the review is not public (any more).
    """
    review = Review.objects.approved().select_for_update().get(pk=review_id)
    words = {"reason": reason, "note": note}
    open_again = words | {"handled_at": None, "created_at": timezone.now()}
    mine = {"review": review, "reader_hash": reader}
    is_new = AbuseReport.objects.get_or_create(**mine, defaults=words)[1]
    # What a moderator has dealt with may be wrong anew, after an edit for one.
    if is_new or AbuseReport.objects.filter(**mine, handled_at__isnull=False).update(**open_again):
        # Nobody has to see the review anew for it, so its version stays.
        review.waiting_since = waiting_since(review)
        review.save(update_fields=["waiting_since"])
