"""The library of pictures: taking one in, its words, its focal point, and where it is used."""

import logging
import re

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from articles import pictures
from articles.admin.prose import WritingFields
from articles.drafts import signature
from articles.images.fields import PictureField
from articles.images.limits import EDITORS
from articles.media import store
from articles.models import Article, Picture
from articles.models.pictures import folder_of

logger = logging.getLogger(__name__)

NO_WORDS = "Say what is to be seen, or tick “decorative” if it says nothing that the text does not say."
BOTH = "A decorative picture is passed over, so it has no alternative text. Empty this box, or untick “decorative”."
NOT_STORED = (
    "The picture could not be stored: the disk or the storage does not answer. Please try again later."
)
ONE_OF_TWO = "A picture has an alternative text or is decorative: one of the two is needed."
UNREADY = "Not ready yet"
IN_TIME = "Readers see it like this in some seconds. What fails is tried again every few minutes."
POINT = "What must stay in view where the picture is cut: click on it, or type its place."
PK = re.compile(r"[0-9]{1,18}\Z")
FOCUS = ("focus_x", "focus_y")
WORDS = ("alternative", "is_decorative", "caption", "credit")


class PictureForm(forms.ModelForm):
    upload = PictureField(label="Picture", limits=EDITORS)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # Its file never changes: what was published goes on showing what it showed.
            del self.fields["upload"]

    def clean(self):
        cleaned = super().clean()
        if "alternative" in cleaned and bool(cleaned["alternative"]) == cleaned["is_decorative"]:
            self.add_error("alternative", BOTH if cleaned["is_decorative"] else NO_WORDS)
        if not self.errors and "upload" in self.fields:
            self._store(cleaned["upload"])
        return cleaned

    def _store(self, taken):
        picture = self.instance
        picture.width, picture.height, picture.colour = taken.width, taken.height, taken.colour
        try:
            picture.file = store(taken.jpeg, f"{folder_of(picture)}/picture.jpg")
        except Exception as error:
            # Storages raise errors of many kinds; the log says which, and the words stay in the form.
            logger.exception("A picture could not be stored.")
            raise ValidationError({"upload": NOT_STORED}) from error


