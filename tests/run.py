"""What `make test` does after the linters: `python -m tests.run`."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from getpass import getuser

import psycopg

from tests.variables import SETTINGS

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# DejaVu draws Latin, Greek, Cyrillic and Arabic, which is all that the tests show.
PACKAGES = ["chromium", "fonts-dejavu-core"]
NO_BROWSER = (
    "The browser tests need Chromium: install it (on Debian `apt install chromium fonts-dejavu-core`)."
)

SITE = {"SITE_URL": "https://counterpoint.example", "ALLOWED_HOSTS": "counterpoint.example"}


def main(arguments):
    provide_browser()
    check_project()
    tested = ["SQLite"]
    pytest(arguments)
    if address := postgresql():
        pytest(["-m", "not browser", *arguments], DATABASE_URL=address)
        tested.append("PostgreSQL, without the browser")
    else:
        print("No PostgreSQL answers at TEST_DATABASE_URL or on 127.0.0.1:5432, so nothing was tested on it.")
    print(f"All tests passed on {' and '.join(tested)}.")


def provide_browser():
    if any(shutil.which(browser) for browser in BROWSERS):
        return
    if os.geteuid() or not shutil.which("apt-get"):
        sys.exit(NO_BROWSER)
    print("Installing Chromium for the browser tests …", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], **quiet)
    run(["apt-get", "install", "-qq", "--no-install-recommends", *PACKAGES], **quiet)


def check_project():
    manage = [sys.executable, "manage.py"]
    run([*manage, "makemigrations", "--check", "--dry-run"], DJANGO_SETTINGS_MODULE="tests.settings")
    with tempfile.TemporaryDirectory() as folder:
        site = SITE | {"SECRET_KEY": secrets.token_urlsafe(48), "DATA_DIR": folder}
        run([*manage, "check", "--deploy", "--fail-level", "WARNING"], **site)


def postgresql():
    if address := os.environ.get("TEST_DATABASE_URL"):
        return address
    for user in ("postgres", getuser()):
        address = f"postgres://{user}@127.0.0.1:5432/postgres"
        try:
            psycopg.connect(address, connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return address
    return None


def pytest(arguments, **variables):
    run([sys.executable, "-m", "pytest", *arguments], **variables)


def run(command, **variables):
    print("$", *[*(f"{name}=…" for name in variables), *command], flush=True)
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    code = subprocess.run(command, env=kept | variables, check=False).returncode
    if code:
        sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
