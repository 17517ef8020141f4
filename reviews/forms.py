"""The form under an article. The rule is here; what a browser checks before is an addition."""

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MinLengthValidator, ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.characters import shown_length
from articles.languages import filled_in, grouped
from reviews.email_keys import email_key
from reviews.models import RATING_WORDS
from reviews.validators import refuse_line_breaks, refuse_unprintable

COMMENT_LENGTH = (10, 5000)
NAME_LENGTH = (2, 80)
WRITTEN = "%(show_value)s"  # which the validators fill in
LONGEST_EMAIL = 254  # RFC 5321's path without the brackets


class ShownLengthValidator(MinLengthValidator):
    def clean(self, text):
        return shown_length(text)


def too_short(length):
    sentence = ngettext_lazy(
        "Please write at least %(limit)s character; you wrote %(written)s.",
        "Please write at least %(limit)s characters; you wrote %(written)s.",
        length,
    )
    return filled_in(sentence, limit=length, written=WRITTEN)


def too_long(length):
    sentence = ngettext_lazy(
        "Please write at most %(limit)s character; you wrote %(written)s.",
        "Please write at most %(limit)s characters; you wrote %(written)s.",
        length,
    )
    return filled_in(sentence, limit=length, written=WRITTEN)


class TypedText(forms.CharField):
    """Text as a reader typed it: trimmed, a line end one character, and none that cannot be shown."""

    def __init__(self, *, length, **kwargs):
        self.shortest, self.longest = length
        super().__init__(**kwargs)
        # ours names the character, and comes first
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]
        self.validators += [
            ShownLengthValidator(self.shortest, too_short(self.shortest)),
            MaxLengthValidator(self.longest, too_long(self.longest)),
        ]
        self.widget.attrs |= {"minlength": self.shortest, "maxlength": self.longest}

    def to_python(self, value):
        refuse_unprintable(value or "")
        text = super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))
        return text if shown_length(text) else self.empty_value


class TypedEmail(forms.EmailField):
    def to_python(self, value):
        refuse_unprintable(value or "")
        return super().to_python(value)


class ReviewForm(forms.Form):
    rating = forms.TypedChoiceField(
        label=_("Your rating of this article"),
        choices=[(str(stars), word) for stars, word in RATING_WORDS.items()],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose a number of stars."),
            "invalid_choice": _("Please choose a number of stars, from 1 to 5."),
        },
    )
    comment = TypedText(
        label=_("Your review"),
        length=COMMENT_LENGTH,
        help_text=filled_in(
            _("What was clear, what was missing? %(shortest)s to %(longest)s characters."),
            shortest=COMMENT_LENGTH[0],
            longest=COMMENT_LENGTH[1],
        ),
        # The script's count shows the number as the page writes numbers.
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 7, "data-most": grouped(COMMENT_LENGTH[1])}),
        error_messages={"required": _("Please write your review.")},
    )
    name = TypedText(
        label=_("Name"),
        length=NAME_LENGTH,
        validators=[refuse_line_breaks],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": _("Please tell us the name that shall stand under your review.")},
    )
    email = TypedEmail(
        label=_("Email"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        error_messages={
            "required": _("Please tell us your email address. It will not be published."),
            "invalid": _("Please type a whole email address, such as ada@example.org."),
            "max_length": _(
                "An email address has at most %(limit_value)d characters; here are %(show_value)d."
            ),
        },
    )
    # A trap for robots, without any rule that could make it an error
    website = forms.Field(
        label=_("Leave this empty"),
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
                _("No email address can end like this. Please check it after the @.")
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
