"""Making again what the background has left unmade."""

from articles.management.progress import with_progress


def make_each(what, make, rows, stdout):
    """Make all of `rows`, and return a line for each that failed; one that fails keeps no other back."""
    ids, failed = list(rows.values_list("pk", flat=True)), []
    for pk in with_progress(ids, len(ids), stdout):
        try:
            make(rows.model.objects.get(pk=pk))
        except Exception as error:
            failed.append(f"{rows.model._meta.verbose_name} {pk}: {error!r}")
    stdout.write(f"Made {len(ids) - len(failed)} {what}.")
    return failed
