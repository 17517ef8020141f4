"""Publishing, now or at a time to come, and taking an article back."""

import unicodedata

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from articles import document, social
from articles.drafts import freeze
from articles.gate import Problem, problems
from articles.models import Article, PublishedSubject, Revision, SiteEdition
from articles.search import index

Kind = Revision.Kind
REAL_CHANGES = {Kind.UPDATE, Kind.CORRECTION}
NOTHING_TO_NOTE = (
    "and a note needs a change. Change the draft, or choose “Minor” without a note: it comes back as it was."
)


class NotPublishable(Exception):
    """What stands between an article and its publication, as gate.Problem's in `problems`."""

    def __init__(self, problems):
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems


def when(moment):
    """A datetime in words, in the site's time zone."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def _refuse(field, message):
    raise NotPublishable([Problem((field,), message)])


def _locked(article):
    found = Article.objects.locked().filter(pk=article.pk).first()
    if found is None:
        _refuse("title", "It was deleted meanwhile.")
    return found


@transaction.atomic
def publish(article, *, by=None, kind=Kind.UPDATE, note="", at=None):
    """Make the draft of `article` public, now or at the datetime `at`, and return the revision.

    `kind` is what changed since the last publication, `note` what readers are told of it; the first publication is
    FIRST whatever `kind` says. A draft that says what readers see already makes no new revision now, and cannot be
    scheduled; one that says what they last saw has nothing to note. Raises NotPublishable.
    """
    article = _locked(article)
    content = document.from_rows(article)
    if found := problems(content, article):
        raise NotPublishable(found)
    _refuse_while_scheduled(article)
    live = _live(article)
    is_same = live is not None and live.digest == document.digest(content)
    if is_same and note and not article.is_published:
        _refuse("note", f"It says what revision {live.number} said, {NOTHING_TO_NOTE}")
    if is_same and (at is None or article.is_published):
        if at is not None:
            _refuse("publish_at", f"Nothing was changed since revision {live.number}, which readers see.")
        revision = live
    else:
        # What readers saw before is no change to them when it comes back.
        kind = Kind.MINOR if is_same else kind
        revision = _freeze(article, content, kind=kind, note=note, by=by, at=at)
    _open(article, at)
    return revision


def _freeze(article, content, *, kind, note, by, at):
    live = _live(article)
    publish_at = _not_past(at) if at else timezone.now()
    kind = Kind.FIRST if live is None else Kind(kind)
    if kind == Kind.CORRECTION and not note:
        _refuse("note", "A correction needs a sentence that tells readers what was wrong.")
    content |= _told(publish_at, kind, note, document.upgrade(live.content) if live else None)
    revision = freeze(article, content, kind=kind, note=note, by=by, publish_at=publish_at)
    _index_subjects(revision)
    index.write(revision)
    social.draw_soon(revision)
    return revision


def _live(article):
    return article.revisions.due().latest_first().first()


def _told(publish_at, kind, note, before):
    """What the document says of its own changes: only a real one moves “Updated”."""
    if before is None:
        return {"updated": None, "changes": []}
    change = {"at": publish_at.isoformat(), "kind": str(kind), "note": note}
    is_real = kind in REAL_CHANGES
    return {
        "updated": publish_at.isoformat() if is_real else before["updated"],
        "changes": before["changes"] + ([change] if is_real and note else []),
    }


def _not_past(at):
    if at <= timezone.now():
        _refuse("publish_at", "This time has passed: choose one to come, or publish now.")
    return at


def _refuse_while_scheduled(article):
    if waiting := article.revisions.scheduled().first():
        words = f"Revision {waiting.number} is scheduled for {when(waiting.publish_at)}."
        _refuse("schedule", f"{words} Move or cancel that first.")


def _open(article, at):
    """Begin the public time of a locked `article`, at the latest with the revision just made."""
    now = timezone.now()
    if at is None and article.public_until is not None and article.public_until <= now:
        article.public_until, article.ended_note, article.ended_target = None, "", None
    if article.public_from is None or not article.ever_public:
        article.public_from = at or now
    _show(article)


@transaction.atomic
def move(article, number, at, *, by=None):
    """Give revision `number` of `article`, which waits, another time, and return the revision that now waits.

    Since a revision never changes, a new one with the same words takes the place of the other. Raises NotPublishable.
    """
    article = _locked(article)
    waiting = _cancel(article, number)
    # It may have been scheduled by a release whose documents had less.
    content = document.upgrade(waiting.content)
    revision = _freeze(article, content, kind=waiting.kind, note=waiting.note, by=by, at=at)
    _open(article, at)
    return revision


@transaction.atomic
def cancel(article, number):
    """Let revision `number` of `article` wait no more; it stays in the history. Raises NotPublishable."""
    article = _locked(article)
    revision = _cancel(article, number)
    _show(article)
    return revision


def _cancel(article, number):
    waiting = article.revisions.scheduled().first()
    if waiting is None:
        _refuse("schedule", "Nothing is scheduled any more.")
    if str(waiting.number) != str(number):
        words = f"Meanwhile revision {waiting.number} was scheduled, for {when(waiting.publish_at)}."
        _refuse("schedule", f"{words} It stays so: look again before you move or cancel it.")
    waiting.publish_at = None
    waiting.save(update_fields=["publish_at"])
    if not article.ever_public:
        article.public_from = None
    return waiting


@transaction.atomic
def unpublish(article, *, note="", target=None, at=None):
    """End the public time of `article`, now or at the datetime `at`, and return whether it had one.

    Readers then find the article `target` while that one is public, else the sentence `note`. Nothing is lost.
    """
    article = Article.objects.locked().filter(pk=article.pk).first()
    if article is None or not article.is_published:
        return False
    article.public_until = at or timezone.now()
    article.ended_note, article.ended_target = note, target
    # A form that was opened before would bring the article back with its “Publish”.
    article.draft_version = F("draft_version") + 1
    _show(article)
    return True


@transaction.atomic
def tell_of_end(article, *, note, target):
    """Change what readers find in the place of `article`, which has ended or will."""
    article = Article.objects.locked().get(pk=article.pk)
    article.ended_note, article.ended_target = note, target
    _show(article)


@transaction.atomic
def keep_public(article):
    """Take back an end of `article` that is still to come, and return whether there was one."""
    article = Article.objects.locked().filter(pk=article.pk).first()
    if article is None or not article.will_end:
        return False
    article.public_until, article.ended_note, article.ended_target = None, "", None
    _show(article)
    return True


@transaction.atomic
def take_note(pk):
    """Let the rest of the site follow what time alone has changed of an article.

    Returns (article, revision), the revision None where readers see none any more; or None if nothing was to be done.
    """
    article = Article.objects.locked().filter(pk=pk).first()
    if article is None:
        return None
    revision = article.live if article.is_published else None
    if article.noted == revision:
        return None
    _show(article)
    return article, revision


def overdue():
    """Ids of the articles that time alone has opened, changed or ended since anyone took note."""
    public = Article.objects.published()
    changed = public.exclude(noted_id=F("live_id")).values_list("pk", flat=True)
    never = public.filter(noted=None).values_list("pk", flat=True)
    ended = (
        Article.objects.exclude(noted=None).exclude(pk__in=public.values("pk")).values_list("pk", flat=True)
    )
    return sorted({*changed, *never, *ended})


SHOWN = ("public_from", "public_until", "ended_note", "ended_target", "draft_version", "edition", "noted")


def _show(article):
    article.edition = F("edition") + 1
    article.__dict__.pop("live", None)
    article.noted = article.live if article.is_published else None
    article.save(update_fields=SHOWN)
    index.tidy(article)
    SiteEdition.bump()


def _index_subjects(revision):
    PublishedSubject.objects.bulk_create(
        PublishedSubject(
            revision=revision, position=n, name=subject["name"], key=subject_key(subject["name"])
        )
        for n, subject in enumerate(revision.content["subjects"], start=1)
    )


def subject_key(name):
    """The form under which two spellings of a subject's name are the same."""
    return unicodedata.normalize("NFKC", name).casefold()[
        : PublishedSubject._meta.get_field("key").max_length
    ]
