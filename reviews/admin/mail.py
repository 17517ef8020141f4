"""The mails that have not been sent."""

from django.contrib import admin

from reviews import outbox
from reviews.admin.read_only import ReadOnlyAdmin
from reviews.models import Mail


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    """What has not been sent: it waits for its next try, or was given up."""

    list_display = ("created_at", "kind", "review", "attempts", "next_try_at", "last_error")
    list_filter = ("kind",)
    list_select_related = ("review",)
    ordering = ("-created_at", "-id")
    fields = ("kind", "review", "to", "created_at", "attempts", "next_try_at", "last_error")

    def get_queryset(self, request):
        return super().get_queryset(request).waiting()

    def changelist_view(self, request, extra_context=None):
        state, warning = outbox.state()
        more = {"outbox_state": state, "outbox_warning": warning}
        return super().changelist_view(request, (extra_context or {}) | more)
