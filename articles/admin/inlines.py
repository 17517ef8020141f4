"""The rows of an article in its form."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models

from articles.admin.pictures import PictureFields
from articles.admin.prose import WritingFields
from articles.manuscript.limits import MOST, MOST_AUTHORS
from articles.models import AlsoRead, Article, Byline, ComparisonRow, Source, Subject
from articles.models.parts import CELLS, LAST, SLOTS


def most_sent(most):
    """Of how many rows a form may consist where an article has `most`; Django would build a thousand more.

    All that there were, all anew, and all that somebody else wrote meanwhile.
    """
    return 3 * most


class PartForm(forms.ModelForm):
    """A row whose number is left empty goes to the end."""

    OF_ITS_PLACE = {"position", "column"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.initial.get("position", LAST) == LAST:
            self.initial["position"] = None

    def has_changed(self):
        """Whether there is something to save: its place alone does not make a row of an empty one."""
        is_new = self.instance.pk is None
        return bool(set(self.changed_data) - (self.OF_ITS_PLACE if is_new else set()))

    def clean_position(self):
        position = self.cleaned_data["position"]
        return LAST if position is None else position


class PartInline(WritingFields):
    form = PartForm
    extra = 1
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 6, "cols": 80})},
        models.URLField: {"assume_scheme": "https"},
    }

    def get_formset(self, request, obj=None, **kwargs):
        # By its class: to who may add none Django gives an inline of their own, whose max_num is 0.
        return super().get_formset(request, obj, absolute_max=most_sent(type(self).max_num), **kwargs)


class RowInline(PartInline, admin.TabularInline):
    template = "admin/articles/article/_rows.html"


def choose_once(formset, name):
    """Read what a field offers once, not again for every row."""
    if field := formset.form.base_fields.get(name):
        field.choices = list(field.choices)
    return formset


class BylineInline(RowInline):
    model = Byline
    fields = ("position", "author")
    verbose_name, verbose_name_plural = "author", "By"
    max_num = MOST_AUTHORS

    def get_formset(self, request, obj=None, **kwargs):
        return choose_once(super().get_formset(request, obj, **kwargs), "author")

    def has_add_permission(self, request, obj):
        return may_file(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return may_file(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return may_file(request, obj) and super().has_delete_permission(request, obj)


class SubjectForm(PartForm):
    # The slot that a new subject asks for; one that was saved has its own for good.
    column = forms.TypedChoiceField(
        choices=[(slot, slot) for slot in SLOTS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )


class SubjectFormSet(forms.BaseInlineFormSet):
    """Every form names the slot of its subject, so that cells typed beside a new one are saved as its own."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["column"].initial = form.instance.slot or self._offer(index)

    def _offer(self, index):
        """The slot of the empty form at `index`; None for the form that a script clones."""
        taken = {subject.slot for subject in self.get_queryset()}
        free = [slot for slot in SLOTS if slot not in taken]
        number = -1 if index is None else index - self.initial_form_count()
        return free[number] if 0 <= number < len(free) else None

    def clean(self):
        super().clean()
        if len(self._taken()) + len(self._new()) > len(SLOTS):
            raise ValidationError(f"A comparison has at most {len(SLOTS)} subjects.")

    def save_new_objects(self, commit=True):
        """A slot that was free before is taken rather than one that this save frees."""
        taken = self._taken()
        freed = {subject.slot for subject in self.get_queryset()} - taken
        free = sorted(set(SLOTS) - taken, key=lambda slot: (slot in freed, slot))
        for form in sorted(self._new(), key=lambda form: form.cleaned_data["column"] not in free):
            wanted = form.cleaned_data["column"]
            form.instance.slot = wanted if wanted in free else free[0]
            free.remove(form.instance.slot)
        return super().save_new_objects(commit)

    def _taken(self):
        """The slots that stay filled; a subject that the browser sent no form of is there all the same."""
        deleted = {form.instance.pk for form in self.initial_forms if self._should_delete_form(form)}
        return {subject.slot for subject in self.get_queryset() if subject.pk not in deleted}

    def _new(self):
        return [
            form for form in self.extra_forms if form.has_changed() and not self._should_delete_form(form)
        ]


class SubjectInline(PictureFields, PartInline, admin.StackedInline):
    model = Subject
    form = SubjectForm
    formset = SubjectFormSet
    fields = (
        "position",
        "name",
        "heading",
        "picture",
        "definition",
        "attributes_heading",
        "attributes",
        "column",
    )
    raw_id_fields = ("picture",)
    extra = max_num = len(SLOTS)
    verbose_name_plural = "subjects: the two to four things that are compared"


class ComparisonRowInline(RowInline):
    model = ComparisonRow
    max_num = MOST["comparison"]
    verbose_name_plural = "comparison: an aspect in each row, and what it is for each subject"
    formfield_overrides = {models.CharField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 22})}}

    def get_fields(self, request, obj=None):
        return ("position", "aspect", *columns(obj))

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        for cell, label in columns(obj).items():
            if cell in formset.form.base_fields:
                formset.form.base_fields[cell].label = label
        return formset


def columns(article):
    """{cell: label} of the comparison's columns: those of the subjects as they stand, then the free ones."""
    subjects = article.subjects.all() if article else []
    names = {f"cell_{subject.slot}": subject.name for subject in subjects}
    free = [cell for cell in CELLS if cell not in names]
    return names | {cell: f"Subject {number}" for number, cell in enumerate(free, start=len(names) + 1)}


def empty_freed_cells(article, formsets):
    """The words of a deleted subject go with it, but not those just typed for one that takes its slot.

    To be called once all `formsets` are saved: a row of the same form may have written the old words back.
    """
    saved = {formset.model: formset for formset in formsets}
    rows, subjects = saved.get(ComparisonRow), saved.get(Subject)
    if not subjects:
        return
    written = [(row, CELLS) for row in rows.new_objects] + rows.changed_objects if rows else []
    taken = {subject.slot for subject in subjects.new_objects}
    for slot in (subject.slot for subject in subjects.deleted_objects):
        cell = f"cell_{slot}"
        typed = [row.pk for row, changed in written if slot in taken and cell in changed]
        article.comparison_rows.exclude(pk__in=typed).update(**{cell: ""})


class AlsoReadInline(RowInline):
    model = AlsoRead
    fk_name = "article"
    fields = ("position", "target", "title", "place")
    max_num = MOST["also_read"]
    verbose_name_plural = "also read"

    def get_formset(self, request, obj=None, **kwargs):
        return choose_once(super().get_formset(request, obj, **kwargs), "target")

    def get_field_queryset(self, db, db_field, request):
        return Article.objects.only("title").order_by("title", "pk")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Without the buttons that would change or delete the other article from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "target":
            for act in ("add", "change", "delete", "view"):
                setattr(field.widget, f"can_{act}_related", False)
        return field


class SourceInline(RowInline):
    model = Source
    fields = ("position", "title", "url", "publisher", "accessed_on")
    max_num = MOST["sources"]


def may_file(request, article):
    """Slug, topic and authors take effect at once, so on an article that was public they are the publishers'."""
    return article is None or not article.ever_public or request.user.has_perm("articles.publish_article")
