"""Whose the sections of a manuscript are.

As a document is written, two of them stand there for each subject, in the order of the names. Where a text has others,
or their headings name other subjects, the words of the headings say whose they are.
"""

import re
from collections import Counter
from itertools import takewhile

from articles.manuscript.sections import count_pairs
from articles.models import Subject
from articles.models.parts import SLOTS
from articles.points import format_points

DEFINING = re.compile(r"^defining\s+(\S.*)$", re.IGNORECASE)
LONGEST_NAME = Subject._meta.get_field("name").max_length


def names_in(sections):
    """The names of the subjects as the headings tell them; "" for one whose two headings have to be compared."""
    with_prose = [section for section in sections if section.prose]
    defined = filter(None, (DEFINING.match(section.heading) for section in with_prose))
    names = list(dict.fromkeys(match[1] for match in defined if len(match[1]) <= LONGEST_NAME))
    count = count_pairs(sections)
    if len(names) >= max(count, 1):
        return names
    return [""] * count or _leading_headings(sections)


def _leading_headings(sections):
    """Those over prose alone, before there is any point; one of them makes no comparison."""
    leading = takewhile(lambda section: section.prose and not section.points, sections)
    names = [section.heading for section in leading if len(section.heading) <= LONGEST_NAME]
    return names if len(names) > 1 else []


def share_out(names, sections):
    """(for each of the first four names its definition and its attributes, the other sections, lines to be listed)."""
    count = len(names[: len(SLOTS)])
    if is_in_order(names, sections):
        pairs = [sections[place : place + 2] for place in range(0, 2 * count, 2)]
        return pairs, sections[2 * count :], []
    shares, rest = _by_words(names, sections)
    pairs, extras = zip(*map(_pair, shares[:count]), strict=True)
    surplus = [line for share in shares[count:] for section in share for line in _lines(section)]
    return [*pairs], rest, [*(section.line for extra in extras for section in extra), *surplus]


def before_all_subjects(rest, sections):
    """Those of `rest`, with prose alone, that stand before every section of a subject, if there is one."""
    nobodys = set(rest)
    early = list(takewhile(lambda section: section in nobodys, sections))
    if len(early) == len(sections):
        return []
    return [section for section in early if section.prose and not section.points]


def is_in_order(names, sections):
    """Whether the sections are their subjects' by their places, and no heading tells anything else."""
    count = len(names[: len(SLOTS)])
    if not count or any(section.is_placed for section in sections):
        return True
    owners = _owners(names, sections)
    expected = [*(place // 2 for place in range(2 * count)), *owners[2 * count :]]
    if len(sections) - 2 * count not in (0, 1) or max((owner or 0 for owner in owners), default=0) >= count:
        return False
    if any(owner not in (None, own) for owner, own in zip(owners, expected, strict=True)):
        return False
    # Where only the last heading names nothing, it may be that of the relationship, and the points before it missing.
    *others, last = owners[1 : 2 * count : 2]
    is_whole = len(sections) > 2 * count and sections[-1].points
    return bool(last is not None or None in others or not others or is_whole)


def _owners(names, sections):
    """For each section the index of the one name that stands in its heading, or None."""
    keys = [name.casefold() for name in names]
    # A longer name is tried first: “Green Tea” does not name “Tea”.
    longest_first = sorted(filter(None, set(keys)), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")
    is_one = {key for key, number in Counter(keys).items() if number == 1}
    found = [set(pattern.findall(section.heading.casefold())) for section in sections]
    return [keys.index(*named) if len(named) == 1 and named <= is_one else None for named in found]


def _by_words(names, sections):
    """(for each name its sections, the other sections)."""
    shares, rest = [[] for _ in names], []
    for section, owner in zip(sections, _with_heirs(_owners(names, sections), sections), strict=True):
        (rest if owner is None else shares[owner]).append(section)
    for share in shares:
        if not share and count_pairs(rest[:2]):
            share[:], rest = rest[:2], rest[2:]
    return shares, rest


def _with_heirs(owners, sections):
    """A heading without a name goes with the one before it: between two that have one, and behind the last where that
    is how another subject has its points.
    """
    last = max((place for place, owner in enumerate(owners) if owner is not None), default=-1)
    heirs = list(owners)
    for place in range(1, last):
        heirs[place] = heirs[place - 1] if heirs[place] is None else heirs[place]
    if heirs != owners and sections[last + 1 :] and sections[last + 1].points and not sections[last].points:
        heirs[last + 1] = heirs[last]
    return heirs


def _pair(share):
    """((definition, attributes) of one subject's sections, those that only add to the two)."""
    defining = max(
        (section for section in share if section.prose or not section.points), key=_defines, default=None
    )
    others = [section for section in share if section is not defining]
    attributes = next((section for section in others if section.points), None)
    extras = [section for section in others if section is not attributes]
    for section in extras:
        (defining or attributes).prose += section.prose
        (attributes or defining).points += section.points
        (defining or attributes).picture = (defining or attributes).picture or section.picture
    return (defining, attributes), extras


def _defines(section):
    return bool(section.prose), not section.points


def _lines(section):
    yield section.line
    yield from [f"Picture: {section.picture}"] if section.picture else []
    yield from section.prose
    yield from filter(None, format_points(section.points).split("\n"))
