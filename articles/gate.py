"""The gate before publishing: `problems` forbid it, `warnings` ask an editor to look again."""

import re
from dataclasses import dataclass

from articles.models import Article, SlugRedirect
from articles.models.draft import SLUG_WAS_USED
from articles.models.parts import SLOTS, is_web_address
from articles.prose import headings, links

SUMMARY_LENGTH = 50, 600
FEWEST_ROWS = 3
# As the whole text of a link these say nothing of where it leads.
EMPTY_LINKS = {"here", "click here", "link", "this", "this link", "more", "read more", "hier", "mehr"}


@dataclass(frozen=True)
class Problem:
    """Something between an article and its publication. `field` is its path in the document."""

    field: tuple
    message: str


def problems(content, article):
    """All that forbids publishing `content` as `article`, in the order of the page."""
    return [
        *_missing(content),
        *_slug_problems(article),
        *_subject_problems(content["subjects"]),
        *_row_problems(content),
        *_point_problems(("relationship",), "The relationship", content["relationship"]),
        *_link_problems(content),
    ]


def warnings(content):
    """What does not keep `content` from being published and should be looked at first."""
    return [
        *_title_warnings(content),
        *_length_warnings(content["subjects"]),
        *_row_warnings(content["comparison"]),
        *(warning for field, text in _prose(content) for warning in _prose_warnings(field, text)),
        *_also_read_warnings(content["also_read"]),
        *_source_warnings(content["sources"]),
    ]


def _missing(content):
    if not content["title"]:
        yield Problem(("title",), "The title is missing.")
    shortest, longest = SUMMARY_LENGTH
    length = len(content["summary"])
    if not length:
        yield Problem(("summary",), "The summary is missing.")
    elif not shortest <= length <= longest:
        message = f"The summary has {length} characters; it needs {shortest} to {longest}."
        yield Problem(("summary",), message)


def _slug_problems(article):
    others = Article.objects.exclude(pk=article.pk).filter(slug=article.slug)
    old = SlugRedirect.objects.filter(slug=article.slug).exclude(article=article)
    if not article.slug or others.exists():
        yield Problem(("slug",), "Another article has this address. Choose another one.")
    elif old.exists():
        yield Problem(("slug",), SLUG_WAS_USED)


def _subject_problems(subjects):
    if len(subjects) < 2:
        yield Problem(("subjects",), "A comparison needs at least two subjects.")
    if len(subjects) > len(SLOTS):
        yield Problem(("subjects",), "A comparison has at most four subjects.")
    for index, subject in enumerate(subjects):
        where, name = ("subjects", index), subject["name"] or f"Subject {index + 1}"
        if not subject["name"]:
            yield Problem((*where, "name"), f"{name} has no name.")
        if not subject["definition"]:
            yield Problem((*where, "definition"), f"{name} has no definition.")
        if not subject["attributes"]:
            yield Problem((*where, "attributes"), f"{name} has no key attributes.")
        yield from _point_problems((*where, "attributes"), f"{name}, key attributes", subject["attributes"])


def _row_problems(content):
    names = {str(subject["slot"]): subject["name"] for subject in content["subjects"]}
    for index, row in enumerate(content["comparison"]):
        for slot, text in row["cells"].items():
            if not text:
                message = f"In the comparison, “{row['aspect']}” says nothing of {names[slot]}."
                yield Problem(("comparison", index, f"cell_{slot}"), message)


def _point_problems(field, where, points):
    for number, point in enumerate(points, start=1):
        for part, word in (("title", "title"), ("text", "text")):
            if not point[part].strip():
                yield Problem(field, f"{where}: point {number} has no {word}.")


def _link_problems(content):
    for index, row in enumerate(content["also_read"]):
        if not row["title"]:
            yield Problem(("also_read", index, "title"), f"Link {index + 1} under “also read” has no title.")
    for index, source in enumerate(content["sources"]):
        if source["url"] and not is_web_address(source["url"]):
            message = f"The address of source {index + 1} must begin with http:// or https://."
            yield Problem(("sources", index, "url"), message)


def _title_warnings(content):
    title = content["title"].casefold()
    names = [subject["name"] for subject in content["subjects"] if subject["name"]]
    if names and not any(name.casefold() in title for name in names):
        yield Problem(("title",), "The title names none of the subjects.")


def _length_warnings(subjects):
    lengths = [_words(subject) for subject in subjects]
    shortest = min(lengths, default=0)
    for index, (subject, length) in enumerate(zip(subjects, lengths, strict=True)):
        if shortest and length > 2 * shortest:
            other = subjects[lengths.index(shortest)]["name"]
            message = f"{subject['name']} has {length} words and {other} {shortest}: more than twice as many."
            yield Problem(("subjects", index, "definition"), message)


def _words(subject):
    points = [text for point in subject["attributes"] for text in (point["title"], point["text"])]
    return sum(len(text.split()) for text in (subject["definition"], *points))


def _row_warnings(rows):
    if len(rows) < FEWEST_ROWS:
        yield Problem(("comparison",), f"The comparison has fewer than {FEWEST_ROWS} rows.")


def _prose(content):
    """(field, Markdown) of all prose, in the order of the page."""
    yield ("introduction",), content["introduction"]
    for index, subject in enumerate(content["subjects"]):
        yield ("subjects", index, "definition"), subject["definition"]
        for point in subject["attributes"]:
            yield ("subjects", index, "attributes"), point["text"]
    for point in content["relationship"]:
        yield ("relationship",), point["text"]
    yield ("conclusion",), content["conclusion"]


def _prose_warnings(field, text):
    before = 0
    for level, heading in headings(text):
        if level > before + 1:
            yield Problem(field, f"The heading “{heading}” skips a level: begin with #, then ##.")
        before = level
    for label in links(text):
        if re.sub(r"\W+", " ", label).strip().casefold() in EMPTY_LINKS:
            yield Problem(field, f"A link that says “{label}” does not tell where it leads.")


def _also_read_warnings(rows):
    public = set(
        Article.objects.published()
        .filter(pk__in=[row["article"] for row in rows])
        .values_list("pk", flat=True)
    )
    for index, row in enumerate(rows):
        if row["article"] not in public:
            message = f"“{row['title']}”, under “also read”, is not public: readers see it without a link."
            yield Problem(("also_read", index, "target"), message)


def _source_warnings(sources):
    if not sources:
        yield Problem(("sources",), "It names no source.")
