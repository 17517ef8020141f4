"""Makes or mends .venv for a list of requirements: `python3 -m config.venv requirements.txt`."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)


def main(requirements):
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Counterpoint needs Python 3.11 or later.")
    if any(importlib.util.find_spec(module) is None for module in ("venv", "ensurepip")):
        sys.exit("Python's venv module is missing: install it, on Debian with `apt install python3-venv`.")
    if not is_sound():
        create()
    if not is_installed(requirements):
        install(requirements)


def is_sound():
    """Whether it was made at this place, by a Python that is still there: its scripts name both."""
    try:
        made_at = (VENV / "made-at").read_text()
        works = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False
    return works and made_at == str(VENV)


def create():
    print("Making .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    run([sys.executable, "-m", "venv", VENV], "The virtual environment .venv could not be made.")
    (VENV / "made-at").write_text(str(VENV))


def stamp(requirements):
    return VENV / f"installed-{requirements}"


def is_installed(requirements):
    return stamp(requirements).is_file() and stamp(requirements).read_text() == digest()


def install(requirements):
    print(f"Installing {requirements} into .venv …", flush=True)
    for other in VENV.glob("installed-*"):
        if other.read_text() != digest():
            other.unlink()
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", "-r", requirements]
    run(pip, f"The packages of {requirements} could not be installed: pip's words above say why.")
    stamp(requirements).write_text(digest())


def digest():
    """Of all requirement files together, since one includes the other."""
    files = sorted(BASE_DIR.glob("requirements*.txt"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def run(command, sentence):
    if subprocess.run(command, cwd=BASE_DIR, check=False).returncode:
        sys.exit(sentence)


if __name__ == "__main__":
    main(sys.argv[1])
