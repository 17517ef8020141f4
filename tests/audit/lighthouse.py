"""Lighthouse as a phone: scores, figures, and the audits that were not passed.

Its figures of the processor are only as steady as the machine: what other programs take is counted as the page's. So
a page is measured until the median of five is decided, which on a quiet machine it is after three; and the phone is
simulated from what this machine can do at that moment, as docs/throttling.md of Lighthouse asks, not from what a
fast desk could.
"""

import json
import subprocess
import tempfile
from math import floor, inf
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tests.audit import tools
from tests.browser import chromium

RUNS = 5
# How often Chromium may fail to load a page at all before that is taken for the page's fault.
TRIES = 3
DECIDED = RUNS // 2 + 1
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FIGURES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "CLS": "cumulative-layout-shift",
    "TBT": "total-blocking-time",
}
# As the report shows them: scores of 100, CLS without a unit, and TBT to ten milliseconds.
FLOORS = dict.fromkeys(CATEGORIES, 100)
CEILINGS = {"CLS": 0, "TBT": 0}
BEFORE_PICTURES = 3
PICTURES = ("Image", "Other", "Preflight")
# Lighthouse's own, for a fast desk; a slower machine is nearer to a phone already.
SLOWDOWN = 4.0


def slowdown(index):
    """How many times a mid-tier phone is slower than a machine of this benchmarkIndex.

    The pieces are those of the calculator that Lighthouse's guide to throttling names.
    """
    if index >= 1300:
        return min(SLOWDOWN, 3 + (index - 1300) / 233)
    if index >= 800:
        return 2 + (index - 800) / 500
    return max(1.0, 1 + (index - 150) / 650)


def run(address, *options):
    """The report of one run. Raises RuntimeError when Lighthouse could not load the page in so many tries."""
    for _ in range(TRIES):
        report = run_once(address, *options)
        if "runtimeError" not in report:
            return report
        print(f"  a run came to nothing: {report['runtimeError']['message']}", flush=True)
    raise RuntimeError(f"Lighthouse could not load {address}.")


def run_once(address, *options):
    flags = " ".join(["--headless=new", *chromium.FLAGS])
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["node", str(tools.LIGHTHOUSE), address, "--quiet", "--no-enable-error-reporting"]
        command += ["--output=json", f"--output-path={report}", f"--chrome-flags={flags}", *options]
        done = subprocess.run(
            command, env=tools.environment(), capture_output=True, text=True, timeout=300, check=False
        )
        if not report.is_file():
            raise RuntimeError(f"Lighthouse said nothing of {address}:\n{done.stderr[-2000:]}")
        return json.loads(report.read_text())


def calibrate(address):
    return run(address, "--only-categories=seo")["environment"]["benchmarkIndex"]


def measure(address, multiplier):
    """The reports of as many runs as it takes until most of five agree that the page passes, or five."""
    reports = []
    while len(reports) < RUNS and sum(passes(report) for report in reports) < DECIDED:
        reports.append(run(address, f"--throttling.cpuSlowdownMultiplier={multiplier:.1f}"))
    return reports


def passes(report):
    return not misses(figures(report))


def figures(report):
    """{name: score or figure} of one run."""
    # A category has no score when one of its audits could not run, which is no pass.
    scores = {name: round((report["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}
    return scores | {name: report["audits"][key].get("numericValue", inf) for name, key in FIGURES.items()}


def middle(reports):
    """{name: median}. Runs that were not made, since most had passed, count as those that passed."""
    runs = [figures(report) for report in reports]
    if sum(map(passes, reports)) >= DECIDED:
        runs = [run for run, report in zip(runs, reports, strict=True) if passes(report)]
    return {name: median(run[name] for run in runs) for name in runs[0]}


def misses(values):
    low = [f"{name} is {values[name]}, not {floor}" for name, floor in FLOORS.items() if values[name] < floor]
    return low + [
        f"{name} is {values[name]:.3g}, not {top}"
        for name, top in CEILINGS.items()
        if as_shown(name, values[name]) > top
    ]


def as_shown(name, value):
    """As shared/localization/format.js of Lighthouse has it: milliseconds to ten, halves upwards."""
    return value if name == "CLS" or value == inf else floor(value / 10 + 0.5) * 10


def failed_audits(report):
    """{id: "weight, title, what it says"} of all audits without a full score, those without weight too."""
    weights = {ref["id"]: ref["weight"] for c in report["categories"].values() for ref in c["auditRefs"]}
    return {
        name: f"weight {weights[name]}: {audit['title']} {audit.get('displayValue', '')}".strip()
        for name, audit in report["audits"].items()
        if name in weights and is_missed(audit)
    }


def is_missed(audit):
    """Whether it could not run, or has no full score; one without a score at all only informs."""
    return audit["scoreDisplayMode"] == "error" or (audit["score"] is not None and audit["score"] < 1)


def requests(report, address):
    """What is wrong with what the page asked for: too much before its pictures, or of another host."""
    items = report["audits"]["network-requests"]["details"]["items"]
    host = urlsplit(address).netloc
    yield from (f"asks {item['url']}" for item in items if urlsplit(item["url"]).netloc not in ("", host))
    first = [item["url"] for item in items if item["resourceType"] not in PICTURES]
    if len(first) > BEFORE_PICTURES:
        yield f"asks for {len(first)} things before its pictures: {', '.join(first)}"
