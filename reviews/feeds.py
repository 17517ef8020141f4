"""The reviews of an article that were published last, for feed readers; only what is public."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.atom import Feed, plain
from articles.identity import identity
from articles.languages import interface_language
from articles.pages import absolute
from articles.prose import for_elsewhere


def of_reviews(article, reviews, address):
    """The feed, at `address`, of `reviews` of `article`, which has its live revision; they have their photos."""
    shown = identity()
    title = plain(_("Reviews of “%(title)s”") % {"title": article.live.card["title"]})
    feed = Feed(
        title,
        absolute(f"{article.get_absolute_url()}#reviews"),
        "",
        language=interface_language(),
        author_name=plain(shown.name),
        feed_url=absolute(address),
        feed_guid=shown.tag_uri("article", article.pk, "reviews"),
        updated=article.live.publish_at,
    )
    for review in reviews:
        _add(feed, review, shown.tag_uri("review", review.uid))
    return feed


def _add(feed, review, name):
    address = absolute(review.permalink)
    text = render_to_string("reviews/feed_entry.html", {"review": review})
    feed.add_item(
        _("%(rating)s out of 5 stars") % {"rating": review.rating},
        address,
        None,
        unique_id=name,
        pubdate=review.submitted_at,
        updateddate=max(filter(None, _moments(review))),
        people=[{"name": plain(review.name)}],
        language="",  # nobody asks a reader for the language of a review
        content=plain(for_elsewhere(text, address)),
    )


def _moments(review):
    """When there was something new of it, as far as that ever came: words, approval, the editors' answer, photos."""
    photos = getattr(review, "shown_photos", [])
    yield from (review.submitted_at, review.decided_at, review.edited_at, review.answered_at)
    yield from (photo["approved_at"] for photo in photos)
