"""Topics and authors: what articles are filed under."""

from django.contrib import admin

from articles.models import Author, Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ("name", "role")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}
