from django.contrib import admin


class ReadOnlyAdmin(admin.ModelAdmin):
    """To look at: for the superuser too."""

    view_on_site = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
