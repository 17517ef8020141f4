"""The history of decisions, also as a file for a spreadsheet."""

import csv
import unicodedata

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone

from reviews.admin.read_only import ReadOnlyAdmin
from reviews.models import ModerationEvent

HEAD = ("when", "who", "review", "article", "act", "from", "to", "reason", "note")
COLUMNS = ("at", "by_name", "act", "from_status", "to_status", "reason", "note", "review__article__title")
ROWS_AT_ONCE = 2000
# What makes a spreadsheet compute a cell (OWASP, CSV Injection); what is not drawn may stand before it.
FORMULA_STARTS = {"=", "+", "-", "@"}
BREAKS = ("\t", "\r", "\n")
NOT_DRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}


@admin.register(ModerationEvent)
class ModerationEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "review", "act", "from_status", "to_status", "reason", "by_name")
    list_filter = ("act", "to_status", "reason", "at")
    list_select_related = ("review",)
    fields = ("at", "review", "by_name", "act", "from_status", "to_status", "reason", "note")

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name="reviews_moderationevent_export"), *super().get_urls()]

    def export_view(self, request):
        """The rows that the list shows, with its filters, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            events = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect(reverse(f"{self.admin_site.name}:reviews_moderationevent_changelist"))
        events = events.select_related("review__article").only(*COLUMNS)
        response = StreamingHttpResponse(lines(events), content_type="text/csv; charset=utf-8")
        name = f"decisions-{timezone.localdate():%Y-%m-%d}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def lines(events):
    """The lines of the file, as they are read from the database. The first begins with a BOM, for Excel."""
    writer = csv.writer(Echo())
    yield "\ufeff" + writer.writerow(HEAD)
    for event in events.iterator(chunk_size=ROWS_AT_ONCE):
        yield writer.writerow([harmless(cell) for cell in _cells(event)])


class Echo:
    """A file for csv.writer, whose writerow() then returns the line."""

    def write(self, line):
        return line


def harmless(cell):
    """A text that no spreadsheet takes for a formula: an apostrophe stands before one that could be."""
    return f"'{cell}" if cell.startswith(BREAKS) or _first_drawn(cell) in FORMULA_STARTS else cell


def _first_drawn(text):
    # NFKC makes one sign of all its widths.
    signs = unicodedata.normalize("NFKC", text)
    return next((sign for sign in signs if unicodedata.category(sign) not in NOT_DRAWN), "")


def _cells(event):
    moment = timezone.localtime(event.at)
    return (
        moment.isoformat(sep=" ", timespec="seconds"),
        event.by_name,
        str(event.review_id),
        event.review.article.title,
        event.get_act_display(),
        event.get_from_status_display(),
        event.get_to_status_display(),
        event.get_reason_display(),
        event.note,
    )
