"""Following the addresses that pages name, wherever the pages come from."""

import html
import json
import re
from urllib.parse import urldefrag, urljoin

from tests.articles.structured import DATA

STARTS = {"/", "/feed.atom", "/sitemap.xml", "/robots.txt"}
ADDRESS = re.compile(r'\s(?:href|src|action)="([^"]+)"')


def addresses(site, path, content_type, text):
    """The addresses of `site` that the answer at `path` names, whole ones without their fragments."""
    of_data = re.compile(rf"{re.escape(site)}[^\s\"<>&]*")
    if "html" in content_type:
        (data,) = DATA.findall(text) or ["{}"]
        found = ADDRESS.findall(text) + of_data.findall(json.dumps(json.loads(data)))
        found += re.findall(rf'content="({re.escape(site)}[^"]*)"', text)
    else:
        found = of_data.findall(html.unescape(text))
    for address in found:
        whole = urldefrag(urljoin(f"{site}{path}", html.unescape(address))).url
        if whole.startswith(f"{site}/"):
            yield whole.removeprefix(site)


def crawl(site, get, starts=frozenset(STARTS)):
    """{path: answer} of all that `starts` lead to; `get` gives (answer, content type, text) of a path."""
    answers, waiting = {}, sorted(starts)
    while waiting:
        path = waiting.pop()
        if path not in answers:
            answers[path], content_type, text = get(path)
            waiting += addresses(site, path, content_type, text)
    return answers
