"""Every good and every hostile picture of the corpus, sent as an editor sends one."""

import inspect
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.images import refusals
from articles.images.limits import EDITORS
from articles.models import Picture
from tests.pictures import EXPECTED, GOOD, HOSTILE, METADATA, assert_bare

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ADD = "/admin/articles/picture/add/"
SENTENCES = {text for name, text in inspect.getmembers(refusals) if name.isupper()}
SENTENCES |= {EDITORS.too_large.sentence, EDITORS.too_many_pixels.sentence}
# JPEG, chroma of half the size and 8 bits of linear light are not exact.
TOLERANCE = 6


def add(client, data):
    words = {"alternative": "A cup", "focus_x": "50", "focus_y": "50"}
    return client.post(ADD, words | {"upload": SimpleUploadedFile("tea.jpg", data, "image/jpeg")})


@pytest.mark.parametrize(("name", "make"), HOSTILE, ids=[name for name, _ in HOSTILE])
def test_what_is_hostile_does_not_come_into_the_library(editor, name, make):
    response = add(editor, make())
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert errors.keys() == {"upload"}
    assert set(errors["upload"]) <= SENTENCES
    assert 'value="A cup"' in response.content.decode()
    assert not Picture.objects.exists()


def in_quarters(im):
    """The colours in the middle of each quarter."""
    places = [(x, y) for y in (0.25, 0.75) for x in (0.25, 0.75)]
    return [im.getpixel((int(im.width * x), int(im.height * y))) for x, y in places]


def distance(colours, others):
    return max(
        abs(one - two) for pair in zip(colours, others, strict=True) for one, two in zip(*pair, strict=True)
    )


@pytest.mark.parametrize(("name", "make"), GOOD, ids=[name for name, _ in GOOD])
def test_what_is_good_comes_into_the_library_as_it_looks_and_bare(editor, name, make):
    assert add(editor, make()).status_code == 302
    picture = Picture.objects.get()
    size, colours = EXPECTED[name]
    with picture.file.open() as file:
        kept = file.read()
    im = Image.open(BytesIO(kept))
    assert (im.format, im.mode, im.size) == ("JPEG", "RGB", (picture.width, picture.height))
    assert im.size == tuple(size)
    assert distance(in_quarters(im), colours) <= TOLERANCE
    assert_bare(kept)
    assert [secret for secret in METADATA if secret in kept] == []
