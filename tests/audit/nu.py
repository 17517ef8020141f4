"""The Nu Html Checker on files: what it finds, without what it is wrong about or what is meant."""

import json
import re
import subprocess
from collections import Counter

from tests.audit import tools

ROLE_IN_TABLE = (
    r"The “role” attribute must not be used on a “t[rhd]” element which has a “table” ancestor with no “role” "
    r"attribute, or with a “role” attribute whose value is “table”, “grid”, or “treegrid”\."
)
# (the whole message, what has to stand in its extract, why it is passed over)
KNOWN = [
    (
        ROLE_IN_TABLE,
        r'<(tr role="row"|th role="(column|row)header"|td role="cell")',
        "Safari forgets what a table is when its display changes, and each role repeats what the element is",
    ),
    (
        r"The “(table|rowgroup|row|columnheader|rowheader|cell)” role is unnecessary for element “\w+”\.",
        r'role="(table|rowgroup|row|columnheader|rowheader|cell)"',
        "the same",
    ),
    (
        r"The “list” role is unnecessary for element “[uo]l”\.",
        r'role="list"',
        "Safari takes a list without bullets for none",
    ),
    (
        r"Article lacks heading\. Consider using “h2”-“h6” elements to add identifying headings to all articles\.",
        r'<article class="review"',
        "a review has no title, and twenty names would bury the article's own headings",
    ),
    (
        r"This document appears to be written in [\w() ]+ but the “html” start tag has “lang=.*",
        r"<html lang=",
        "a guess from all words of the page, and articles and reviews have languages of their own",
    ),
    (
        r"CSS: “(container-type|field-sizing)”: Property “\1” doesn't exist\.",
        r"",
        "the checker's CSS is older than these, which the browsers know",
    ),
    (r"CSS: Unrecognized at-rule “@container”", r"", "the same"),
    (r"CSS: “--faces”: Parse Error\.", r"", "the same of the unit cqi, the width of a container"),
]


def check(files, *options):
    """([message with its place], {message passed over: how often})."""
    command = ["java", "-jar", str(tools.NU), "--format", "json", "--stdout", "--exit-zero-always", *options]
    answer = subprocess.run([*command, *files], capture_output=True, text=True, check=True)
    wrong, passed_over = [], Counter()
    for message in json.loads(answer.stdout)["messages"]:
        if known(message):
            passed_over[message["message"]] += 1
        else:
            wrong.append(message)
    return wrong, passed_over


def known(message):
    return any(
        re.fullmatch(text, message["message"]) and re.search(extract, message.get("extract", ""))
        for text, extract, _ in KNOWN
    )


def sentence(message, names):
    place = names.get(message["url"].removeprefix("file:"), message["url"])
    extract = " ".join(message.get("extract", "").split())
    return f"{place}, line {message.get('lastLine', '?')}: {message['message']} {extract[:160]}"
