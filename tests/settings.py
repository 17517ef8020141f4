"""The site's own settings on data of their own: no variable of the caller's but DATABASE_URL and CACHE_URL gets in."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from tests.variables import SETTINGS

for _name in SETTINGS - {"DATABASE_URL", "CACHE_URL"}:
    os.environ.pop(_name, None)

_data = Path(tempfile.mkdtemp(prefix="counterpoint-tests-"))
(_data / "static").mkdir()
atexit.register(shutil.rmtree, _data, ignore_errors=True)

os.environ["DATA_DIR"] = str(_data)
os.environ["SECRET_KEY"] = "only-the-tests-use-this-key-of-more-than-fifty-characters"

from config.settings import *  # noqa: E402, F403
from config.settings import CACHES, DATABASES, STORAGES, TASKS  # noqa: E402

_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # A file, as a site has it: threads on a shared database in memory hide the real locking.
    _database["TEST"] = {"NAME": _data / "test.sqlite3"}
    # No test pulls the plug.
    _database["OPTIONS"] |= {
        "init_command": f"{_database['OPTIONS']['init_command']}; PRAGMA synchronous=OFF"
    }
else:
    _database["TEST"] = {"NAME": f"test_counterpoint_{os.getpid()}"}
    # Tests with threads of their own would leave connections in a pool, and no database with those can be dropped.
    del _database["OPTIONS"]["pool"]
    _database["OPTIONS"]["options"] = "-c synchronous_commit=off"

# Keys of this run alone, in a Redis that may serve others; tests/conftest.py takes them away.
for _cache in CACHES.values():
    _cache["KEY_PREFIX"] = f"counterpoint-tests-{os.getpid()}"

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A thread would look into another transaction than its test; tests/config/test_tasks.py tries the real one.
TASKS = {name: {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"} for name in TASKS}
