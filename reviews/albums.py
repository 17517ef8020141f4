"""The photos of one review as pages show them: to its writer, to moderators, to readers."""

from dataclasses import dataclass, field

from django import forms
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.figures import srcset
from articles.images.limits import ACCEPT, READERS
from articles.images.refusals import ACCEPTED
from articles.languages import filled_in
from reviews.forms import TypedText
from reviews.illustrating import may_describe_approved, takes_photos
from reviews.models import LONGEST_ALTERNATIVE, MOST_PHOTOS, Photo
from reviews.validators import refuse_line_breaks

THUMBNAIL = "8rem"  # how wide, for the browser to choose a file by


class AlternativeForm(forms.Form):
    alternative = TypedText(
        label=_("What is to be seen on it"),
        length=(1, LONGEST_ALTERNATIVE),
        required=False,
        validators=[refuse_line_breaks],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("For those who do not see it. You may leave this empty."),
    )


@dataclass(frozen=True)
class Complaint:
    """Why something was not done.

    `about` is the name of the file, `target` the id of the field that has to be mended, both "" where there is none;
    `typed` is what would be lost otherwise.
    """

    sentence: str
    about: str = ""
    target: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Album:
    """What the status page shows of photos."""

    rows: list
    is_open: bool
    complaints: list = field(default_factory=list)
    most: int = MOST_PHOTOS
    accept: str = ACCEPT
    accepted: str = filled_in(_(ACCEPTED), **READERS.values)

    @property
    def is_full(self):
        return len(self.rows) >= self.most

    @property
    def place(self):
        """Where complaints lead that are about no text."""
        return "photos" if self.is_full else "id_photos"

    @property
    def has_forms(self):
        return any(row["form"] for row in self.rows)

    @property
    def of_files(self):
        return [complaint for complaint in self.complaints if not (complaint.target or complaint.typed)]


def album(review, complaints=(), bound=None):
    """`bound` is {uid: AlternativeForm} of what was typed and not saved.

    One query where the review has photos, and a second where reviews are not moderated.
    """
    is_open = takes_photos(review)
    found = list(review.photos.all()) if is_open and review.has_photos else []
    has_forms, bound = bool(found) and may_describe_approved(review), bound or {}
    rows = [_row(photo, review, has_forms or photo.is_waiting, bound.get(photo.uid)) for photo in found]
    return Album(rows, is_open, list(complaints))


def form_of(photo, data=None):
    return AlternativeForm(data, initial={"alternative": photo.alternative}, prefix=photo.uid.hex)


def give_photos(reviews):
    """Set `shown_photos` on those of `reviews`, a list, that have some. One query, and none where none has."""
    illustrated = {review.pk: review for review in reviews if review.photo_count}
    found = Photo.objects.public().filter(review__in=illustrated) if illustrated else []
    for photo in found:
        review = illustrated[photo.review_id]
        review.shown_photos = [*getattr(review, "shown_photos", []), photo]
    for review in illustrated.values():
        photos = getattr(review, "shown_photos", [])
        review.shown_photos = [
            _thumbnail(photo, photo.alternative or _numbered(n, len(photos), review))
            for n, photo in enumerate(photos, start=1)
        ]


def _row(photo, review, has_form, bound):
    return {
        "photo": photo,
        "address": reverse("reviews:photo", args=[review.token, photo.uid]),
        "form": (bound or form_of(photo)) if has_form else None,
        "waits": review.is_approved and photo.is_waiting,
    }


def _numbered(number, total, review):
    sentence = _("Photo %(number)s of %(total)s by %(name)s") if total > 1 else _("Photo by %(name)s")
    return sentence % {"number": number, "total": total, "name": review.name}


def _thumbnail(photo, alternative):
    """As templates/articles/_picture.html takes it, with what opens when it is followed."""
    narrowest, widest = photo.renditions[0], photo.renditions[-1]
    return {
        "width": narrowest["width"],
        "height": narrowest["height"],
        "colour": photo.colour,
        "alternative": alternative,
        "approved_at": photo.approved_at,
        "sizes": THUMBNAIL,
        "src": default_storage.url(narrowest["jpg"]),
        "jpg": srcset([narrowest], "jpg"),
        "avif": srcset([narrowest], "avif"),
        "large": default_storage.url(widest["jpg"]),
        "large_avif": srcset(photo.renditions, "avif"),
    }
