"""What differs between two documents (see articles.document), each place in words."""

from bisect import bisect_left
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter

from articles.document import upgrade
from articles.models import AlsoRead

OPENING = {
    "title": "Title",
    "summary": "Summary",
    "headline": "Headline",
    "description": "Description for search engines",
    "language": "Language",
    "cover": "Cover",
    "introduction": "Introduction",
}
SUBJECT = {
    "name": "name",
    "slot": "colour",
    "heading": "heading",
    "definition": "definition",
    "attributes_heading": "heading of the key attributes",
    "picture": "picture",
}
POINT = {"title": "title", "text": "text"}
ALSO_READ = {"title": "title", "leads_to": "leads to", "stands": "place"}
PICTURE = {"alternative": "alternative text", "caption": "caption", "credit": "credit"}
SOURCE = {"title": "title", "url": "address", "publisher": "publisher", "accessed_on": "read on"}


@dataclass(frozen=True)
class Change:
    """One thing that differs. Of a move, `old` and `new` are its number among the others and its name."""

    path: tuple  # of words, from the outside in: ("Leadership", "Key attributes", "2", "text")
    kind: str  # changed, added, removed or moved
    old: str
    new: str

    @property
    def where(self):
        return " · ".join(self.path)

    def under(self, *outer):
        return replace(self, path=(*outer, *self.path))


def compare(old, new, names=None):
    """The Change's between two documents of any schema_version, in the order of the page; none if they say the same.

    `names` are those of articles by id, no two the same, for the targets of also-reads. What belongs to publishing is
    no content.
    """
    old, new = upgrade(old), upgrade(new)
    return [
        *_fields(OPENING, old, new),
        *_subjects(old["subjects"], new["subjects"]),
        *_comparison(old, new),
        *_fields({"relationship_heading": "Heading of the relationship"}, old, new),
        *_points("Relationship", old["relationship"], new["relationship"]),
        *_fields({"conclusion": "Conclusion"}, old, new),
        *_also_read(old["also_read"], new["also_read"], names or {}),
        *_sources(old["sources"], new["sources"]),
        *_words_of_pictures(old["pictures"], new["pictures"]),
    ]


def _fields(names, old, new):
    for field, words in names.items():
        yield from _text(words, str(old.get(field) or ""), str(new.get(field) or ""))


def _text(words, old, new):
    if old != new:
        kind = "changed" if old and new else "added" if new else "removed"
        yield Change((words,), kind, old, new)


def _subjects(old, new):
    def pair(before, after):
        yield from _fields(SUBJECT, before, after)
        yield from _points("Key attributes", before.get("attributes", []), after.get("attributes", []))

    def where(subject, number):
        return subject["name"] or f"Subject {number}"

    return _items(old, new, "name", where, pair)


def _comparison(old, new):
    columns = list(_columns(old["subjects"], new["subjects"]))

    def pair(before, after):
        yield from _fields({"aspect": "aspect"}, before, after)
        was, now = before.get("cells", {}), after.get("cells", {})
        for name, slot_before, slot_after in columns:
            yield from _text(name, was.get(slot_before, ""), now.get(slot_after, ""))

    def where(row, number):
        return row["aspect"] or f"Row {number}"

    changes = _items(old["comparison"], new["comparison"], "aspect", where, pair)
    return (change.under("Comparison") for change in changes)


def _columns(old, new):
    """(name, slot before, slot after) of each subject, so that its cells are compared wherever they stood."""
    pairs = _pairs(old, new, _known_by("name"))
    for index, subject in enumerate(new):
        before = str(old[pairs[index]]["slot"]) if index in pairs else None
        yield subject["name"], before, str(subject["slot"])
    for index in _rest(old, pairs):
        yield old[index]["name"], str(old[index]["slot"]), None


def _points(heading, old, new):
    """Points have no uid: the same title makes two the same, else the same text, else the same place."""
    old, new = (
        [point | {"number": number} for number, point in enumerate(points, start=1)] for points in (old, new)
    )
    keys = [("title", "text"), ("title",), ("text",), ("number",)]
    changes = _items(old, new, "title", lambda _, number: str(number), partial(_fields, POINT), keys)
    return (change.under(heading) for change in changes)


def _also_read(old, new, names):
    old, new = ([_link_in_words(row, names) for row in rows] for rows in (old, new))
    return _items(old, new, "title", lambda _, number: f"Also read {number}", partial(_fields, ALSO_READ))


def _link_in_words(row, names):
    leads_to = names.get(row["article"], f"article {row['article']}") if row["article"] else ""
    return row | {
        "leads_to": leads_to,
        "stands": dict(AlsoRead.Place.choices).get(row["place"], row["place"]),
    }


def _sources(old, new):
    return _items(old, new, "title", lambda _, number: f"Source {number}", partial(_fields, SOURCE))


def _words_of_pictures(old, new):
    """Of pictures that both name: that one is named at all stands where it is named."""
    for number in sorted(old.keys() & new.keys(), key=int):
        for change in _fields(PICTURE, old[number], new[number]):
            yield change.under(f"Picture {number}")


def _items(old, new, title, where, pair, keys=None):
    """The changes of a list, whose items have a `title`.

    `where(item, number)` says which one it is, `pair(before, after)` gives the changes of one; for `keys` see _pairs.
    """
    pairs = _pairs(old, new, keys or _known_by(title))
    moved = _moved(pairs)
    for index, item in enumerate(new):
        path = where(item, index + 1)
        if index not in pairs:
            yield Change((path,), "added", "", _whole(pair({}, item)))
            continue
        before = old[pairs[index]]
        if index in moved:
            places = f"{pairs[index] + 1}. {before[title]}", f"{index + 1}. {item[title]}"
            yield Change((path,), "moved", *places)
        yield from (change.under(path) for change in pair(before, item))
    for index in _rest(old, pairs):
        yield Change((where(old[index], index + 1),), "removed", _whole(pair(old[index], {})), "")


def _rest(old, pairs):
    """The indexes in `old` of what has no counterpart."""
    return sorted(set(range(len(old))) - set(pairs.values()))


def _whole(changes):
    """All that an item says, as its changes from or to nothing tell it."""
    return "\n".join(f"{change.where}: {change.old or change.new}" for change in changes)


def _pairs(old, new, keys):
    """{index in `new`: index in `old`} of the items that are the same.

    Each of `keys` is a tuple of fields, the surest first; it pairs what those before it have left.
    """
    pairs = {}
    for key in keys:
        waiting = defaultdict(deque)
        for index in _rest(old, pairs):
            waiting[itemgetter(*key)(old[index])].append(index)
        for index, item in enumerate(new):
            value = itemgetter(*key)(item)
            if index not in pairs and waiting[value]:
                pairs[index] = waiting[value].popleft()
    return pairs


def _known_by(title):
    return [("uid",), (title,)]


def _moved(pairs):
    """The fewest indexes in `new` whose moving explains the new order: all outside a longest rising run."""
    ends, before = [], {}  # ends[n]: where a run of n + 1 ends lowest, as (index in old, index in new)
    for index in sorted(pairs):
        length = bisect_left(ends, (pairs[index],))
        before[index] = ends[length - 1][1] if length else None
        ends[length : length + 1] = [(pairs[index], index)]
    stays, index = set(), ends[-1][1] if ends else None
    while index is not None:
        stays.add(index)
        index = before[index]
    return pairs.keys() - stays
