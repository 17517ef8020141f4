"""What a site needs before it can be served; a new database gets the samples and an admin."""

import io
import secrets
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

ADMIN = "admin"
# Without those that look like others: the password is read from a terminal and typed.
PASSWORD_CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # noqa: S105
PASSWORD_LENGTH = 16


def prepare():
    """The admin's password if it was made now. A run that was stopped half-way is taken up by the next."""
    if not connection.introspection.table_names():
        unfinished().touch()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("rerender", stdout=io.StringIO())
    call_command("rebuild_search", outdated=True, stdout=io.StringIO())
    call_command("collectstatic", verbosity=0, interactive=False)
    if not unfinished().exists():
        make_renditions()
        return None
    call_command("load_samples")
    make_renditions()
    return make_admin()


def make_renditions():
    """What a process that was ended has left unmade; the site is served without, if it cannot be made now either."""
    try:
        call_command("renditions", stdout=io.StringIO())
    except CommandError as error:
        sys.stderr.write(f"Pictures: {error}\n")


def finish():
    """To be called once the password was shown: until then a next run makes a new one."""
    unfinished().unlink(missing_ok=True)


def unfinished():
    return settings.DATA_DIR / "first-run-unfinished"


def make_admin():
    password = "".join(secrets.choice(PASSWORD_CHARACTERS) for _ in range(PASSWORD_LENGTH))
    user, _ = get_user_model().objects.get_or_create(
        username=ADMIN,
        defaults={"email": f"{ADMIN}@localhost", "is_staff": True, "is_superuser": True},
    )
    user.set_password(password)
    user.save()
    return password
