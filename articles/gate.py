"""The gate before publishing: `problems` forbid it, `warnings` ask an editor to look again."""

import re
from dataclasses import dataclass

from articles.characters import shown_length
from articles.document import lines_of, pictures_of, prose_of
from articles.models import Article, Picture, SlugRedirect
from articles.models.draft import SLUG_WAS_USED
from articles.models.parts import SLOTS, is_web_address
from articles.prose import CITATION, citations, count_words, headings, links, pictures, strange_images

SUMMARY_LENGTH = 50, 600
FEWEST_ROWS = 3
COVER_WIDTH = 800
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
        *_picture_problems(content),
        *_link_problems(content),
        *_citation_problems(content),
    ]


def warnings(content, article):
    """What does not keep `content` from being published and should be looked at first."""
    return [
        *_title_warnings(content),
        *_slug_warnings(article.slug),
        *_cover_warnings(content["cover"]),
        *_unready_warnings(content),
        *_length_warnings(content["subjects"]),
        *_row_warnings(content["comparison"]),
        *(warning for field, text in prose_of(content) for warning in _prose_warnings(field, text)),
        *_line_warnings(content),
        *_also_read_warnings(content["also_read"]),
        *_source_warnings(content),
    ]


def _slug_warnings(slug):
    if re.fullmatch(rf"{Article._meta.model_name}(-\d+)?", slug):
        message = f"The address “{slug}” says nothing of the article."
        yield Problem(("slug",), f"{message} Write a word or two of its title in Latin letters.")


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
        if not shown_length(subject["definition"]):
            yield Problem((*where, "definition"), f"{name} has no definition.")
        if not subject["attributes"]:
            yield Problem((*where, "attributes"), f"{name} has no key attributes.")
        yield from _point_problems((*where, "attributes"), f"{name}, key attributes", subject["attributes"])


def _row_problems(content):
    names = {str(subject["slot"]): subject["name"] for subject in content["subjects"]}
    for index, row in enumerate(content["comparison"]):
        if not row["aspect"]:
            yield Problem(
                ("comparison", index, "aspect"), f"Row {index + 1} of the comparison has no aspect."
            )
        for slot, text in row["cells"].items():
            if not text:
                message = f"In the comparison, “{row['aspect']}” says nothing of {names[slot]}."
                yield Problem(("comparison", index, f"cell_{slot}"), message)


def _point_problems(field, where, points):
    for number, point in enumerate(points, start=1):
        for part, word in (("title", "title"), ("text", "text")):
            if not shown_length(point[part]):
                yield Problem(field, f"{where}: point {number} has no {word}.")


def _picture_problems(content):
    for field, text in prose_of(content):
        for number in pictures(text):
            if str(number) not in content["pictures"]:
                yield Problem(field, f"The text names picture {number}, which is not in the library.")
        for source in strange_images(text):
            message = f"The text shows “{source}”, which is no picture of the library."
            yield Problem(field, f"{message} One is named by its number, “picture:12”.")


def _link_problems(content):
    for index, row in enumerate(content["also_read"]):
        if not row["title"]:
            yield Problem(("also_read", index, "title"), f"Link {index + 1} under “also read” has no title.")
    for index, source in enumerate(content["sources"]):
        if source["url"] and not is_web_address(source["url"]):
            message = f"The address of source {index + 1} must begin with http:// or https://."
            yield Problem(("sources", index, "url"), message)


def _citation_problems(content):
    count = len(content["sources"])
    for field, text in prose_of(content):
        for number, _ in citations(text):
            if not 1 <= number <= count:
                message = f"The text cites source {number}, and there {_of_sources(count)}."
                yield Problem(field, message)


def _of_sources(count):
    return {0: "is none", 1: "is one only"}.get(count, f"are {count}")


def _title_warnings(content):
    title = content["title"].casefold()
    names = [subject["name"] for subject in content["subjects"] if subject["name"]]
    if names and not any(name.casefold() in title for name in names):
        yield Problem(("title",), "The title names none of the subjects.")


def _cover_warnings(number):
    narrow = Picture.objects.filter(pk=number, width__lt=COVER_WIDTH).first() if number else None
    if narrow:
        message = f"The cover is {narrow.width} pixels wide: with fewer than {COVER_WIDTH} it looks coarse."
        yield Problem(("cover",), message)


def _unready_warnings(content):
    named = Picture.objects.filter(pk__in=content["pictures"])
    unready = {picture.pk for picture in named if not picture.is_ready}
    for field, number in pictures_of(content):
        if number in unready:
            unready.remove(number)
            yield Problem(
                field, f"Picture {number} is not ready yet: until it is, readers see none in its place."
            )


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
    return sum(map(count_words, (subject["definition"], *points)))


def _row_warnings(rows):
    if len(rows) < FEWEST_ROWS:
        yield Problem(("comparison",), f"The comparison has fewer than {FEWEST_ROWS} rows.")


def _prose_warnings(field, text):
    before = 0
    for level, heading in headings(text):
        if level > before + 1:
            yield Problem(field, f"The heading “{heading}” skips a level: begin with #, then ##.")
        before = level
    for label in links(text):
        if re.sub(r"\W+", " ", label).strip().casefold() in EMPTY_LINKS:
            yield Problem(field, f"A link that says “{label}” does not tell where it leads.")
    for number, is_in_link in citations(text):
        if is_in_link:
            message = (
                f"In the words of a link “[^{number}]” is no link to the source: put it behind the link."
            )
            yield Problem(field, message)


def _line_warnings(content):
    for field, text in lines_of(content):
        if mark := CITATION.search(text):
            message = f"“{mark[0]}” stands here as it was typed: only texts in Markdown cite sources."
            yield Problem(field, message)


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


def _source_warnings(content):
    sources = content["sources"]
    if not sources:
        yield Problem(("sources",), "It names no source.")
    cited = {
        number for _, text in prose_of(content) for number, is_in_link in citations(text) if not is_in_link
    }
    for number, source in enumerate(sources, start=1):
        if cited and number not in cited:
            message = f"Source {number}, “{source['title']}”, is cited nowhere, and others are."
            yield Problem(("sources", number - 1, "title"), message)
