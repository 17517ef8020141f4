"""The draft in rows (`draft`, `parts`), what files it (`filing`), what the public reads (`published`),
the library of pictures (`pictures`), and the site's own name (`identity`)."""

from articles.models.draft import Article
from articles.models.filing import Author, AuthorRedirect, SiteEdition, SlugRedirect, Topic, TopicRedirect
from articles.models.identity import Identity
from articles.models.parts import AlsoRead, Byline, ComparisonRow, Source, Subject
from articles.models.pictures import Picture, PictureUse
from articles.models.published import PublishedSubject, Revision

__all__ = [
    "AlsoRead",
    "Article",
    "Author",
    "AuthorRedirect",
    "Byline",
    "ComparisonRow",
    "Identity",
    "Picture",
    "PictureUse",
    "PublishedSubject",
    "Revision",
    "SiteEdition",
    "SlugRedirect",
    "Source",
    "Subject",
    "Topic",
    "TopicRedirect",
]
