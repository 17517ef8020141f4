"""The site in its owner's name: one row, which is always there to be changed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse

from articles.admin.meanwhile import MeanwhileMixin
from articles.admin.prose import WritingFields
from articles.models import Identity


class IdentityForm(forms.ModelForm):
    class Meta:
        widgets = {"accent": forms.RadioSelect, "tagline": forms.TextInput(attrs={"size": 80})}

    def clean_name(self):
        """It stands in the subject of mails, which is one line."""
        return " ".join(self.cleaned_data["name"].split())


@admin.register(Identity)
class IdentityAdmin(MeanwhileMixin, WritingFields, admin.ModelAdmin):
    form = IdentityForm
    fields = ("name", "tagline", "accent", "footer")

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return redirect("admin:articles_identity_change", Identity.ROW)

    def get_object(self, request, object_id, from_field=None):
        """The row, or before it was ever saved a new one: opening a form writes nothing."""
        row = super().get_object(request, object_id, from_field)
        return Identity(pk=Identity.ROW) if row is None and object_id == str(Identity.ROW) else row

    def view_on_site(self, identity):
        return reverse("articles:home")
