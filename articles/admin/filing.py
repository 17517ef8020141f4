"""Topics and authors: what articles are filed under."""

from django.contrib import admin

from articles.models import Author, Topic


class FilingAdmin(admin.ModelAdmin):
    search_fields = ("name",)
    prepopulated_fields = {"slug": ["name"]}

    def view_on_site(self, row):
        return row.get_absolute_url()


@admin.register(Topic)
class TopicAdmin(FilingAdmin):
    list_display = ("name", "slug")


@admin.register(Author)
class AuthorAdmin(FilingAdmin):
    list_display = ("name", "role")
