"""A bar that shows how far a command is, where somebody looks on."""

WIDTH = 30


def with_progress(rows, count, stdout):
    """Yield `rows`, `count` of them, while a bar on `stdout` fills; none is drawn into a file or a log."""
    is_watched = stdout.isatty()
    for done, row in enumerate(rows):
        if is_watched:
            _draw(stdout, done, count)
        yield row
    if is_watched and count:
        _draw(stdout, count, count)
        stdout.write("")


def _draw(stdout, done, count):
    filled = round(WIDTH * done / count)
    stdout.write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {done} of {count}", ending="")
    stdout.flush()
