"""Where editors write the site's own pages: a title, an address and a text."""

import re

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve

from articles.admin.meanwhile import MeanwhileMixin
from articles.admin.prose import WritingFields, refuse_pictures

# The first parts of addresses that the site uses, or has named to come. Of /about/ it uses what lies below alone.
RESERVED = {
    *("admin", "articles", "authors", "healthz", "media", "preview", "readyz", "reviews", "search", "static"),
    *("topics", "feed.atom", "robots.txt", "sitemap.xml"),
}


def register():
    """In the place of what Django's own apps registered; there is one site, and nothing to set about it."""
    admin.site.unregister([FlatPage, Site])
    admin.site.register(FlatPage, PageAdmin)


class PageForm(forms.ModelForm):
    url = forms.CharField(
        label="Address",
        max_length=100,
        help_text="For example “/imprint/”. The slashes at both ends are put there for you. Once it is changed, "
        "links to the old address lead nowhere.",
    )

    class Meta:
        help_texts = {
            "title": "As it stands over the page and at the foot of every page, for example “Privacy”.",
            "content": "Markdown: an empty line parts paragraphs, “# Words” is a heading, “- ” begins a point, "
            "“**words**” are strong, “[words](/about/)” is a link.",
        }
        labels = {"content": "Text"}

    def clean_content(self):
        refuse_pictures(self.cleaned_data["content"])
        return self.cleaned_data["content"]

    def clean_url(self):
        parts = [part for part in self.cleaned_data["url"].split("/") if part]
        url = "/".join(["", *parts, ""])
        if not parts or _is_the_sites_own(parts[0].lower(), url):
            raise ValidationError("The site keeps this address for itself. Choose another one.")
        if not all(re.fullmatch(r"[-\w]+", part, re.ASCII) for part in parts):
            raise ValidationError("Use letters from a to z, digits, “-” and “_”, with “/” between the parts.")
        if FlatPage.objects.filter(url=url).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Another page has this address. Choose another one.")
        return url


def _is_the_sites_own(first_part, url):
    try:
        resolve(url)
    except Resolver404:
        return first_part in RESERVED
    return True


class PageAdmin(MeanwhileMixin, WritingFields, admin.ModelAdmin):
    form = PageForm
    fields = ("title", "url", "content")
    list_display = ("title", "url")
    search_fields = ("title", "url", "content")
    ordering = ("pk",)

    def view_on_site(self, page):
        return page.get_absolute_url()

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.sites.set([settings.SITE_ID])

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Pages"} | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        title = {"title": "Change page" if object_id else "Add page"}
        return super().changeform_view(request, object_id, form_url, title | (extra_context or {}))
