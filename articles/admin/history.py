"""The history of an article: its revisions, what differs between two of them, and going back to one."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import document, drafts, manuscript
from articles.comparing import compare
from articles.models import Article, Revision
from articles.publishing import REAL_CHANGES, when
from articles.word_diff import word_diff

DRAFT = "draft"
ON_A_PAGE = 50
LONGEST_NUMBER = 9  # digits: what every database takes for an integer


class HistoryMixin:
    """Addresses of a ModelAdmin of articles: history, comparison, one revision, restoring it."""

    def get_urls(self):
        may_view, may_change = self.has_view_permission, self.has_change_permission
        return [
            self.page_of_article("compare", self.compare_view, may_view),
            self.page_of_article("revisions/<int:number>", self.revision_view, may_view),
            self.page_of_article("revisions/<int:number>/restore", self.restore_view, may_change),
            *super().get_urls(),
        ]

    def log_change(self, request, obj, message):
        """Without a line for a save that changed nothing: Django's would say “No fields changed.” before each act."""
        return super().log_change(request, obj, message) if message else None

    def history_view(self, request, object_id, extra_context=None):
        article = self.get_object(request, unquote(object_id))
        more = (
            self._history(request, article) if article and self.has_view_permission(request, article) else {}
        )
        return super().history_view(request, object_id, more | (extra_context or {}))

    def compare_view(self, request, article):
        """Both sides come from the address: a revision's number or “draft”; without them, live and draft."""
        chosen = request.GET.get("from", default_from(article)), request.GET.get("to", DRAFT)
        sides = [side(article, value) for value in chosen]
        if None in sides:
            said = "One of the two is not in the history of this article. Choose here what to compare."
            self.message_user(request, said, messages.WARNING)
            return self.lead_to(article, "history")
        old, new = sides
        context = {
            "title": f"{old['name']} and {new['name'].lower()}",
            "old": old,
            "new": new,
            "sides": [old] if old["value"] == new["value"] else sides,
            "choices": [{"value": DRAFT, "words": "The draft"}, *map(choice, revisions(article))],
            "changes": marked_changes(old["content"], new["content"]),
        }
        return self.show(request, "compare", original=article, **context)

    def revision_view(self, request, article, number):
        revision = get_object_or_404(article.revisions.defer("html"), number=number)
        context = {
            "title": str(revision),
            "revision": with_state(revision, article),
            "text": manuscript.write(document.upgrade(revision.content)),
            "language": revision.content["language"],
        }
        return self.show(request, "revision", original=article, **context)

    def restore_view(self, request, article, number):
        revision = get_object_or_404(article.revisions.defer("html"), number=number)
        if request.method != "POST":
            return self._ask(request, article, revision)
        with transaction.atomic():
            if drafts.is_stale(article, request.POST.get("draft_version")):
                article = get_object_or_404(Article, pk=article.pk)
                return self._ask(request, article, revision, is_stale=True, status=409)
            kept = drafts.restore(article, revision, by=request.user)
            self.log_change(request, article, f"Restored revision {number} into the draft.")
        before = f"is kept as revision {kept.number}" if kept else "was in the history already"
        said = f"The draft says again what revision {number} says. What it said before {before}."
        self.message_user(request, said, messages.SUCCESS)
        return self.lead_to(article)

    def _ask(self, request, article, revision, *, is_stale=False, status=200):
        draft, wanted = document.from_rows(article), drafts.fitting(revision.content)
        context = {
            "title": f"Restore revision {revision.number} into the draft?",
            "revision": with_state(revision, article),
            "same": drafts.same(article, draft),
            "next_number": article.revisions.aggregate(last=Max("number"))["last"] + 1,
            "changes": marked_changes(draft, wanted),
            "lost": marked_changes(revision.content, wanted),
            "is_stale": is_stale,
        }
        return self.show(request, "restore", status=status, original=article, **context)

    def _history(self, request, article):
        pages = Paginator(revisions(article), ON_A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        live, draft = article.live, document.digest(document.from_rows(article))
        for revision in page:
            with_state(revision, article)
        on_page = [revision.number for revision in page]
        return {
            "revisions": page,
            "pages": pages.get_elided_page_range(page.number),
            "from_number": live.number if live and live.number in on_page else next(iter(on_page), None),
            "differs": live is not None and live.digest != draft,
            "live": live,
            "may_change": self.has_change_permission(request, article),
        }


def revisions(article):
    """Those of `article`, the newest first, without what is large in them."""
    return article.revisions.defer("content", "html", "card").order_by("-number")


def with_state(revision, article):
    """`revision` with a `state`: what it is, or was, to readers; and whether its note `is_told` to them."""
    revision.is_told = revision.publish_at is not None and revision.kind in REAL_CHANGES
    since = revision.publish_at and when(revision.publish_at)
    if since is None:
        is_kept = revision.kind == Revision.Kind.KEPT
        revision.state = "Kept, never published" if is_kept else "Schedule cancelled or moved"
    elif revision.publish_at > timezone.now():
        revision.state = f"Scheduled for {since}"
    elif revision.pk == article.live.pk:
        revision.state = f"Readers see it, since {since}" if article.is_published else "Readers saw it last"
    else:
        revision.state = f"Was public from {since}"
    return revision


def default_from(article):
    """What readers see, else the latest that was kept; "" where there is no revision."""
    latest = article.live or revisions(article).first()
    return str(latest.number) if latest else ""


def side(article, value):
    """One side of a comparison by its name in the address, or None where it is not there."""
    if value == DRAFT:
        content = document.from_rows(article)
        return {"value": DRAFT, "name": "The draft", "content": content, "revision": None}
    if not (value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER):
        return None
    revision = article.revisions.defer("html").filter(number=value).first()
    return revision and {
        "value": str(revision.number),
        "name": str(revision),
        "content": revision.content,
        "revision": with_state(revision, article),
    }


def choice(revision):
    kind = revision.get_kind_display().lower()
    made = when(revision.created_at)
    return {"value": str(revision.number), "words": f"Revision {revision.number}: {kind}, {made}"}


def marked_changes(old, new):
    """[{change, old, new}] between two documents, the texts as safe HTML in which the differing words are marked."""
    found = []
    for change in compare(old, new, article_names(old, new)):
        before, after = word_diff(change.old, change.new)
        found.append({"change": change, "old": before, "new": after})
    return found


def article_names(*contents):
    """What the targets of also-reads are called, by id."""
    ids = {row["article"] for content in contents for row in content["also_read"] if row["article"]}
    titles = dict(Article.objects.filter(pk__in=ids).values_list("pk", "title"))
    return {pk: f"“{titles[pk]}” ({pk})" if pk in titles else f"an article that is gone ({pk})" for pk in ids}
