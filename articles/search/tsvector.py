"""The index in PostgreSQL's tsvector, written out in its own notation, so that no parser of its own has a say.

A tsvector keeps 255 places of a word, too few for a phrase with “the”: it finds what has all words of a phrase, and the
lines of stems say whether they stand together.
"""

from articles.search.documents import FIELDS
from articles.search.stems import stems

WEIGHTS = {"title": "A", "summary": "B", "body": "D"}
# What is looked into for each of the three grades of a result: the tsvector's weights, and the columns.
TITLE, SUMMARY, ANYWHERE = ("A", FIELDS[:1]), ("AB", FIELDS[:2]), ("", FIELDS)


class TSVector:
    INSERT = (
        "INSERT INTO articles_search (rowid, made_with, shown, title, summary, body, words) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)"
    )
    FOUND = """
        SELECT rowid AS revision_id, -ts_rank(words, %s::tsquery) AS score,
            CASE WHEN {title} THEN 1 WHEN {summary} THEN 2 ELSE 3 END AS field
        FROM articles_search WHERE {anywhere}"""

    @classmethod
    def row(cls, found):
        """The columns for documents.texts; at each place the stems, and the word that a prefix may begin."""
        places = {}
        for text in found:
            for place, word in enumerate(text.words, start=text.place):
                for lexeme in {word.stem, word.bare, word.plain}:
                    places.setdefault(lexeme, []).append(f"{place}{WEIGHTS[text.field]}")
        lines = [f" {stems(field, found)} " for field in FIELDS]
        return [*lines, " ".join(f"'{lexeme}':{','.join(at)}" for lexeme, at in places.items())]

    @classmethod
    def found(cls, parts, joined):
        """The query for revision_id, score and field of what matches `parts`, and its values."""
        grades = {"title": TITLE, "summary": SUMMARY, "anywhere": ANYWHERE}
        conditions, values = {}, [" | ".join(cls._ranked(part) for part in parts)]
        for name, grade in grades.items():
            each = [cls._match(part, *grade) for part in parts]
            conditions[name] = f" {joined} ".join(condition for condition, _ in each)
            values += [value for _, more in each for value in more]
        return cls.FOUND.format(**conditions), values

    @classmethod
    def _ranked(cls, part):
        """By single words: with “and” PostgreSQL compares every place of one word with all of the next."""
        lexemes = [f"'{stem}'" for form in part.forms for stem in form]
        return " | ".join([*lexemes, f"'{part.prefix}':*"] if part.prefix else lexemes)

    @classmethod
    def _match(cls, part, weights, columns):
        """The condition that `part` stands in `columns`, and its values."""
        asked = ["(" + " & ".join(f"'{stem}':{weights}" for stem in form) + ")" for form in part.forms]
        if part.prefix:
            asked.append(f"'{part.prefix}':*{weights}")
        condition, values = "words @@ %s::tsquery", [" | ".join(asked)]
        if len(part.forms[0]) > 1:
            together = " OR ".join([f"strpos({' || '.join(columns)}, %s) > 0"] * len(part.forms))
            condition = f"{condition} AND ({together})"
            values += [f" {' '.join(form)} " for form in part.forms]
        return f"({condition})", values
