"""The marks of a manuscript, and how text that looks like one is told from it."""

import re

from articles.points import POINT

HEAD_KEYS = ("Slug", "Topic", "Authors", "Language", "Description")
HEAD_LINE = re.compile(rf"^({'|'.join(HEAD_KEYS)}):[ \t]*(.*)$")
HEADLINE = re.compile(r"^Title:[ \t]*(.*)$")
ALSO_READ = re.compile(r"^Also read:[ \t]*(.+)$")
SOURCES = "Sources:"
SOURCE = re.compile(
    r"^\d+\. \[((?:\\.|[^\]\\])+)\]\(([^)\s]*)\)(?:, (.+?))??(?:, read (\d{4}-\d{2}-\d{2}))?$"
)
ENDS_A_SENTENCE = (".", "!", "?", "…", ")", "”", '"', "’", "*", "`")
TABLE_CORNER = "At a glance"


def escape_line(line):
    notation = (HEAD_LINE, HEADLINE, ALSO_READ, POINT, SOURCE)
    is_notation = (
        line.startswith(("\\", "|")) or line == SOURCES or any(mark.match(line) for mark in notation)
    )
    return f"\\{line}" if is_notation else line


def unescape(block):
    return "\n".join(line.removeprefix("\\") for line in block.split("\n"))


def escape_cell(text):
    return text.replace("\\", "\\\\").replace("|", "\\|")


def unescape_cell(text):
    return re.sub(r"\\(.)", r"\1", text.strip())


def split_row(line):
    inner = line.strip().removeprefix("|")
    return re.findall(r"((?:\\.|[^|\\])*)\|", inner if inner.endswith("|") else f"{inner}|")
