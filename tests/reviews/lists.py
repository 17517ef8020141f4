"""Reading lists of reviews: the names on a page, the pages one after the other, and the queries they cost."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.identity import identity


def names(response):
    return re.findall(r"<bdi>(R\d{3})</bdi>", response.content.decode())


def walk(client, address, step):
    """The pages from `address` on, as long as there is a link."""
    seen = {""}
    while address not in seen:
        seen.add(address)
        response = client.get(address)
        yield names(response)
        address = response.context[step]


def joined(pages):
    return [name for page in pages for name in page]


def queries(client, address):
    identity()  # what a process reads once for each edition of the site
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured]
