"""Sets up what is missing and serves: `python -m config.local [--reload]`, as `make run` and `make dev` do."""

import os
import secrets
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from config.address import EVERYWHERE, find_address
from config.environment import BASE_DIR, LOOPBACK_NAMES, Environment

GUNICORN = ["-m", "gunicorn", "--config", "python:config.gunicorn"]


def main(reload):
    os.chdir(BASE_DIR)
    address = find_address(os.environ)
    prepare_data_dir()
    prepare_environment(address, reload=reload)
    set_up(address)
    serve(address, reload=reload)


def prepare_data_dir():
    folder = BASE_DIR / Path(Environment(os.environ).text("DATA_DIR", default="var")).expanduser()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"DATA_DIR: the folder {folder} cannot be made: {error.strerror}.")
    if "SECRET_KEY" not in os.environ:
        write_secret_key(folder / "secret_key")


def write_secret_key(file):
    """Whole or not at all: a key that a full disk cut short would be taken for the key ever after."""
    if file.exists():
        return
    draft = file.with_name(f"secret_key.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
        stream.write(f"{secrets.token_urlsafe(48)}\n")
    draft.rename(file)


def prepare_environment(address, reload):
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    os.environ.setdefault("SITE_URL", address.url)
    hosts = os.environ.get("ALLOWED_HOSTS", ",".join(LOOPBACK_NAMES)).split(",")
    os.environ["ALLOWED_HOSTS"] = ",".join(dict.fromkeys([*hosts, *address.names]))
    if reload:
        os.environ["DEBUG"] = "on"


def set_up(address):
    django.setup()
    # These read the settings, which have to be complete before.
    from config import first_run

    try:
        password = first_run.prepare()
    except Error as error:
        sys.exit(f"DATABASE_URL: the database cannot be used: {str(error).splitlines()[0]}")
    announce(address, password)
    first_run.finish()


def announce(address, password):
    from django.conf import settings

    lines = ["", f"  The site      {address.here}/", f"  The admin     {address.here}/admin/"]
    if password:
        lines += ["  User          admin", f"  Password      {password}   (shown this once)"]
    else:
        lines += ["  User          admin; a new password: .venv/bin/python manage.py changepassword admin"]
    if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        lines += [f"  Mails         {shown(settings.EMAIL_FILE_PATH)}/"]
    if address.host in EVERYWHERE:
        lines += [f"  Also allowed  {', '.join(address.names)} (open to all who reach this machine)"]
    print("\n".join([*lines, "  Ctrl-C stops it; all data stays.", ""]), flush=True)


def shown(path):
    return path.relative_to(BASE_DIR) if path.is_relative_to(BASE_DIR) else path


def serve(address, reload):
    runserver = ["manage.py", "runserver", address.bind]
    gunicorn = [*GUNICORN, "--bind", address.bind, "config.wsgi"]
    os.execv(sys.executable, [sys.executable, *(runserver if reload else gunicorn)])  # noqa: S606


if __name__ == "__main__":
    try:
        main(reload="--reload" in sys.argv[1:])
    except ImproperlyConfigured as error:
        sys.exit(str(error))
