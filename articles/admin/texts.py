"""A new article from a text, and an article as text, in the writers' notation (see articles.manuscript)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpResponse
from django.urls import path

from articles import manuscript
from articles.admin.keeping import copy_of, tell_saved
from articles.characters import complaints
from articles.manuscript import filing
from articles.manuscript.blocks import BREAKS
from articles.manuscript.limits import misfits
from articles.models import Author, Topic

LARGEST = 500_000  # bytes
TEXT_BOX = {"rows": 24, "cols": 100, "spellcheck": "true", "class": "vLargeTextField"}


class FromTextForm(forms.Form):
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs=TEXT_BOX),
        help_text="Paste the whole text of one article here.",
        error_messages={"required": "There is no text yet. Paste or type it here."},
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        required=False,
        empty_label="Choose a topic",
        help_text="For a text that does not say “Topic: …” at its beginning.",
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text.strip():
            raise ValidationError(self.fields["text"].error_messages["required"])
        size = len(text.encode())
        if size > LARGEST:
            raise ValidationError(
                f"The text has {size // 1000:,} kB; it can have at most {LARGEST // 1000} kB."
            )
        if found := [*_unprintable(text)]:
            raise ValidationError(found[:5])
        return text

    def clean(self):
        if text := self.cleaned_data.get("text"):
            self.manuscript = manuscript.read(text)
            for complaint in (*misfits(self.manuscript), *self._unknown()):
                self.add_error("text", complaint)
            if not self.manuscript.head.get("topic") and "topic" in self.cleaned_data:
                self._require_topic()

    def _unknown(self):
        """Sentences on the topic and the authors that are not there yet and that this user may not make."""
        for model, name in self.new_names():
            word = model._meta.verbose_name
            if not self.user.has_perm(f"articles.add_{word}"):
                yield f"There is no {word} “{name}” yet, and making one takes an editor. Ask one, or take the name out."

    def new_names(self):
        """(model, name) of the topic and the authors that the text names and that are not there yet."""
        named = [(Topic, self.manuscript.head.get("topic", ""))]
        named += [(Author, name) for name in filing.author_names(self.manuscript)]
        return [(model, name) for model, name in named if name and not filing.find(model, name)]

    def _require_topic(self):
        if self.cleaned_data["topic"] is None:
            self.add_error("topic", "The text names no topic. Choose one here.")


def _unprintable(text):
    for number, line in enumerate(text.translate(BREAKS).replace("\r", "").split("\n"), start=1):
        yield from complaints(line, f"Line {number}")


class TextMixin:
    """Addresses of ArticleAdmin: a new article from text, and an article as text."""

    def get_urls(self):
        from_text = self.admin_site.admin_view(self.from_text_view)
        return [
            path("from-text/", from_text, name="articles_article_from_text"),
            self.page_of_article("text", self.text_view, self.has_view_permission),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request, obj=None):
        """What of a text was not understood stands at the top of the form until it is empty."""
        fieldsets = super().get_fieldsets(request, obj)
        if not (obj and obj.unread_lines):
            return fieldsets
        (name, options), *rest = fieldsets
        return [(name, options | {"fields": ("unread_lines", *options["fields"])}), *rest]

    def from_text_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FromTextForm(request.POST or None, user=request.user)
        if request.method == "POST" and form.is_valid() and (article := self._make(request, form)):
            return tell_saved(request, self.lead_to(article))
        status = 422 if form.errors else 200
        context = {"title": "New article from text", "form": form, "copy": copy_of(request)}
        return self.show(request, "from_text", status=status, **context)

    def _make(self, request, form):
        topic, new_names = form.cleaned_data["topic"], form.new_names()
        try:
            article = filing.make_draft(form.manuscript, topic=topic, by=request.user)
        except IntegrityError:
            # Somebody else took the same address, or made the same topic, in the same moment.
            form.add_error(
                "text", "Somebody saved something of the same name just now. Please send the text again."
            )
            return None
        self.log_addition(request, article, "Made from text.")
        self._say(request, article, len(article.unread_lines.splitlines()))
        for model, name in new_names:
            words = f"The {model._meta.verbose_name} “{name}” was not there yet, and is made as well."
            self.message_user(request, words, messages.WARNING)
        return article

    def _say(self, request, article, count):
        made = f"The draft “{article}” is made, at the address “{article.slug}”."
        if not count:
            self.message_user(request, f"{made} Every line was understood.", messages.SUCCESS)
            return
        lines = "1 line was" if count == 1 else f"{count} lines were"
        self.message_user(request, f"{made} {lines} not understood: see the first box.", messages.WARNING)

    def text_view(self, request, article):
        text = filing.of_draft(article)
        if "download" in request.GET:
            headers = {"Content-Disposition": f'attachment; filename="{article.slug}.txt"'}
            return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
        return self.show(request, "text", title="As text", original=article, text=text)
