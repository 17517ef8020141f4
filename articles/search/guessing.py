"""“Did you mean”: the words of a question as titles and subjects of what is public spell them."""

from difflib import get_close_matches

from articles.models import Article, Revision
from articles.search import asking, index
from articles.search.words import words

NEWEST = 1000  # articles whose titles are looked through
MOST = 5  # words; a question of more that nobody knows is no slip of the finger
LIKENESS = 0.75


def guess(question):
    """What the writer of `question`, which found nothing, may have meant and does find something; else ""."""
    known = _known_words()
    others = [word for word in words(question.text) if word.plain not in known]
    if not known or len(others) > MOST:
        return ""
    text = question.text
    for word in reversed(others):
        close = get_close_matches(word.plain, known, n=1, cutoff=LIKENESS)
        if close and not _is_found(word):
            text = text[: word.start] + known[close[0]] + text[word.end :]
    return text if text != question.text and index.find(asking.read(text)) else ""


def _is_found(word):
    """Whether it stands anywhere in what is public, with its ending: “managment” has the stem of “management”."""
    return bool(index.find(asking.Question("", was_cut=False, parts=(asking.Part(((word.plain,),)),))))


def _known_words():
    """{folded: as it is written} of the words in titles and names of subjects."""
    newest = Article.objects.published().order_by("-public_from", "-id")[:NEWEST]
    cards = Revision.objects.filter(pk__in=newest.values("live_id")).values_list("card", flat=True)
    known = {}
    for card in cards:
        for text in (card["title"], *(subject["name"] for subject in card["subjects"])):
            known |= {word.plain: text[word.start : word.end] for word in words(text)}
    return known
