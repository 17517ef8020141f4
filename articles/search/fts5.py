"""The index in SQLite's FTS5, whose tokenizer "ascii" parts words at blanks alone."""

from articles.search.documents import FIELDS
from articles.search.stems import GAP, stems


class FTS5:
    INSERT = (
        "INSERT INTO articles_search (rowid, made_with, shown, title, summary, body) "
        "VALUES (%s, %s, %s, %s, %s, %s)"
    )
    # A weight for each column from the left, also for the first two, in which nothing is searched.
    FOUND = """
        SELECT rowid AS revision_id, bm25(articles_search, 0, 0, 10, 4, 1) AS score,
            CASE WHEN rowid IN (SELECT rowid FROM articles_search WHERE articles_search MATCH %s) THEN 1
                 WHEN rowid IN (SELECT rowid FROM articles_search WHERE articles_search MATCH %s) THEN 2
                 ELSE 3 END AS field
        FROM articles_search WHERE articles_search MATCH %s"""

    @classmethod
    def row(cls, found):
        """The columns for documents.texts; behind the stems of a field the words that a prefix may begin."""
        return [f" {GAP} ".join([stems(field, found), *cls._plain(field, found)]) for field in FIELDS]

    @classmethod
    def _plain(cls, field, found):
        words = (word for text in found if text.field == field for word in text.words)
        return dict.fromkeys(word.plain for word in words if word.plain not in (word.stem, word.bare))

    @classmethod
    def found(cls, parts, joined):
        """The query for revision_id, score and field of what matches `parts`, and its values."""
        asked = f" {joined} ".join(map(cls._match, parts))
        return cls.FOUND, [f"{{title}} : ({asked})", f"{{title summary}} : ({asked})", asked]

    @classmethod
    def _match(cls, part):
        asked = [f'"{" ".join(form)}"' for form in part.forms]
        if part.prefix:
            asked.append(f'"{part.prefix}" *')
        return f"({' OR '.join(asked)})"
