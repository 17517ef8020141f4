"""The programs that the audit needs: node, npm, java and Chromium, and what npm installs beside package.json."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser import chromium

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
NU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
OLDEST_NODE, OLDEST_JAVA = 20, 11
NEEDED = {
    "node": "Lighthouse needs Node.js 20 or later: install it, on Debian with `apt install nodejs`.",
    "npm": "Lighthouse is installed by npm: install it, on Debian with `apt install npm`.",
    "java": "The Nu Html Checker needs Java 11 or later: on Debian `apt install default-jre-headless`.",
}


def provide():
    """Install what is missing; ends the program with a sentence where that cannot be."""
    for name, sentence in NEEDED.items():
        if not shutil.which(name):
            sys.exit(sentence)
    if major(["node", "--version"]) < OLDEST_NODE:
        sys.exit(NEEDED["node"])
    if major(["java", "-version"]) < OLDEST_JAVA:
        sys.exit(NEEDED["java"])
    if not chromium.find(chromium.WHOLE):
        sys.exit("The audit needs Chromium: install it, on Debian with `apt install chromium`.")
    if installed() != wanted():
        install()


def major(command):
    """The first number that a program says when it is asked for its version."""
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    digits = "".join(sign if sign.isdigit() else " " for sign in answer.stdout + answer.stderr)
    return int(digits.split()[0])


def wanted():
    return json.loads((FOLDER / "package.json").read_text())["dependencies"]


def installed():
    files = {name: MODULES / name / "package.json" for name in wanted()}
    return {name: json.loads(file.read_text())["version"] for name, file in files.items() if file.is_file()}


def install():
    """Without a lock file, which would name a registry's host, and without the packages' own scripts."""
    print("Installing Lighthouse and the Nu Html Checker …", flush=True)
    quiet = ["--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(["npm", "install", *quiet], cwd=FOLDER, check=False).returncode:
        sys.exit(
            "The packages of tests/audit/package.json could not be installed: npm's words above say why."
        )


def environment():
    return os.environ | {"CHROME_PATH": chromium.find(chromium.WHOLE)}
