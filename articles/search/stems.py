"""The stems of a field as one line in which a phrase is found, the same in both databases."""

from articles.search.asking import forms_of

# A word that nobody can ask for, so that a phrase ends where a text does.
GAP = "¦"


def stems(field, found):
    """Of `found`, Texts, those of `field`: the stems of each, then the bare ones where these are others."""
    lines = [" ".join(form) for text in found if text.field == field for form in forms_of(text.words)]
    return f" {GAP} ".join(filter(None, lines))
