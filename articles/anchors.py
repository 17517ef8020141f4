"""The ids of an article's page: of the headings inside its prose, of its sources, of the places that cite them.

A heading of the text has no row, so no uid. Its key is the part in which it stands and its words:
`introduction-why-compare`, `definition-2-origins`. So an edit in another part, subjects that change places (a slot is
kept), publishing again and a new renderer leave it as it is; only other words make another one, as they make another
heading. Of equal headings in one part the later ones are counted. The words are letters, marks and digits of any
script; a heading without any has a digest of what it is made of.

No part's name and hyphen begin an id of another kind (`content`, `subject-1`, `attributes-1`, `relationship`,
`source-1`, `cite-1-1`, those of forms), so none can be met by words.
"""

import re
import unicodedata
from collections import defaultdict
from hashlib import blake2s
from itertools import count

LONGEST = 60  # characters of a heading's words; an address is to be read and sent
APOSTROPHES = re.compile("['’]")


class Headings:
    """The ids of the headings of one page, given in its order."""

    def __init__(self):
        self.taken = set()
        # Each goes on where it stood: a text may have thousands of equal headings.
        self.numbers = defaultdict(lambda: count(1))

    def anchor(self, part, words):
        """The id of the next heading of these words in `part`."""
        stem = f"{part}-{key(words)}"
        names = (stem if number == 1 else f"{stem}-{number}" for number in self.numbers[stem])
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name


class Citations:
    """The places on one page that cite the sources of a document, given in its order."""

    def __init__(self, content):
        self.sources = len(content["sources"])
        self.places = defaultdict(list)

    def link(self, number):
        """The attributes of a link to source `number` from one more place that cites it; None where there is none."""
        if not 1 <= number <= self.sources:
            return None
        places = self.places[number]
        places.append(f"cite-{number}-{len(places) + 1}")
        return {"href": f"#source-{number}", "id": places[-1]}

    def back(self, number):
        """[{anchor, letter}] of the places that cite source `number`, once all prose is rendered."""
        return [
            {"anchor": anchor, "letter": letters(place)}
            for place, anchor in enumerate(self.places.get(number, ()), start=1)
        ]


def key(words):
    """What `words` are called in an id: small letters and digits of any script, joined by hyphens."""
    folded = unicodedata.normalize("NFC", words.casefold())
    spaced = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in APOSTROPHES.sub("", folded))
    return "-".join(spaced.split())[:LONGEST].strip("-") or blake2s(words.encode(), digest_size=4).hexdigest()


def letters(number):
    """a, b, … z, aa, ab, …, as lists of references count the places that lead to them."""
    word = ""
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("a") + rest) + word
    return word
