"""What a moderator types: why something is rejected, and the editors' answer."""

from django import forms

from reviews.forms import TypedText
from reviews.moderation import LONGEST_NOTE, NO_REASON, NO_SENTENCE, Reason
from reviews.validators import refuse_unprintable

LONGEST_ANSWER = 2000


class DeskForm(forms.Form):
    def focus_first_error(self):
        for name in self.errors:
            if name in self.fields:
                self.fields[name].widget.attrs["autofocus"] = True
                return


class RejectForm(DeskForm):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *Reason.choices],
        error_messages={"required": f"{NO_REASON}.".capitalize()},
    )
    note = forms.CharField(
        label="In a sentence",
        required=False,
        max_length=LONGEST_NOTE,
        validators=[refuse_unprintable],
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The writer is told it with the reason; readers do not see it. A low rating is never a reason.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == Reason.OTHER and "note" in cleaned and not cleaned["note"]:
            self.add_error("note", f"{NO_SENTENCE}.".capitalize())
        return cleaned


class AnswerForm(DeskForm):
    answer = TypedText(
        label="Answer",
        length=(1, LONGEST_ANSWER),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            f"Up to {LONGEST_ANSWER:,} characters, in the name of the editors: it stands under the review for "
            "everyone, and its writer gets a mail. An empty answer takes the old one away."
        ),
    )
