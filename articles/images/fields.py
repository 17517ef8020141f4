from django import forms
from django.core.exceptions import ValidationError

from articles.images.intake import take_in
from articles.images.limits import ACCEPT
from articles.images.refusals import EMPTY, Refused


class PictureField(forms.FileField):
    """A picture that somebody sends, within `limits`; its clean value is articles.images.intake.Taken."""

    widget = forms.FileInput
    default_error_messages = {"empty": EMPTY}

    def __init__(self, *, limits, **kwargs):
        self.limits = limits
        super().__init__(**{"help_text": limits.help_text} | kwargs)

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            return take_in(upload, self.limits)
        except Refused as refusal:
            raise ValidationError(refusal.sentence, code="refused") from refusal

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"accept": ACCEPT}
