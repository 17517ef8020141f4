"""Where a reader goes on from an article: others about its subjects, the next one of its topic, or the newest."""

from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Article, PublishedSubject, Revision
from articles.publishing import subject_key

MOST = 4


def more_to_read(article):
    """{"subjects": [{slot, name, links}], "next": link or None, "newest": link or None}.

    A link is {title, url, language, direction}. At most MOST, the next one before all others, and none that the text's
    own links name already. The oldest article of a topic leads to the newest. Where there is neither, the newest of
    all is named, so that no article is a dead end.
    """
    public = _public_beside(article)
    own = {subject_key(subject["name"]): subject for subject in article.live.html["subjects"]}
    following, links = None, {key: [] for key in own}
    for other in _others(article, public, own):
        if other.pk == other.next_id:
            following = _link(other)
        else:
            links[_shared(own, other)].append(_link(other))
    subjects = [
        {"slot": subject["slot"], "name": subject["name"], "links": links[key]}
        for key, subject in own.items()
        if links[key]
    ]
    newest = None if subjects or following else _newest(public)
    return {"subjects": subjects, "next": following, "newest": newest}


def _public_beside(article):
    named = {row["article"] for row in article.live.html["also_read"] if row["article"]}
    return Article.objects.published().exclude(pk__in={article.pk, *named})


def _others(article, public, keys):
    subjects = PublishedSubject.objects.filter(key__in=keys)
    # The first condition is answered by an index; the second leaves out what only an earlier revision named.
    is_about = Q(pk__in=subjects.values("revision__article")) & Exists(
        subjects.filter(revision=OuterRef("live_id"))
    )
    others = public.annotate(next_id=_next_of_topic(article, public)).filter(Q(pk=F("next_id")) | is_about)
    is_next = Case(When(pk=F("next_id"), then=Value(0)), default=Value(1))
    return _with_card(others).order_by(is_next, "-public_from", "-id")[:MOST]


def _newest(public):
    newest = _with_card(public).order_by("-public_from", "-id").first()
    return newest and _link(newest)


def _with_card(articles):
    card = Revision.objects.filter(pk=OuterRef("live_id")).values("card")
    return articles.annotate(card=Subquery(card[:1]))


def _next_of_topic(article, public):
    newest = public.filter(topic=article.topic_id).order_by("-public_from", "-id").values("pk")
    older = Q(public_from__lt=article.public_from) | Q(public_from=article.public_from, pk__lt=article.pk)
    return Coalesce(Subquery(newest.filter(older)[:1]), Subquery(newest[:1]))


def _shared(own, other):
    theirs = {subject_key(subject["name"]) for subject in other.card["subjects"]}
    return next(key for key in own if key in theirs)


def _link(other):
    words = {name: other.card.get(name, "") for name in ("title", "language", "direction")}
    return words | {"url": other.get_absolute_url()}
