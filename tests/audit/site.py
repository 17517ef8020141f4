"""A site of the audit's own, served as `make run` does, on a free port and with data that are thrown away."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection

from config.environment import BASE_DIR
from tests.variables import SETTINGS

# Seconds. A first run makes a database, its samples and their cards.
PATIENCE = 180


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def settings(folder, port):
    return {
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "HOST": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "CONTACT_EMAIL": "editors@example.org",
    }


@contextmanager
def served(language, values):
    """The site in a language, while the block runs; what it writes is shown when it cannot be started."""
    kept = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    env = kept | values | {"LANGUAGE_CODE": language}
    command = [sys.executable, "-m", "config.local"]
    with (BASE_DIR / values["DATA_DIR"] / f"{language}.log").open("w+") as log:
        process = subprocess.Popen(command, cwd=BASE_DIR, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait(process, int(values["PORT"]), log)
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def wait(process, port, log):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        if is_ready(port):
            return
        time.sleep(0.5)
    log.seek(0)
    sys.exit(f"The site could not be started:\n{log.read()}")


def is_ready(port):
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
