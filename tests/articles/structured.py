"""The data in a page, and what schema.org says of it."""

import json
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

SCHEMA = json.loads((Path(__file__).parents[1] / "schema_org.json").read_text())
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(client, path):
    """{name of a node: the node} of the one graph of a page."""
    (text,) = DATA.findall(client.get(path).content.decode())
    data = json.loads(text)
    assert data["@context"] == "https://schema.org"
    nodes = {node["@id"]: node for node in data["@graph"]}
    assert len(nodes) == len(data["@graph"])
    return nodes


def complaints(nodes):
    """What in a graph is not as schema.org has it."""
    for node in nodes.values():
        yield from _of_node(node, nodes)


def _of_node(node, nodes):
    kinds = [*_with_parents(node["@type"])]
    for name, value in node.items():
        ranges = [SCHEMA[kind]["properties"][name] for kind in kinds if name in SCHEMA[kind]["properties"]]
        if name.startswith("@"):
            continue
        if not ranges:
            yield f"{node['@type']} has no property {name}"
            continue
        for one in value if isinstance(value, list) else [value]:
            if not any(_fits(one, wanted, nodes) for wanted in ranges[0]):
                yield f"{name} of {node['@type']} is none of {ranges[0]}: {one!r}"
            if isinstance(one, dict) and "@type" in one:
                yield from _of_node(one, nodes)


def _with_parents(kind):
    yield kind
    for parent in SCHEMA[kind]["parents"]:
        yield from _with_parents(parent)


def _fits(value, wanted, nodes):
    if isinstance(value, dict):
        # A name alone stands for its node, on this page or another one.
        kind = (value if "@type" in value else nodes.get(value["@id"], {})).get("@type")
        return wanted in _with_parents(kind) if kind else wanted in SCHEMA
    return VALUES[wanted](value) if wanted in VALUES else False


def _is_date(value):
    return isinstance(value, str) and date.fromisoformat(value).isoformat() == value


VALUES = {
    "Text": lambda value: isinstance(value, str) and value.strip() != "",
    "URL": lambda value: isinstance(value, str) and bool(urlsplit(value).scheme and urlsplit(value).netloc),
    "Integer": lambda value: type(value) is int,
    "Number": lambda value: type(value) in (int, float),
    "Date": _is_date,
    "Distance": lambda value: isinstance(value, str) and re.fullmatch(r"[1-9]\d* px", value) is not None,
}
