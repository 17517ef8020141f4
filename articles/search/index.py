"""The words of revisions where the database finds them: FTS5 of SQLite, tsvector of PostgreSQL.

A row belongs to a revision and is read through an article's live one, so that search and page turn together. Both
databases are given words that are folded and stemmed already, and have the same to say of them. The tables are no
models: the migration 0005_search makes them, and a flush leaves them.
"""

import unicodedata
from importlib.metadata import version

from django.conf import settings
from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from articles.models import Article, Revision
from articles.search import documents
from articles.search.fts5 import FTS5
from articles.search.tsvector import TSVector
from articles.search.words import stemmed_language

DATABASES = {"sqlite": FTS5, "postgresql": TSVector}
# To be raised whenever the same document gives another row.
RULES = 4
NONE = 0  # no revision's number
# In this order of the tables, which SQLite keeps, so that it works on no more articles than it found.
FIND = """
SELECT public.id, public.live_id
FROM ({found}) AS found CROSS JOIN articles_revision AS revision CROSS JOIN ({published}) AS public
WHERE revision.id = found.revision_id AND public.id = revision.article_id AND public.live_id = revision.id
ORDER BY found.field, found.score, public.public_from DESC, public.id DESC
"""
SHOWN = "SELECT rowid, shown FROM articles_search WHERE rowid IN ({})"


def write(revision):
    """Put the words of `revision` in the place of what was there."""
    found = list(documents.texts(revision.content))
    row = (revision.pk, made_with(), documents.shown(found), *_database().row(found))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [revision.pk])
        cursor.execute(_database().INSERT, row)


def made_with():
    """By what rules a row is made now, in a word."""
    language = stemmed_language(settings.LANGUAGE_CODE) or "none"
    return f"{RULES}-{language}-{version('snowballstemmer')}-{unicodedata.unidata_version}"


def outdated():
    """The articles of which something that is to be found has no row, or one by other rules."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM articles_search WHERE made_with = %s", [made_with()])
        made = {pk for (pk,) in cursor.fetchall()}
    to_be_found = ever_published().values_list("pk", "due_id", "waiting_id")
    return [pk for pk, *revisions in to_be_found if not made.issuperset(filter(None, revisions))]


def ever_published():
    """Articles with a revision that readers see, or saw last, as `due_id`, or one that waits, as `waiting_id`."""
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    annotated = Article.objects.annotate(
        due_id=Subquery(revisions.due().latest_first().values("pk")[:1]),
        waiting_id=Subquery(revisions.scheduled().values("pk")[:1]),
    )
    return annotated.exclude(Q(due_id=None) & Q(waiting_id=None)).order_by("pk")


def renew(article):
    """Write all anew that is to be found of a locked `article`."""
    for revision in article.revisions.filter(pk__in=_to_be_found(article)):
        write(revision)
    tidy(article)


def tidy(article):
    """Forget all of a locked `article` but what is to be found of it."""
    live, waiting = _to_be_found(article)
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM articles_search WHERE rowid NOT IN (%s, %s) "
            "AND rowid IN (SELECT id FROM articles_revision WHERE article_id = %s)",
            [live, waiting, article.pk],
        )


def _to_be_found(article):
    """The numbers of the revision that readers see, or saw last, and of the one that waits."""
    live, waiting = article.revisions.due().latest_first(), article.revisions.scheduled()
    return [revisions.values_list("pk", flat=True).first() or NONE for revisions in (live, waiting)]


def forget(pk):
    """Forget the revision of this number."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid = %s", [pk])


def forget_strays():
    """Forget what no revision stands behind any more."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE rowid NOT IN (SELECT id FROM articles_revision)")


def find(question, is_any_enough=False):
    """[(article's id, live revision's id)] of what is public and has all words of `question`, or any; the best first.

    An article that has them in its title and subjects stands before one that has them with its summary, and that
    before all others. One query.
    """
    if not question.parts:
        return []
    published = Article.objects.published().values("id", "public_from", "live_id")
    inner, inner_values = published.query.sql_with_params()
    found, values = _database().found(question.parts, "OR" if is_any_enough else "AND")
    with connection.cursor() as cursor:
        cursor.execute(FIND.format(found=found, published=inner), [*values, *inner_values])
        return cursor.fetchall()


def shown(pks):
    """{revision's id: what a result may quote of it, a text to a line}"""
    if not pks:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(SHOWN.format(", ".join(["%s"] * len(pks))), pks)
        return dict(cursor.fetchall())


def _database():
    return DATABASES[connection.vendor]
