"""The system's own Chromium: nothing is downloaded."""

import shutil

WHOLE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The first draws no window of its own for each test, which is half of what a test costs.
NAMES = ("chromium-headless-shell", *WHOLE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find(names=NAMES):
    """The path of the first of these programs that is installed, or None."""
    return next(filter(None, map(shutil.which, names)), None)
