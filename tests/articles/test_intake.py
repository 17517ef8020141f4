import inspect
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.images import refusals
from articles.images.intake import take_in
from articles.images.limits import EDITORS, READERS
from articles.images.refusals import Refused
from tests.pictures import GOOD, HOSTILE, METADATA, assert_bare
from tests.pictures.making import avif, jpeg, png, quarters, webp

SENTENCES = {text for name, text in inspect.getmembers(refusals) if name.isupper()}
SENTENCES |= {EDITORS.too_large.sentence, EDITORS.too_many_pixels.sentence}


def upload(data, name="picture.jpg"):
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def refusal(data, limits=EDITORS):
    with pytest.raises(Refused) as caught:
        take_in(upload(data), limits)
    return caught.value.sentence


def opened(taken):
    return Image.open(BytesIO(taken.jpeg))


def test_the_corpus_is_large():
    assert len(dict(HOSTILE)) == len(HOSTILE) >= 60
    assert len(dict(GOOD)) == len(GOOD) >= 30


@pytest.mark.parametrize("word", METADATA)
def test_the_corpus_has_metadata_to_lose(word):
    sent = b"".join(make() for name, make in GOOD if "allowed" not in name)
    assert word in sent


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("nothing", refusals.EMPTY),
        ("SVG", refusals.NO_PICTURE),
        ("GIF of Pillow's", refusals.NO_PICTURE),
        ("JPEG cut at 60%", refusals.DAMAGED),
        ("PNG with a bomb in zTXt", refusals.DAMAGED),
        ("JPEG followed by ZIP", refusals.FOLLOWED),
        ("animated PNG", refusals.ANIMATED),
        ("animated WEBP", refusals.ANIMATED),
        ("animated AVIF", refusals.ANIMATED),
        ("PNG of a thousand megapixels", EDITORS.too_many_pixels.sentence),
        ("lossless WebP of 16384 x 16384", EDITORS.too_many_pixels.sentence),
        ("JPEG of more than 20 MB", EDITORS.too_large.sentence),
    ],
)
def test_the_sentence_says_what_is_wrong(name, sentence):
    assert refusal(dict(HOSTILE)[name]()) == sentence


def test_a_reader_may_send_less_than_an_editor():
    of_26_megapixels = png(Image.new("1", (5200, 5000)))
    assert "25 megapixels" in refusal(of_26_megapixels, READERS)
    assert "8 MB" in refusal(jpeg() + bytes(READERS.size), READERS)
    assert take_in(upload(of_26_megapixels), EDITORS).width == 3200


def test_a_large_picture_is_made_smaller_and_a_small_one_no_larger():
    assert opened(take_in(upload(jpeg(quarters((2000, 1000)))), READERS)).size == (1600, 800)
    assert opened(take_in(upload(jpeg(quarters((1000, 2000)))), READERS)).size == (800, 1600)
    assert opened(take_in(upload(jpeg(quarters((20, 10)))), READERS)).size == (20, 10)


def test_a_picture_made_smaller_strip_by_strip_has_no_seams():
    """An edge lies where two strips meet, at row 256 of the result."""
    edge = Image.new("L", (1100, 2200), 100)
    edge.paste(160, (0, 353, 1100, 2200))
    in_one = edge.resize((800, 1600), Image.Resampling.LANCZOS)
    im = opened(take_in(upload(png(edge.convert("RGBA"))), READERS)).convert("L")
    rows = range(248, 272)
    assert [im.getpixel((400, y)) for y in rows] == [
        pytest.approx(in_one.getpixel((400, y)), abs=2) for y in rows
    ]


def test_the_colour_that_holds_the_place_is_the_average():
    half = Image.new("RGB", (40, 40), (200, 100, 0))
    half.paste((100, 0, 200), (0, 0, 20, 40))
    taken = take_in(upload(png(half)), EDITORS)
    average = [int(taken.colour[place : place + 2], 16) for place in (1, 3, 5)]
    assert average == pytest.approx([150, 50, 100], abs=2)


def test_the_jpeg_is_progressive_with_full_colour():
    im = opened(take_in(upload(png()), EDITORS))
    assert im.info["progressive"] == 1
    assert {(across, down) for _, across, down, _ in im.layer} == {(1, 1)}


def test_noise_is_taken():
    """The largest JPEG that a picture can become."""
    noise = Image.merge("RGB", [Image.effect_noise((1600, 1600), 200) for _ in range(3)])
    assert take_in(upload(jpeg(noise)), READERS).height == 1600


SEEDS = [jpeg(), png(), webp(), avif(), webp(lossless=True), jpeg(progressive=True)]


@st.composite
def mutated(draw):
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    start, stop = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
    return bytes(data[:start] + data[stop:] if draw(st.booleans()) else data)


@settings(max_examples=12, derandomize=True)
@given(st.one_of(st.binary(max_size=200), mutated()))
def test_any_bytes_are_taken_or_refused(data):
    try:
        assert_bare(take_in(upload(data), EDITORS).jpeg)
    except Refused as refused:
        said = refused.sentence
    else:
        said = None
    assert said is None or said in SENTENCES
