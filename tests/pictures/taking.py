"""Takes every file of a folder in as a worker of the site would, and prints the largest memory of both, in MB."""

import json
import re
import resource
import sys
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

import config.wsgi  # noqa: F401 - what a worker has loaded
from articles.images.intake import take_in
from articles.images.limits import EDITORS
from articles.images.refusals import Refused


def upload(path):
    data = path.read_bytes()
    file = TemporaryUploadedFile(path.name, "image/jpeg", len(data), None)
    file.write(data)
    return file


def main(folder):
    taken = 0
    for path in sorted(Path(folder).iterdir()):
        try:
            taken += bool(take_in(upload(path), EDITORS))
        except Refused:
            continue
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stdout.write(json.dumps({"taken": taken, "worker": peak(), "child": child}))


def peak():
    """Of this process alone: getrusage counts in what the process had that started it."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) // 1024


if __name__ == "__main__":
    main(sys.argv[1])
