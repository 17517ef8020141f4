"""Two editors who both put the same rows in order."""

from math import inf

MOST_DIGITS = 9


def place(row):
    """Where a row stands by the number that was sent with it; without one, at the end."""
    text = row.get("position", "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else inf


def merge_orders(was, theirs, mine):
    """How the rows of both stand, and whether the others' order is "taken", "contested", or nothing to tell of.

    Whoever moved something decides; where both did, it is mine. A row that only one has comes after the same row as
    in that one's order.
    """
    both = set(theirs) & set(mine)
    before, by_them, by_me = ([row for row in rows if row in both] for rows in (was, theirs, mine))
    if by_me == before:
        return _weave(theirs, mine), None if by_them == before else "taken"
    return _weave(mine, theirs), None if by_them in (before, by_me) else "contested"


def _weave(rows, others):
    woven, index = list(rows), -1
    for row in others:
        if row not in rows:
            woven.insert(index + 1, row)
        index = woven.index(row)
    return woven
