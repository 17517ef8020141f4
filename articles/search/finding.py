"""The answer to a question."""

from dataclasses import dataclass

from articles.search import guessing, index


@dataclass(frozen=True)
class Answer:
    """`pairs` of article's and live revision's id; `has_all` words of the question, or some; what it may have meant."""

    pairs: tuple = ()
    has_all: bool = True
    guess: str = ""


def answer(question):
    if not question.parts:
        return Answer()
    if pairs := index.find(question):
        return Answer(tuple(pairs))
    some = index.find(question, is_any_enough=True) if len(question.parts) > 1 else []
    return Answer(tuple(some), has_all=False, guess=guessing.guess(question))
