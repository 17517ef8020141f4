"""The data of a page, which is no script and never run, as the one element that machines look for."""

import json

from django import template
from django.utils.safestring import mark_safe

from articles.structured_data import of_site

register = template.Library()

# What could end the element, or a line of it, written so that a reader of JSON reads the same.
ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def json_ld(context, nodes, more=()):
    """`nodes` of the page and those of the site; what `more`, other nodes, say of one by its name is added to it."""
    graph = {node["@id"]: node for node in [*of_site(str(context["site_name"])), *nodes]}
    for node in more:
        graph[node["@id"]] = graph.get(node["@id"], {}) | node
    data = {"@context": "https://schema.org", "@graph": [*graph.values()]}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
