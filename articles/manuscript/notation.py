"""The marks of a manuscript, and how text that looks like one is told from it.

Reading and writing both ask `kind`, so that what is written reads as what it was.
"""

import re
from enum import Enum

from django.utils.dateparse import parse_date

from articles.models import AlsoRead
from articles.points import POINT

HEAD_KEYS = {
    "slug": "slug",
    "topic": "topic",
    "author": "authors",
    "authors": "authors",
    "language": "language",
    "description": "description",
    "cover": "cover",
}
HEAD_LINE = re.compile(rf"^\s*({'|'.join(HEAD_KEYS)})\s*:\s*(.*)$", re.IGNORECASE)
# In a head: a key that we do not know.
ANY_KEY = re.compile(r"^\s*(?!title\b)\w[\w ]{0,29}:\s", re.IGNORECASE)
HEADLINE = re.compile(r"^Title:\s*(.*)$", re.IGNORECASE)
ALSO_READ = re.compile(
    rf"^Also read(?: after the ({'|'.join(AlsoRead.Place.values)}))?:\s*(\S.*)$", re.IGNORECASE
)
# The words of a link, and behind them the slug of the article that they lead to.
LINKED = re.compile(r"^\[((?:\\.|[^\]\\])+)\]\((?:\S*/articles/)?([-\w]+)/?\)$")
# A picture of the library, by its number: a subject's under its heading, the cover in the head.
PICTURE = re.compile(r"^Picture:\s*(\d{1,9})$", re.IGNORECASE)
SOURCES = "Sources:"
SOURCE = re.compile(
    r"^\s*(?:\d+[.)]\s*|[-*•]\s+)?\[((?:\\.|[^\]\\])+)\]\((\S*?)\)"
    r"(?:, (.+?))??(?:, read(?: (\d{4}-\d{2}-\d{2}))?)?$"
)
ENDS_AS_IF_READ = re.compile(r"(^|, )read( \d{4}-\d{2}-\d{2})?$")
TABLE_CORNER = "At a glance"
KNOWN_CORNERS = {"", TABLE_CORNER.casefold(), "aspect"}

# Headings of the notation itself, not of a subject.
MARKS = {"introduction", "conclusion", "also read", "sources", "references"}
# The private ones are the bullets of word processors' symbol fonts.
BULLETS = r"[-*–•·▪●○◦‣o§\uf0b7\uf0a7]"
LIST_ITEM = re.compile(rf"^\s*(?:{BULLETS}|\d+[.)])\s")
# A point as word processors paste it: a bullet for its number, or without the stars.
LOOSE_POINT = re.compile(
    rf"^(?:{BULLETS}|\d+[.)])\s+(?:\*\*([^*\\]+?):?\*\*:?|([^*:\\[\]]{{1,80}}):(?=\s|$))[ \t]*(.*)$"
)
HASHES = re.compile(r"^#{2,6}\s+")
# A line all bold, or with a bold beginning: **Title:** text, **Defining Tea**:
BOLD = re.compile(r"^\*\*([^*]+)\*\*(:?)([^*]*)$")
LITERAL = "# "
COLONS = (":", "：")
LONGEST_HEADING = LONGEST_BARE = 100
ENDS_A_SENTENCE = (*'.!?…)”“"’»」*`。！？؟۔।', "]")


class Kind(Enum):
    """What a block is, by its first line."""

    TABLE = "table"
    HEADLINE = "headline"
    LINK = "link"
    PICTURE = "picture"
    MARK = "mark"
    HEADING = "heading"
    POINTS = "points"
    SOURCE = "source"
    BARE = "bare"
    PROSE = "prose"


def kind(line, following=None):
    """The kind of a block that begins with `line`; `following` is the block's next line, None where it has none."""
    words = line.strip()
    if line.startswith("\\"):
        return Kind.PROSE
    # A point may hold a table's tabs in its text.
    if is_table_line(line, following) and not POINT.match(words):
        return Kind.TABLE
    return _kind_by_mark(words) or _kind_by_shape(words, following)


