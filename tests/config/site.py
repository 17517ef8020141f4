"""A site of its own for a test: another process, whose environment says nothing that the test does not say."""

import os
import subprocess
import sys

from config.environment import BASE_DIR

KEY = "a-key-that-only-a-test-would-ever-use-because-it-stands-here"


def variables(data_dir, **values):
    """`None` takes a variable away."""
    values = {"PATH": os.environ["PATH"], "DATA_DIR": str(data_dir), "SECRET_KEY": KEY} | values
    return {name: value for name, value in values.items() if value is not None}


def python(data_dir, *arguments, **values):
    command = [sys.executable, *arguments]
    env = variables(data_dir, **values)
    return subprocess.run(
        command, cwd=BASE_DIR, env=env, capture_output=True, text=True, timeout=60, check=False
    )


def manage(data_dir, *arguments, **values):
    return python(data_dir, "manage.py", *arguments, **values)
