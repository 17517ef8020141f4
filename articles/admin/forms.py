"""What an editor says beside the words: of a change, and of when it is public."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.characters import refuse_invisible, refuse_unprintable
from articles.models import Article, Revision

Kind = Revision.Kind
KINDS = [
    (Kind.UPDATE, "Update: something is new or rewritten. “Updated” moves."),
    (
        Kind.CORRECTION,
        "Correction: something was wrong. “Updated” moves, and the note stands under “Changes”.",
    ),
    (Kind.MINOR, "Minor: spelling, a link, a comma. Readers are told nothing."),
]

LAST_YEAR = 2999  # far from the last day that databases and time zones can hold


class MomentField(forms.SplitDateTimeField):
    """A day and a time in the site's time zone, still to come."""

    def __init__(self, **kwargs):
        date = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "aria-label": "Day"})
        time = forms.TimeInput(format="%H:%M", attrs={"type": "time", "aria-label": "Time"})
        widget = forms.SplitDateTimeWidget()
        widget.widgets = [date, time]
        kwargs["help_text"] = (
            f"{kwargs.get('help_text', '')} Times are those of {settings.TIME_ZONE}.".strip()
        )
        super().__init__(
            widget=widget, input_date_formats=["%Y-%m-%d"], input_time_formats=["%H:%M", "%H:%M:%S"], **kwargs
        )

    def compress(self, data_list):
        try:
            return super().compress(data_list)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            message = "When the clocks change this time exists twice or not at all. Choose another one."
            raise ValidationError(message, code=error.code) from error

    def clean(self, value):
        moment = super().clean(value)
        if moment and moment.year > LAST_YEAR:
            raise ValidationError(f"Choose a day up to the year {LAST_YEAR}.")
        if moment and moment <= timezone.now():
            raise ValidationError("This time has passed. Choose one to come.")
        return moment


PUBLISHING = ("kind", "note", "publish_at")
NEEDED = {"_publish": ("kind", "note"), "_schedule": PUBLISHING}
MEANS_NOW = "“Publish” means now. Empty both boxes for that, or press “Schedule” to publish at this time."


class ArticleForm(forms.ModelForm):
    """The draft; for those who may publish also what they say of publishing it."""

    kind = forms.ChoiceField(
        label="What changed?", choices=KINDS, initial=Kind.UPDATE, required=False, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label="Note to readers",
        required=False,
        max_length=500,
        validators=[refuse_unprintable, refuse_invisible],
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="One sentence, for example “The dose in the second table was wrong; it is 5 mg.” It stands with "
        "its date under “Changes” at the foot of the article. A correction needs one. Of a minor change readers are "
        "told nothing: its note stands in the history alone.",
    )
    publish_at = MomentField(label="Publish at", required=False)

    def clean(self):
        cleaned = super().clean()
        asked = self._asked()
        for name in set(PUBLISHING) - asked:
            self.errors.pop(name, None)
        if "note" in asked and cleaned.get("kind") == Kind.CORRECTION and not cleaned.get("note"):
            self.add_error("note", "A correction needs a sentence that tells readers what was wrong.")
        at = cleaned.get("publish_at")
        if "publish_at" in asked and "publish_at" not in self.errors and not at:
            self.add_error("publish_at", "Choose the day and the time at which it is to be published.")
        if "_publish" in self.data and at:
            self.add_error("publish_at", MEANS_NOW)
        return cleaned

    def _asked(self):
        """What must be right of PUBLISHING for the button that was pressed; a writer's form has none of it."""
        asked = {name for button, names in NEEDED.items() if button in self.data for name in names}
        return asked & set(self.fields)


class MoveForm(forms.Form):
    at = MomentField(label="New time")


class TargetField(forms.ModelChoiceField):
    def label_from_instance(self, article):
        return str(article) if article.is_public else f"{article} (not public now)"


class EndForm(forms.Form):
    at = MomentField(label="When", required=False, help_text="Leave both boxes empty to end it now.")
    note = forms.CharField(
        label="Sentence for readers",
        required=False,
        max_length=Article._meta.get_field("ended_note").max_length,
        validators=[refuse_unprintable, refuse_invisible],
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="Why it is gone, for example “This comparison is out of date and was taken down.” Readers find it "
        "at the old address.",
    )
    target = TargetField(
        Article.objects.none(),
        label="Lead readers to",
        required=False,
        empty_label="no other article: show the sentence",
        help_text="Another public article that takes its place.",
    )

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        if article.has_ended:
            del self.fields["at"]
        public = Article.objects.published().filter(pk=OuterRef("pk"))
        others = Article.objects.exclude(pk=article.pk).annotate(is_public=Exists(public))
        # The one that was chosen before is kept while it is away for a time.
        may_be_chosen = Q(is_public=True) | Q(pk=self.initial.get("target"))
        self.fields["target"].queryset = others.filter(may_be_chosen).order_by("title", "pk")
