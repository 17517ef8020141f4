"""The draft in rows (`draft`, `parts`), what files it (`filing`), what the public reads (`published`),
and the site's own name (`identity`)."""

from articles.models.draft import Article
from articles.models.filing import Author, SiteEdition, SlugRedirect, Topic
from articles.models.identity import Identity
from articles.models.parts import AlsoRead, Byline, ComparisonRow, Source, Subject
from articles.models.published import PublishedSubject, Revision

__all__ = [
    "AlsoRead",
    "Article",
    "Author",
    "Byline",
    "ComparisonRow",
    "Identity",
    "PublishedSubject",
    "Revision",
    "SiteEdition",
    "SlugRedirect",
    "Source",
    "Subject",
    "Topic",
]