@admin.register(Picture)
class PictureAdmin(WritingFields, admin.ModelAdmin):
    form = PictureForm
    list_display = ("thumbnail", "name", "size", "credit", "number_of_uses", "added_at")
    list_display_links = ("name",)
    list_per_page = 50
    search_fields = ("=id", "alternative", "caption", "credit")
    readonly_fields = ("preview", "in_a_text", "used_in")
    ordering = ("-id",)
    view_on_site = False

    class Media:
        css = {"all": ["articles/admin.css"]}
        js = [forms.Script("articles/focus.js", type="module")]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Without Django's transaction: reading a picture takes seconds, and no lock may be held for so long."""
        return self._changeform_view(request, object_id, form_url, extra_context)

    def get_queryset(self, request):
        live = Article.objects.published().values("live_id")
        of_today = Q(uses__revision=None) | Q(uses__revision__in=live)
        articles = Count("uses__article", filter=of_today, distinct=True)
        return super().get_queryset(request).annotate(used_today=articles)

    def get_fieldsets(self, request, obj=None):
        words = (None, {"fields": WORDS, "description": ONE_OF_TWO})
        told = (
            POINT
            if obj
            else "What must stay in view where the picture is cut; once saved, a click on it will do."
        )
        focus = ("Focal point", {"fields": ("preview", *FOCUS) if obj else FOCUS, "description": told})
        if obj is None:
            return [(None, {"fields": ("upload",)}), words, focus]
        return [words, focus, ("Use", {"fields": ("in_a_text", "used_in")})]

    def get_readonly_fields(self, request, obj=None):
        if obj is None or request.user.has_perm("articles.publish_article"):
            return self.readonly_fields
        return (*self.readonly_fields, *_of_publishers(obj))

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_used)

    def delete_view(self, request, object_id, extra_context=None):
        picture = self.get_object(request, unquote(object_id))
        if picture and picture.is_used and super().has_delete_permission(request, picture):
            self.message_user(
                request, f"{picture} is used, see below, and so cannot be deleted.", messages.WARNING
            )
            return HttpResponseRedirect(picture.get_absolute_url())
        return super().delete_view(request, object_id, extra_context)

    def get_deleted_objects(self, objs, request):
        """Those that are used are told as what they are, not as a lack of permission."""
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        used = [f"{picture}, which is used: its page says where" for picture in objs if picture.is_used]
        if used:
            lacking = lacking - {self.opts.verbose_name}
        return deleted, counts, lacking, used or protected

    def save_model(self, request, obj, form, change):
        changed = set(form.changed_data)
        if not change:
            obj.added_by_name = signature(request.user)
        elif changed & set(FOCUS):
            obj.is_settled = False
        # Only what was changed: its renditions may be made in this moment.
        obj.save(update_fields={*changed, "is_settled"} if change else None)
        if not obj.is_settled:
            pictures.make_soon(obj)
        if change and changed & set(WORDS):
            pictures.words_changed(obj)

    def response_add(self, request, obj, post_url_continue=None):
        if "_popup" not in request.POST:
            words = "In a text it is named like this: {}"
            self.message_user(request, format_html(words, mark(obj)), messages.INFO)
        return super().response_add(request, obj, post_url_continue)

    @admin.display(description="look")
    def thumbnail(self, picture):
        return format_html("{}{}", thumbnail(picture), "" if picture.is_settled else UNREADY)

    @admin.display(description="picture", ordering="id")
    def name(self, picture):
        return str(picture)

    @admin.display(description="size")
    def size(self, picture):
        return f"{picture.width}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}{picture.height}"

    @admin.display(description="articles", ordering="used_today")
    def number_of_uses(self, picture):
        """Articles that name it in their draft or in what readers see."""
        return picture.used_today

    @admin.display(description="the point")
    def preview(self, picture):
        image = '<img src="{}" width="{}" height="{}" alt="{}">'
        image = format_html(
            image, picture.file.url, picture.width, picture.height, picture.alternative or "The picture"
        )
        told = "" if picture.is_settled else format_html("<p>{}. {}</p>", UNREADY, IN_TIME)
        return format_html('<div class="focus">{}</div>{}', image, told)

    @admin.display(description="in a text")
    def in_a_text(self, picture):
        more = "Other words than the library’s stand in the brackets, another caption behind the number:"
        example = f'![A bowl of tea](picture:{picture.pk} "Steeped for two minutes")'
        return format_html("<code>{}</code><br>{} <code>{}</code>", mark(picture), more, example)

    @admin.display(description="used in")
    def used_in(self, picture):
        rows = [*_articles(picture), *_authors(picture)]
        if not rows:
            return "Nowhere, so it can be deleted."
        lines = format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows)
        return format_html("<ul>{}</ul>What is used cannot be deleted.", lines)


def _of_publishers(picture):
    """What shows at once on pages that are public, and so is for those who may publish."""
    is_of_an_author = picture.authors.exists()
    is_public = is_of_an_author or picture.uses.exclude(revision=None).exists()
    return (*(FOCUS if is_public else ()), *(WORDS if is_of_an_author else ()))


def _articles(picture):
    """(address, title, where) of each article that names a picture, in its draft or in its history."""
    uses = picture.uses.select_related("article", "revision").order_by("article_id", "revision__number")
    found = {}
    for use in uses:
        where = f"revision {use.revision.number}" if use.revision else "draft"
        found.setdefault(use.article, []).append(where)
    for article, places in found.items():
        yield reverse("admin:articles_article_change", args=[article.pk]), article, ", ".join(places)


def _authors(picture):
    for author in picture.authors.all():
        yield reverse("admin:articles_author_change", args=[author.pk]), author, "photo of the author"


def mark(picture):
    """How a text names a picture."""
    return f"![](picture:{picture.pk})"


def thumbnail(picture):
    """A small picture for the admin, the whole one until it is made."""
    cut = picture.renditions["cut"][0] if picture.is_ready else None
    url = default_storage.url(cut["jpg"]) if cut else picture.file.url
    return format_html('<img class="thumbnail" src="{}" width="112" height="63" alt="" loading="lazy">', url)


class PictureWidget(ForeignKeyRawIdWidget):
    """The number of a picture, with a look at it, and a window to choose another one from the library."""

    def render(self, name, value, attrs=None, renderer=None):
        box = super().render(name, value, attrs, renderer)
        text = str(value or "")
        picture = Picture.objects.filter(pk=text).first() if PK.match(text) else None
        shown = thumbnail(picture) if picture else ""
        return format_html('<div class="picture-field">{}{}</div>', shown, box)


class PictureFields:
    """For any admin whose rows have a picture of the library."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Picture:
            kwargs["widget"] = PictureWidget(db_field.remote_field, self.admin_site, {"size": 8})
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
