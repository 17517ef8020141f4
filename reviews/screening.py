"""Screening: what a review shows of itself before a person reads it. It decides between waiting and spam.

It deletes nothing, and it never looks at the stars. Each rule looks at the evidence and at nothing else; only what
collects it asks the database.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from reviews.disallowed_words import disallowed_words
from reviews.folding import comment_key, fold, script, words
from reviews.models import Review

# The sum of the weights from which a review is spam, and from which a person looks before it is public. No rule but
# the honeypot reaches SPAM alone.
SPAM = 10
HOLD = 3

FASTEST = 4  # seconds in which nobody reads a form and fills it in
MANY = 5
NETWORK_WINDOW = timedelta(days=1)
SHORTEST_SHOUT = 20  # letters; a word or an abbreviation in capitals is no shouting

# An address of the web, with or without its beginning; what stands before the @ and after it in a mail address is none.
LINK = re.compile(
    r"(?:https?://|\bwww\.)(?:(?!https?://)\S)+"
    r"|(?<![\w@.-])(?:[\w-]+\.)+(?:com|net|org|info|biz|xyz|top|shop|site|online|store|club|io|ru|cn)\b"
)


@dataclass(frozen=True)
class Sender:
    """Keyed hashes of one reader and of their network, see reviews.senders; "" where they are not known."""

    reader: str = ""
    network: str = ""


@dataclass(frozen=True)
class Evidence:
    """All that the rules look at."""

    comment: str
    name: str
    fell_into_honeypot: bool = False
    seconds: float | None = None  # from the page to the sending; None where no script measured
    article_text: str = ""
    disallowed: tuple = ()  # as reviews.disallowed_words gives them
    stands_elsewhere: bool = False
    from_network: int = 0  # reviews of the last day, counted up to MANY


@dataclass(frozen=True)
class Rule:
    name: str
    weight: int
    sentence: str
    hits: callable


def links(evidence):
    return len(LINK.findall(fold(f"{evidence.name}\n{evidence.comment}")))


def has_disallowed_words(evidence):
    text = words(f"{evidence.name}\n{evidence.comment}")
    return any(phrase in text for phrase in evidence.disallowed)


def is_all_capitals(evidence):
    cased = [c for c in evidence.comment if c.isupper() or c.islower()]
    return len(cased) >= SHORTEST_SHOUT and all(c.isupper() for c in cased)


def is_in_another_script(evidence):
    ours, theirs = script(evidence.article_text), script(evidence.comment)
    return bool(ours and theirs) and ours != theirs


RULES = [
    Rule("honeypot", SPAM, "A field that people do not see was filled in.", lambda e: e.fell_into_honeypot),
    Rule(
        "too_fast",
        2,
        f"It was sent less than {FASTEST} seconds after the page was opened.",
        lambda e: e.seconds is not None and e.seconds < FASTEST,
    ),
    Rule("one_link", 3, "It holds a link.", lambda e: links(e) == 1),
    Rule("several_links", 6, "It holds several links.", lambda e: links(e) > 1),
    Rule("disallowed_words", 5, "It holds a word of the list of disallowed words.", has_disallowed_words),
    Rule("same_text", 5, "The same text was sent elsewhere.", lambda e: e.stands_elsewhere),
    Rule(
        "many_from_network",
        3,
        f"{MANY} reviews or more came from the same network within a day; a school or an office may be behind it.",
        lambda e: e.from_network >= MANY,
    ),
    Rule("all_capitals", 1, "It is written in capitals throughout.", is_all_capitals),
    Rule("another_script", 3, "It is written in another script than the article.", is_in_another_script),
]
SENTENCES = {rule.name: rule.sentence for rule in RULES}


@dataclass(frozen=True)
class Verdict:
    score: int
    reasons: list  # the names of the rules that hit

    @property
    def is_spam(self):
        return self.score >= SPAM

    @property
    def is_held(self):
        """Whether a person has to look before it may be public."""
        return self.score >= HOLD


def judge(evidence):
    hits = [rule for rule in RULES if rule.hits(evidence)]
    return Verdict(sum(rule.weight for rule in hits), [rule.name for rule in hits])


def sentences(reasons):
    """What the moderator reads for the stored names of rules; one that is gone since is shown by its name."""
    return [SENTENCES.get(name, name) for name in reasons]


def screen(article, form, sender, writer):
    """The verdict on a valid `form` about `article`; `writer` is the email_key of who sent it."""
    comment = form.cleaned_data["comment"]
    return judge(
        Evidence(
            comment=comment,
            name=form.cleaned_data["name"],
            fell_into_honeypot=form.fell_into_honeypot,
            seconds=form.seconds,
            article_text=_text_of(article),
            disallowed=tuple(disallowed_words()),
            stands_elsewhere=_stands_elsewhere(comment, article, writer),
            from_network=_from_network(sender),
        )
    )


def screen_alternative(article, alternative):
    """The verdict on what is said of a photo in a review of `article`; short texts are no copies of each other."""
    return judge(
        Evidence(
            comment=alternative,
            name="",
            article_text=_text_of(article),
            disallowed=tuple(disallowed_words()),
        )
    )


def holds_photos(review):
    """Whether a person has to look at what is said of one of the photos of `review` that wait."""
    said = review.photos.waiting().exclude(alternative="").values_list("alternative", flat=True)
    return any(screen_alternative(review.article, alternative).is_held for alternative in said)


def _text_of(article):
    """Enough of what readers see to tell its script."""
    card = article.live.card if article.live else {"title": article.title, "summary": article.summary}
    return f"{card['title']}\n{card['summary']}"


def _stands_elsewhere(comment, article, writer):
    same = Review.objects.filter(comment_key=comment_key(comment))
    return same.exclude(article=article, email_key=writer).exists()


def _from_network(sender):
    since = timezone.now() - NETWORK_WINDOW
    # A network that is not known is none; and the condition is the index's own, without which SQLite does not use it.
    found = Review.objects.filter(network_hash=sender.network, submitted_at__gt=since).exclude(
        network_hash=""
    )
    return len(found.values_list("pk")[:MANY])
