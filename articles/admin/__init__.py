"""The editors' desk. What is saved here is always the draft; publishing freezes it for the public."""

from articles.admin.article import ArticleAdmin
from articles.admin.filing import AuthorAdmin, TopicAdmin
from articles.admin.pictures import PictureAdmin
from articles.admin.site import IdentityAdmin

__all__ = ["ArticleAdmin", "AuthorAdmin", "IdentityAdmin", "PictureAdmin", "TopicAdmin"]
