"""Serves the site in English and in Arabic, and has it judged; ends with 1 when anything is missed."""

import io
import os
import secrets
import sys
import tempfile

import django
from playwright.sync_api import sync_playwright

from config.environment import BASE_DIR
from tests.audit import lighthouse, nu, site, tools
from tests.browser import chromium
from tests.variables import SETTINGS

LEADERSHIP = "leadership-and-management-relationship-differences"
# The second has pictures in every place, the first twenty reviews.
MEASURED = ["/", f"/articles/{LEADERSHIP}/", "/articles/tea-and-coffee/"]
LANGUAGES = ["en", "ar"]
LOOKS = {320: ["light", "dark"], 390: ["light", "dark"], 1280: ["light", "dark"]}
SHEETS = ["static/site.css", "static/admin.css", "static/articles", "static/reviews"]


def main():
    tools.provide()
    found = []
    with tempfile.TemporaryDirectory(prefix="counterpoint-audit-") as folder:
        values = site.settings(folder, site.free_port()) | {"SECRET_KEY": secrets.token_urlsafe(48)}
        visits = None
        for language in LANGUAGES:
            print(f"Serving the site, LANGUAGE_CODE={language} …", flush=True)
            with site.served(language, values):
                visits = visits or fill(values)
                found += audit(values["SITE_URL"], language, visits)
    found += tell("Nu Html Checker, style sheets", check_sheets())
    if found:
        sys.exit(f"\n{len(found)} findings.")
    print("\nNothing was found.")


def fill(values):
    """The data of the audit, made beside the running site; the visits to its pages."""
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ |= values | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    django.setup()
    # What these import reads the settings, which have to be complete before.
    from django.core.management import call_command

    from tests import whole_site

    call_command("generate_reviews", LEADERSHIP, approved=20, stdout=io.StringIO())
    return whole_site.fill()


def audit(address, language, visits):
    found = []
    if language == LANGUAGES[0]:
        found += tell("Lighthouse, mobile", list(measure(address)))
    from tests.audit import pages

    texts = pages.html_pages(address, visits)
    if f'<html lang="{language}"' not in texts["/"]:
        found += tell(f"Language, {language}", ["the pages are not in the language of the setting"])
    found += tell(f"Nu Html Checker, {len(texts)} pages, {language}", check_pages(texts))
    kinds = pages.one_of_each_kind(texts)
    return found + tell(f"axe, {language}", list(look(address, kinds, visits)))


def measure(address):
    index = lighthouse.calibrate(address)
    multiplier = lighthouse.slowdown(index)
    print(f"\nbenchmarkIndex {index:.0f}: the phone is simulated as {multiplier:.1f} times slower.")
    for path in MEASURED:
        try:
            reports = lighthouse.measure(f"{address}{path}", multiplier)
        except RuntimeError as error:
            yield str(error)
            continue
        values = lighthouse.middle(reports)
        print(f"{path}, {len(reports)} runs")
        print("  " + ", ".join(f"{name} {value:.4g}" for name, value in values.items()), flush=True)
        failed = {name: text for report in reports for name, text in lighthouse.failed_audits(report).items()}
        for name, text in failed.items():
            print(f"  not full: {name}, {text}")
        yield from (f"{path}: {miss}" for miss in lighthouse.misses(values))
        yield from (f"{path} {fault}" for fault in lighthouse.requests(reports[-1], address))


def check_pages(texts):
    from tests.audit import pages

    with tempfile.TemporaryDirectory() as folder:
        names = pages.written(texts, folder)
        wrong, passed_over = nu.check(names)
    for message, times in passed_over.most_common():
        print(f"  passed over {times} times: {message}")
    return [nu.sentence(message, names) for message in wrong]


def check_sheets():
    files = [str(file) for name in SHEETS for file in sheets(BASE_DIR / name)]
    wrong, _ = nu.check(files, "--css")
    return [nu.sentence(message, {}) for message in wrong]


def sheets(place):
    return sorted(place.glob("*.css")) if place.is_dir() else [place]


def look(address, kinds, visits):
    from tests.browser.axe import faults
    from tests.whole_site import Visit

    named = {visit.path for visit in visits}
    extra = [Visit(path) for path in kinds if path.startswith("/") and path not in named]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        page = browser.new_page(base_url=address)
        for visit in [*visits, *extra]:
            yield from faults(page, visit, LOOKS)
        browser.close()


def tell(title, found):
    print(f"\n{title}: {f'{len(found)} findings' if found else 'nothing found'}")
    for finding in found:
        print(f"  {finding}")
    sys.stdout.flush()
    return found


if __name__ == "__main__":
    main()
