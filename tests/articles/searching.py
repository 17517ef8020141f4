"""Asking the search as a reader does."""

import re
from html import unescape


def ask(client, question, **more):
    response = client.get("/search/", {"q": question, **more})
    assert response.status_code == 200
    return response


def page_of(client, question, **more):
    return ask(client, question, **more).content.decode()


def titles(client, question, **more):
    """The titles of what was found, in their order."""
    page = page_of(client, question, **more)
    return [
        unescape(re.sub(r"</?mark>", "", title))
        for title in re.findall(r'<h2><a href="[^"]+">(.+?)</a>', page)
    ]


def said(client, question):
    """The words of the page, as one line."""
    page = page_of(client, question)
    main = page[page.index("<main") : page.index("</main")]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def has_all(client, question):
    """The titles of what has all words of the question."""
    return [] if "No article has all of these words" in said(client, question) else titles(client, question)


def marks(client, question):
    return re.findall(r"<mark>(.+?)</mark>", page_of(client, question))
