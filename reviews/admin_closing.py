"""The form with which an article is closed for reviews."""

from django import forms
from django.forms.models import ModelChoiceIterator

from articles.models import Article
from reviews.models import ReviewsClosed
from reviews.validators import refuse_line_breaks, refuse_unprintable


class ByTitle(ModelChoiceIterator):
    """Databases disagree on the order of letters, so it is made here."""

    def __iter__(self):
        first, *others = super().__iter__()
        yield first
        yield from sorted(others, key=lambda choice: (choice[1].casefold(), choice[1]))


class ArticleField(forms.ModelChoiceField):
    iterator = ByTitle


class ClosingForm(forms.ModelForm):
    article = ArticleField(
        Article.objects.filter(reviews_closed=None).only("title"),
        help_text="Only articles that are open for reviews are listed.",
    )

    class Meta:
        model = ReviewsClosed
        fields = ("article", "sentence")

    def clean_sentence(self):
        sentence = self.cleaned_data["sentence"]
        refuse_unprintable(sentence)
        refuse_line_breaks(sentence)
        return sentence
