"""Publishing from the admin: now, later, not any more."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.utils import timezone
from django.utils.html import format_html

from articles import document
from articles.admin.forms import PUBLISHING, ArticleForm, EndForm, MoveForm
from articles.gate import Problem, problems, warnings
from articles.models import Article, Byline, Revision
from articles.publishing import (
    NotPublishable,
    cancel,
    keep_public,
    move,
    publish,
    tell_of_end,
    unpublish,
    when,
)

SAVED = "The draft is saved. Readers see no change of it until it is published."
FILED = (
    "The draft is saved. Readers see the new address, topic or authors at once; of the text they see no change "
    "until it is published."
)
MOST_REASONS = 3
# Of so many articles a session keeps what was typed for their publication.
MOST_SAID = 20
# As the boxes stand where nobody has typed in them, or where the form has none.
NOTHING_SAID = [None, "", Revision.Kind.UPDATE, ["", ""], [None, None]]


class PublicationMixin:
    form = ArticleForm

    def get_urls(self):
        return [
            self.page_of_article("schedule", self.schedule_view, self._may_publish),
            self.page_of_article("unpublish", self.unpublish_view, self._may_publish),
            *super().get_urls(),
        ]

    def _may_publish(self, request, article):
        return self.has_change_permission(request, article) and self.has_publish_permission(request)

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if not self.has_publish_permission(request):
            for name in PUBLISHING:
                form.base_fields.pop(name, None)
        return form

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_publish"] = self.has_publish_permission(request)
        form = context["adminform"].form
        if obj and not form.is_bound:
            form.initial |= _said(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        context["publishing"] = [form[name] for name in PUBLISHING if may_save and name in form.fields]
        if obj:
            # A form that was refused has written into `obj`; readers and the gate know nothing of that.
            context |= self._state(Article.objects.get(pk=obj.pk) if form.is_bound else obj)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def _state(self, article):
        content = document.from_rows(article)
        unplaced = [UNPLACED] if article.unread_lines else []
        return {
            "problems": _anchored(problems(content, article)),
            "warnings": _anchored([*unplaced, *warnings(content, article)]),
            "live": article.live,
            "is_published": article.is_published,
            "ever_public": article.ever_public,
            "scheduled": article.scheduled,
            "old_slugs": article.old_slugs.order_by("slug"),
        }

    def response_add(self, request, obj, post_url_continue=None):
        return self._published(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._published(request, obj) or super().response_change(request, obj)

    def _published(self, request, article):
        """The answer to one of the three buttons, once the draft is saved; None to any other."""
        if "_continue" in request.POST:
            _keep_said(request, article)
            self.message_user(request, FILED if request.is_filed_anew else SAVED, messages.SUCCESS)
            return self.lead_to(article)
        if "_publish" not in request.POST and "_schedule" not in request.POST:
            return None
        if not self.has_publish_permission(request):
            raise PermissionDenied
        said = request.publishing
        at = said["publish_at"] if "_schedule" in request.POST else None
        kind = said["kind"] or Revision.Kind.UPDATE
        if not self.publish_one(request, article, kind=kind, note=said["note"], at=at):
            _keep_said(request, article)
        return self.lead_to(article)

    def save_form(self, request, form, change):
        request.publishing = form.cleaned_data
        request.said = {name: form[name].data for name in PUBLISHING if name in form.fields}
        # What is said of publishing is no change of the draft.
        form.changed_data = [name for name in form.changed_data if name not in PUBLISHING]
        return super().save_form(request, form, change)

    def save_related(self, request, form, formsets, change):
        bylines_changed = any(formset.model is Byline and formset.has_changed() for formset in formsets)
        is_filed_anew = bylines_changed or not {"slug", "topic"}.isdisjoint(form.changed_data)
        request.is_filed_anew = is_filed_anew and form.instance.is_published
        super().save_related(request, form, formsets, change)

    def publish_one(self, request, article, prefix="", **change):
        """Publish, say what came of it, and return whether there is a revision more.

        `prefix` names the article where its form does not follow.
        """
        before = article.live if article.is_published else None
        try:
            revision = publish(article, by=request.user, **change)
        except NotPublishable as error:
            words = _in_short(error) if prefix else _refusal(error)
            self.message_user(request, format_html("{}{}", prefix, words), messages.WARNING)
            return False
        if revision == before:
            words = f"Nothing was changed since revision {revision.number}, which readers see."
            self.message_user(request, format_html("{}{}", prefix, words), messages.INFO)
            return False
        _forget_said(request, article)
        words = self._announcement(request, article, revision)
        self.message_user(request, format_html("{}{}", prefix, words), messages.SUCCESS)
        return True

    def _announcement(self, request, article, revision):
        if revision.publish_at > timezone.now():
            words = f"Revision {revision.number} is scheduled for {when(revision.publish_at)}."
            self.log_change(request, article, words)
            return words
        self.log_change(request, article, f"Published revision {revision.number}.")
        link = format_html('<a href="{}">Read it on the site</a>', article.get_absolute_url())
        return format_html("Published: readers see revision {}. {}", revision.number, link)

    def schedule_view(self, request, article):
        """Move or cancel what waits, if it is what the page showed."""
        number = request.POST.get("number")
        form = MoveForm(request.POST if "_move" in request.POST else None)
        try:
            if "_cancel" in request.POST:
                revision = cancel(article, number)
                words = f"The schedule is cancelled. Revision {revision.number} stays in the history."
                return self._done(request, article, words)
            if form.is_valid():
                revision = move(article, number, form.cleaned_data["at"], by=request.user)
                return self._done(request, article, f"It will be published at {when(revision.publish_at)}.")
        except NotPublishable as error:
            self.message_user(request, str(error), messages.WARNING)
            return self.lead_to(article)
        return self._state_page(request, article, "schedule", "Move or cancel the schedule", form)

    def unpublish_view(self, request, article):
        """End its public time, now or later, and say what readers find then."""
        if "_keep" in request.POST:
            return self._kept_public(request, article)
        data = request.POST if request.method == "POST" else None
        form = EndForm(data, article=article, initial=_end(article))
        if form.is_valid():
            return self._ended(request, article, **form.cleaned_data)
        return self._state_page(request, article, "unpublish", "Unpublish", form)

    def _kept_public(self, request, article):
        if keep_public(article):
            return self._done(request, article, "It stays public.")
        words = "It has ended meanwhile." if article.has_ended else "No end is set for it."
        self.message_user(request, words, messages.WARNING)
        return self.lead_to(article)

    def _ended(self, request, article, *, note, target, at=None):
        if article.has_ended:
            tell_of_end(article, note=note, target=target)
            return self._done(request, article, "Readers find that at its address now.")
        if not unpublish(article, note=note, target=target, at=at):
            self.message_user(request, "It is not public, so there is nothing to end.", messages.WARNING)
            return self.lead_to(article)
        words = f"It will be public until {when(at)}." if at else "It is no longer public."
        return self._done(request, article, f"{words} Publishing brings it back.")

    def _state_page(self, request, article, name, title, form):
        context = {"original": article, "title": title, "subtitle": str(article), "form": form}
        status = 422 if form.errors else 200
        return self.show(request, name, status=status, **context, **self._state(article))

    def _done(self, request, article, words):
        self.log_change(request, article, words)
        self.message_user(request, words, messages.SUCCESS)
        return self.lead_to(article)


def _end(article):
    """What was said of an end that has come or is still to come; not of one before the article came back."""
    if article.is_published and not article.will_end:
        return {}
    return {"at": article.public_until, "note": article.ended_note, "target": article.ended_target_id}


def _said(request, article):
    """What was typed for a publication of `article` that did not come yet, whoever publishes."""
    kept = request.session.get("publishing", {}).get(str(article.pk))
    return kept["said"] if kept and kept["since"] == _newest(article) else {}


def _keep_said(request, article):
    """Until a publication follows, as it was typed; of the articles that were saved last."""
    others = _forget_said(request, article)
    if said := {name: text for name, text in request.said.items() if text not in NOTHING_SAID}:
        kept = {"said": said, "since": _newest(article)}
        request.session["publishing"] = dict([*others.items(), (str(article.pk), kept)][-MOST_SAID:])


def _forget_said(request, article):
    others = request.session.get("publishing", {})
    others.pop(str(article.pk), None)
    request.session["publishing"] = others
    return others


def _newest(article):
    """The number of the last revision that is published or scheduled."""
    return article.revisions.exclude(publish_at=None).aggregate(newest=Max("number"))["newest"]


def _in_short(error):
    """The first reasons, where there is no form to list them all."""
    reasons = [problem.message for problem in error.problems]
    more = f" And {len(reasons) - MOST_REASONS} more." if len(reasons) > MOST_REASONS else ""
    return f"It is not published. {' '.join(reasons[:MOST_REASONS])}{more}"


def _refusal(error):
    count = len(error.problems)
    if count == 1:
        return f"The draft is saved. It is not published: {error}"
    return f"The draft is saved. It is not published: {count} things stand in the way."


UNPLACED = Problem(("unread_lines",), "Lines of the text that it was made from are not placed yet.")
FORM_NAMES = {"comparison": "comparison_rows", "also_read": "also_reads"}
GROUPS = {"subjects", "comparison_rows", "sources"}


def _anchored(found):
    """Each as {anchor, message}, the anchor the HTML id of where it stands in the form."""
    return [{"anchor": _form_id(problem.field), "message": problem.message} for problem in found]


def _form_id(field):
    name, *rest = field
    name = FORM_NAMES.get(name, name)
    if rest:
        return "-".join(["id_" + name, *map(str, rest)])
    return f"{name}-group" if name in GROUPS else f"id_{name}"
