"""What stands under the headings of a manuscript, and the subjects that it makes."""

from dataclasses import dataclass, field

from articles.document import default_heading
from articles.models.parts import new_uid


@dataclass(eq=False)
class Section:
    """What stands under one heading. One that `is_placed` is what its place among the sections makes it.

    `line` is the heading as it was typed.
    """

    heading: str
    prose: list = field(default_factory=list)
    points: list = field(default_factory=list)
    picture: int | None = None
    is_placed: bool = False
    line: str = ""

    @property
    def is_empty(self):
        return not (self.prose or self.points or self.picture)


def subject(slot, name, language, defining=None, attributes=None):
    """The subject that two sections make; without a `name`, the headings give it."""
    defining, attributes = defining or Section(""), attributes or Section("")
    name = name or _shared_name(defining.heading, attributes.heading)
    return {
        "uid": new_uid(),
        "slot": slot,
        "name": name,
        "heading": defining.heading or name,
        "definition": "\n\n".join(defining.prose + attributes.prose),
        "attributes_heading": attributes.heading or default_heading(name, language),
        "attributes": defining.points + attributes.points,
        "picture": defining.picture or attributes.picture,
    }


def count_pairs(sections):
    """How many subjects stand there when no table names them: prose under one heading, points under the next."""
    count = 0
    for defining, attributes in zip(sections[::2], sections[1::2], strict=False):
        if defining.points or not attributes.points:
            break
        count += 1
    return count


def _shared_name(heading, other):
    """The words in which two headings end alike: “Defining Tea”, “Key Attributes of Tea”."""
    shared = []
    for word, same in zip(reversed(heading.split()), reversed(other.split()), strict=False):
        if word != same:
            break
        shared.insert(0, word)
    return " ".join(shared) or heading
