"""What the audit looks at: every page that the site's own links lead to, and those that none leads to."""

from collections import defaultdict
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse

from tests.crawling import crawl

# Pages for when nothing may be relied on: none of them is asked for, and they are drawn here as Django would.
OF_FAILURE = ("400", "403", "500")


def fetch(site, path, data=None):
    """(status, content type, text) of a path, or of the answer to a form; redirects are followed."""
    connection = HTTPConnection(urlsplit(site).netloc, timeout=60)
    head = {"Content-Type": "application/x-www-form-urlencoded"} if data is not None else {}
    connection.request("GET" if data is None else "POST", path, data and urlencode(data), head)
    response = connection.getresponse()
    body, to = response.read(), response.getheader("Location")
    connection.close()
    if to:
        return fetch(site, to.removeprefix(site))
    content_type = response.getheader("Content-Type", "")
    return response.status, content_type, "" if is_picture(content_type) else body.decode()


def is_picture(content_type):
    return content_type.startswith("image/") and "svg" not in content_type


def html_pages(site, visits):
    """{path or name: html} of all pages: what links lead to, what `visits` name, refused forms, failures."""
    answers = crawl(site, lambda path: keep(fetch(site, path)))
    for visit in visits:
        answers.setdefault(visit.path, fetch(site, visit.path))
    pages = {path: text for path, (_, kind, text) in answers.items() if "html" in kind}
    article = next(path for path in pages if path.endswith("/reviews/") and path.startswith("/articles/"))
    forms = {article: {"name": "<Ada>"}, reverse("reviews:link"): {"email": "@"}}
    pages |= {f"{path} (refused)": fetch(site, path, data)[2] for path, data in forms.items()}
    return pages | {f"{name}.html": render_to_string(f"{name}.html") for name in OF_FAILURE}


def keep(answer):
    return answer, answer[1], answer[2]


def one_of_each_kind(paths):
    """The shortest address for each view and each set of names in its query."""
    kinds = defaultdict(list)
    for path in paths:
        kinds[kind_of(path)].append(path)
    return [min(alike, key=len) for alike in kinds.values()]


def kind_of(path):
    address = urlsplit(path)
    try:
        view = resolve(address.path).view_name
    except Resolver404:
        view = address.path
    return view, frozenset(parse_qs(address.query, keep_blank_values=True))


def written(pages, folder):
    """{file: name} of the pages as files in `folder`."""
    files = {}
    for number, (name, text) in enumerate(pages.items()):
        file = Path(folder) / f"{number:04}.html"
        file.write_text(text)
        files[str(file)] = name
    return files
