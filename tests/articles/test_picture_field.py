import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.images.fields import PictureField
from articles.images.limits import EDITORS, READERS
from articles.images.refusals import EMPTY, NO_PICTURE
from tests.pictures.making import jpeg


class PictureForm(forms.Form):
    picture = PictureField(limits=READERS)
    another = PictureField(limits=EDITORS, required=False)


def form(data, name="picture.jpg"):
    return PictureForm({}, {"picture": SimpleUploadedFile(name, data)})


def test_a_picture_is_taken_in():
    sent = form(jpeg(Image.new("RGB", (1700, 10), "red")), name="holiday.gif.exe")
    assert sent.is_valid()
    assert (sent.cleaned_data["picture"].width, sent.cleaned_data["picture"].height) == (1600, 9)
    assert sent.cleaned_data["another"] is None


@pytest.mark.parametrize(("data", "sentence"), [(b"", EMPTY), (b"GIF89a", NO_PICTURE)])
def test_what_is_no_picture_is_refused_beside_the_field(data, sentence):
    assert form(data).errors == {"picture": [sentence]}


def test_what_is_too_large_is_refused_before_it_is_read():
    class Unread(SimpleUploadedFile):
        def read(self):
            raise AssertionError("It was read.")

    sent = Unread("picture.jpg", jpeg())
    sent.size = READERS.size + 1
    assert PictureForm({}, {"picture": sent}).errors == {"picture": [READERS.too_large.sentence]}


def test_the_field_says_what_is_accepted():
    field = PictureForm()["picture"]
    assert field.help_text == "JPEG, PNG, WebP or AVIF, up to 8 MB and 25 megapixels."
    assert 'accept="image/jpeg,image/png,image/webp,image/avif"' in str(field)
