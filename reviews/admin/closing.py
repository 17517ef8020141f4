"""The articles that are closed for reviews."""

from django import forms
from django.contrib import admin
from django.forms.models import ModelChoiceIterator

from articles.models import Article
from reviews import closing
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


@admin.register(ReviewsClosed)
class ReviewsClosedAdmin(admin.ModelAdmin):
    """The pages of an article change with it, so every way to save or delete goes through reviews.closing."""

    form = ClosingForm
    list_display = ("article", "sentence", "since")
    list_select_related = ("article",)
    ordering = ("-since",)
    view_on_site = False

    def get_readonly_fields(self, request, obj=None):
        return ("article", "since") if obj else ()

    def save_model(self, request, obj, form, change):
        closing.close(obj.article, obj.sentence)

    def delete_model(self, request, obj):
        closing.reopen(obj.article)

    def delete_queryset(self, request, queryset):
        for closed in queryset.select_related("article").order_by("pk"):
            closing.reopen(closed.article)
