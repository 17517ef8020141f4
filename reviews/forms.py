"""The form under an article. The rule is here; what a browser checks before is an addition."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator, ProhibitNullCharactersValidator

from reviews.email_keys import email_key
from reviews.models import RATING_WORDS
from reviews.validators import refuse_line_breaks, refuse_unprintable, shown_length

COMMENT_LENGTH = (10, 5000)
NAME_LENGTH = (2, 80)
LONGEST_EMAIL = 254  # RFC 5321's path without the brackets


class ShownLengthValidator(MinLengthValidator):
    def clean(self, text):
        return shown_length(text)


class TypedText(forms.CharField):
    """Text as a reader typed it: trimmed, a line end one character, and none that cannot be shown."""

    def __init__(self, *, length, **kwargs):
        self.shortest, self.longest = length
        super().__init__(**kwargs)
        # ours names the character, and comes first
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        self.validators += [
            ShownLengthValidator(self.shortest, self._length_error("at least", self.shortest)),
            MaxLengthValidator(self.longest, self._length_error("at most", self.longest)),
        ]
        self.widget.attrs |= {"minlength": self.shortest, "maxlength": self.longest}

    def to_python(self, value):
        refuse_unprintable(value or "")
        text = super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))
        return text if shown_length(text) else self.empty_value

    @staticmethod
    def _length_error(bound, length):
        return f"Please write {bound} {length:,} characters; you wrote %(show_value)s."


class TypedEmail(forms.EmailField):
    def to_python(self, value):
        refuse_unprintable(value or "")
        return super().to_python(value)


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label="Your rating of this article",
        choices=[(str(stars), word) for stars, word in RATING_WORDS.items()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Please choose a number of stars.",
            "invalid_choice": "Please choose a number of stars, from 1 to 5.",
        },
    )
    comment = TypedText(
        label="Your review",
        length=COMMENT_LENGTH,
        help_text=f"What was clear, what was missing? {COMMENT_LENGTH[0]} to {COMMENT_LENGTH[1]:,} characters.",
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 7}),
        error_messages={"required": "Please write your review."},
    )
    name = TypedText(
        label="Name",
        length=NAME_LENGTH,
        validators=[refuse_line_breaks],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": "Please tell us the name that shall stand under your review."},
    )
    email = TypedEmail(
        label="Email",
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Please tell us your email address. It will not be published.",
            "invalid": "Please type a whole email address, such as ada@example.org.",
            "max_length": "An email address has at most %(limit_value)d characters; here are %(show_value)d.",
        },
    )
    # A trap for robots, without any rule that could make it an error
    website = forms.Field(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}),
    )
    # How long the page stood open, as the script says at sending; as much a claim of the sender as the rest
    seconds_open = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True

    def clean_email(self):
        email = self.cleaned_data["email"]
        try:
            self.cleaned_data["email_key"] = email_key(email)
        except ValueError as error:
            raise ValidationError(
                "No email address can end like this. Please check it after the @."
            ) from error
        return email

    @property
    def seconds(self):
        """From opening the page to sending the form; None where no script measured."""
        try:
            seconds = float(self.cleaned_data["seconds_open"] or "nan")
        except ValueError:
            return None
        return seconds if seconds >= 0 else None

    @property
    def fell_into_honeypot(self):
        return bool(self.cleaned_data["website"])


class EditForm(ReviewForm):
    """For a review that is there: its address stays."""

    email = None


class LinkForm(ReviewForm):
    """An email address, to which the link to its reviews goes."""

    rating = comment = name = website = seconds_open = None