def _kind_by_mark(words):
    if words.startswith(LITERAL):
        return None
    marks = {
        Kind.HEADLINE: HEADLINE.match(plain(words)),
        Kind.LINK: ALSO_READ.match(plain(words)),
        Kind.PICTURE: PICTURE.match(plain(words)),
        Kind.POINTS: is_point(words),
        Kind.SOURCE: SOURCE.match(words),
        Kind.MARK: heading(words).casefold() in MARKS,
    }
    return next((what for what, is_there in marks.items() if is_there), None)


def _kind_by_shape(words, following):
    if heading(words):
        # “There are two kinds:”, with a list right under it, is prose.
        return Kind.PROSE if following and _is_list_item(following.strip()) else Kind.HEADING
    is_bare = following is None and len(words) <= LONGEST_BARE and not words.endswith(ENDS_A_SENTENCE)
    return Kind.BARE if is_bare else Kind.PROSE


def heading(line):
    """The words of `line` if it is a heading, else "": it ends in a colon, or begins with marks of Markdown.

    What follows a single `# ` is taken as it stands; so is written what would read as something else.
    """
    if line.startswith(LITERAL):
        return one_colon_less(line.removeprefix(LITERAL).strip())
    words = plain(line)
    if HASHES.match(line):
        return one_colon_less(words)
    return one_colon_less(words) if words.endswith(COLONS) and len(words) <= LONGEST_HEADING else ""


def is_as_it_stands(line):
    """Whether a heading is written so that none of its words is looked at: `# Words:`."""
    return line.startswith(LITERAL) and line.endswith(COLONS)


def one_colon_less(words):
    return (words[:-1] if words.endswith(COLONS) else words).rstrip()


def plain(line):
    """`line` without the marks of a heading or of bold print about it."""
    line = HASHES.sub("", line)
    match = BOLD.match(line)
    return f"{match[1]}{match[2]} {match[3].strip()}".rstrip() if match else line


def is_point(line):
    return bool(POINT.match(line) or LOOSE_POINT.match(line))


def _is_list_item(line):
    """Whether `line` is an item of a list and surely no point, which has a number or bold print."""
    loose = LOOSE_POINT.match(line)
    is_surely_a_point = POINT.match(line) or (loose and (loose[1] or line[0].isdigit()))
    return bool(LIST_ITEM.match(line)) and not is_surely_a_point


def with_all_marks(line):
    """A point as it is written, from one without all of its marks."""
    return LOOSE_POINT.sub(lambda match: f"1. **{match[1] or match[2]}:** {match[3]}", line)


def is_table_line(line, following):
    """Whether a table begins here: between strokes, or between tabs as copied from a word processor."""
    return line.lstrip().startswith("|") or (line.count("\t") >= 2 and "\t" in (following or ""))


def unescape(block):
    """`block` as it is meant; without the indent of a first line, which Markdown would take for code."""
    block = block.lstrip()
    return "\n".join(line.removeprefix("\\") for line in block.split("\n"))


def escape_block(block, *, bare_is_fine=False):
    """`block` with a backslash before what would read as anything but prose."""
    first, *more = block.split("\n")
    is_prose = {Kind.PROSE, Kind.BARE} if bare_is_fine else {Kind.PROSE}
    if (
        first.startswith("\\")
        or first[:1].isspace()
        or kind(first, more[0] if more else None) not in is_prose
    ):
        first = f"\\{first}"
    return "\n".join([first, *(f"\\{line}" if line.startswith("\\") else line for line in more)])


def escape_cell(text):
    return text.replace("\\", "\\\\").replace("|", "\\|")


def split_row(line):
    """The cells of a line of a table."""
    if not line.lstrip().startswith("|"):
        return [cell.strip() for cell in line.split("\t")]
    inner = line.strip().removeprefix("|")
    cells = re.sub(r"\\([\\|])|\|", lambda match: match[1] or "\0", inner).split("\0")
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]


def join_names(names):
    return ", ".join(re.sub(r"([\\,])", r"\\\1", name) for name in names)


def split_names(text):
    names = re.sub(r"\\([\\,])|,", lambda match: match[1] or "\0", text).split("\0")
    return [name for name in (" ".join(name.split()) for name in names) if name]


def is_date(text):
    try:
        return not text or bool(parse_date(text))
    except ValueError:
        return False
