"""What `make test` does after the linters: `python -m tests.run`."""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from getpass import getuser

import psycopg
import redis

from tests.browser import chromium
from tests.variables import SETTINGS

# DejaVu draws Latin, Greek, Cyrillic and Arabic, which is all that the tests show.
PACKAGES = ["chromium-headless-shell", "fonts-dejavu-core"]
NO_BROWSER = f"The browser tests need Chromium: install it (on Debian `apt install {' '.join(PACKAGES)}`)."

# How pytest says that none was left to run.
NO_TESTS = 5

SITE = {"SITE_URL": "https://counterpoint.example", "ALLOWED_HOSTS": "counterpoint.example"}

# What behaves differently where a site has a cache.
WITH_A_CACHE = ["tests/reviews/test_limits.py", "tests/config/test_health.py"]


def main(arguments):
    provide_browser()
    check_project()
    pytest(arguments)
    tested = ["SQLite", *on_servers(arguments)]
    print(f"All tests passed on {', '.join(tested)}.")


def on_servers(arguments):
    """Test on the servers that answer; what was tested, in words."""
    database, cache = postgresql(), redis_url()
    servers = {name: url for name, url in (("DATABASE_URL", database), ("CACHE_URL", cache)) if url}
    if not database:
        print("No PostgreSQL answers at TEST_DATABASE_URL or on 127.0.0.1:5432, so nothing was tested on it.")
    if not cache:
        print("No Redis answers at TEST_CACHE_URL or on 127.0.0.1:6379, so nothing was tested on it.")
    if database:
        # Of the tests that somebody names there may be none to try again.
        again = ["-m", "django_db and not browser and not any_database", *arguments]
        pytest(again, ends_well=(0, NO_TESTS) if arguments else (0,), **servers)
        return [f"PostgreSQL{' with Redis' if cache else ''} (without the browser)"]
    if cache:
        pytest(["-m", "not browser", *WITH_A_CACHE], **servers)
        return ["SQLite with Redis (limits and health)"]
    return []


def provide_browser():
    if chromium.find():
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


def redis_url():
    address = os.environ.get("TEST_CACHE_URL", "redis://127.0.0.1:6379/0")
    try:
        redis.Redis.from_url(address, socket_connect_timeout=3, socket_timeout=3).ping()
    except redis.RedisError:
        # An address that somebody named has to answer; the tests would say what is wrong with it.
        return os.environ.get("TEST_CACHE_URL")
    return address


def pytest(arguments, ends_well=(0,), **variables):
    command = [sys.executable, "-m", "pytest", "--numprocesses", "auto", *arguments]
    run(command, ends_well, **variables)


def run(command, ends_well=(0,), **variables):
    print("$", *[*(f"{name}=…" for name in variables), *command], flush=True)
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    code = subprocess.run(command, env=kept | variables, check=False).returncode
    if code not in ends_well:
        sys.exit(code)


if __name__ == "__main__":
    main(sys.argv[1:])
