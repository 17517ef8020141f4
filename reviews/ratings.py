"""The only writer of RatingSummary: one star more or less, or all of them counted again."""

from django.db import transaction
from django.db.models import Count, F

from articles.models import Article, SiteEdition
from reviews.models import RATING_WORDS, RatingSummary, Review


def change(article_id, changes):
    """Count {stars: how many more}, inside the caller's transaction, and make the pages that show it new."""
    change_all({article_id: changes})


def change_all(changes):
    """The same for several articles, {article id: {stars: how many more}}, in the site's order of locks."""
    articles = sorted(changes)
    for article_id in articles:
        _ensure(article_id)
        counters = {
            f"stars_{stars}": F(f"stars_{stars}") + more for stars, more in changes[article_id].items()
        }
        RatingSummary.objects.filter(article_id=article_id).update(**counters)
    for article_id in articles:
        renew_page(article_id)
    if articles:
        SiteEdition.bump()


def renew_page(article_id):
    """Make the pages of one article new whose reviews show something else now, while their stars stay."""
    Article.objects.filter(pk=article_id).update(edition=F("edition") + 1)


@transaction.atomic
def differences():
    """{article id: (counters stored, counters counted)} wherever the two are not the same."""
    # Locked, since a decision between the two reads would look like a difference.
    stored = {s.article_id: s.counters for s in RatingSummary.objects.select_for_update().order_by("pk")}
    counted = _count(Review.objects.approved())
    pairs = {
        pk: (stored.get(pk, _zeros()), counted.get(pk, _zeros())) for pk in stored.keys() | counted.keys()
    }
    return {pk: pair for pk, pair in sorted(pairs.items()) if pair[0] != pair[1]}


@transaction.atomic
def recount(article_id):
    _ensure(article_id)
    # Whoever changes a status takes this lock before it commits, so what is counted now holds until we commit.
    RatingSummary.objects.select_for_update().get(article_id=article_id)
    counted = _count(Review.objects.approved().filter(article_id=article_id)).get(article_id, _zeros())
    RatingSummary.objects.filter(article_id=article_id).update(
        **{f"stars_{stars}": number for stars, number in counted.items()}
    )
    renew_page(article_id)
    SiteEdition.bump()


def _ensure(article_id):
    RatingSummary.objects.bulk_create([RatingSummary(article_id=article_id)], ignore_conflicts=True)


def _zeros():
    return dict.fromkeys(RATING_WORDS, 0)


def _count(reviews):
    counted = {}
    for row in reviews.order_by().values("article_id", "rating").annotate(number=Count("id")):
        counted.setdefault(row["article_id"], _zeros())[row["rating"]] = row["number"]
    return counted
