"""Topics and authors: what articles are filed under."""

from django import forms
from django.contrib import admin

from articles.admin.meanwhile import MeanwhileMixin
from articles.admin.pictures import PictureFields
from articles.admin.prose import WritingFields
from articles.models import Author, Topic


class FilingAdmin(MeanwhileMixin, WritingFields, admin.ModelAdmin):
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}

    def view_on_site(self, row):
        return row.get_absolute_url()


@admin.register(Topic)
class TopicAdmin(FilingAdmin):
    list_display = ("name", "slug")


@admin.register(Author)
class AuthorAdmin(PictureFields, FilingAdmin):
    list_display = ("name", "role")
    raw_id_fields = ("photo",)

    class Media:
        css = {"all": ["articles/admin.css"]}
        js = [forms.Script("articles/writing.js", type="module")]
