"""The social card shows the subjects in their colours, the title and the site's name, whatever they are."""

from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from articles import rendering
from articles.images import lettering
from articles.images.sheet import BAR, DARK, HEIGHT, LIGHT, MARGIN, MARK, SIZE, WIDTH
from articles.images.social_card import RULE, draw

DRAWN = (0, 0, WIDTH, HEIGHT - BAR - 2)
CHINESE = "茶与咖啡"


def card(title="Tea and Coffee", names=("Tea", "Coffee"), language="en"):
    subjects = [{"slot": slot, "name": name} for slot, name in enumerate(names, start=1)]
    words = {"title": title, "summary": "", "language": language}
    return rendering.card(words | {"subjects": subjects, "comparison": []})


def cover(colour, **kept):
    file = BytesIO()
    Image.new("RGB", (1600, 900), colour).save(file, "JPEG", **kept)
    return file.getvalue()


def picture(
    title="Tea and Coffee", names=("Tea", "Coffee"), language="en", site_name="Counterpoint", behind=None
):
    return Image.open(BytesIO(draw(card(title, names, language), site_name, behind)))


def places(image, colour, box=(0, 0, WIDTH, RULE), tolerance=14):
    """A mask of the pixels within `box` that have the colour, as far as a JPEG keeps it."""
    part = image.crop(box)
    difference = ImageChops.difference(part, Image.new("RGB", part.size, colour)).split()
    return ImageChops.lighter(ImageChops.lighter(*difference[:2]), difference[2]).point(
        lambda value: 255 * (value <= tolerance)
    )


def box_of(image, *colours):
    """The box around all pixels of the colours, above the line over the site's name."""
    masks = [places(image, colour) for colour in colours]
    whole = masks[0]
    for mask in masks[1:]:
        whole = ImageChops.lighter(whole, mask)
    return whole.getbbox()


def drawn_box(image):
    """The box around all that is not paper, but for the bars."""
    return ImageChops.invert(places(image, LIGHT.paper, DRAWN, tolerance=40)).getbbox()


def is_within_margins(image):
    left, top, right, bottom = drawn_box(image)
    return left >= MARGIN - 8 and right <= WIDTH - MARGIN + 8 and top >= 24 and bottom <= HEIGHT - BAR - 24


def last_line(title, **card):
    """A mask of the last line of the title; it is 24 high, and as wide as its letters."""
    image = picture(title, **card)
    _, _, _, bottom = box_of(image, LIGHT.ink)
    line = places(image, LIGHT.ink, (0, bottom - 24, WIDTH, bottom))
    left, _, right, _ = line.getbbox()
    return line.crop((left, 0, right, 24))


def height(mask):
    _, top, _, bottom = mask.getbbox()
    return bottom - top


def contrast(one, other):
    """That of WCAG 2.2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(pixel):
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (byte / 255 for byte in pixel)
    ]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_it_is_a_picture_of_the_size_that_is_asked_for():
    image = picture()
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1200, 630))


def test_nothing_but_the_picture_is_in_it():
    exif = Image.Exif()
    exif[0x010E] = "secret"
    behind = cover("white", exif=exif, comment=b"secret", icc_profile=b"secret")
    assert behind.count(b"secret") == 3
    assert b"secret" not in draw(card(), "Counterpoint", behind)
    assert set(picture(behind=behind).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("behind", [None, cover("teal")])
def test_the_same_article_has_the_same_card(behind):
    first, again, other = (draw(card(title), "Counterpoint", behind) for title in ("Tea", "Tea", "Coffee"))
    assert first == again
    assert first != other


@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize(("behind", "tones"), [(None, LIGHT), (cover("black"), DARK)])
def test_each_subject_has_its_colour_in_its_name_and_its_bar(number, behind, tones):
    image = picture(names=("Tea", "Coffee", "Cocoa", "Milk")[:number], behind=behind)
    bars = (0, HEIGHT - BAR + 4, WIDTH, HEIGHT)
    for colour in tones.subjects[:number]:
        assert places(image, colour).histogram()[255] > 500
        assert places(image, colour, bars).histogram()[255] > WIDTH / number * 8
    for colour in tones.subjects[number:]:
        assert places(image, colour).getbbox() is None


@pytest.mark.parametrize("title", ["Tea and Coffee", CHINESE])
@pytest.mark.parametrize("behind", [None, cover("white"), cover("black"), cover("yellow")])
def test_every_text_has_enough_contrast_with_what_lies_behind(behind, title):
    image = picture(title, names=("Tea", "Coffee", "Cocoa", "Milk"), behind=behind)
    tones = DARK if behind else LIGHT
    _, top, _, _ = box_of(image, tones.ink, *tones.subjects)
    # The cover has one colour, so what lies behind a row is what its margin shows.
    rows = {image.getpixel((MARGIN // 2, y)) for y in range(top, HEIGHT - BAR - 8)}
    for tone in (tones.ink, tones.muted, *tones.subjects):
        assert min(contrast(ImageColor.getrgb(tone), row) for row in rows) >= 4.5


def test_what_stands_between_the_names_is_in_the_articles_language():
    english, german, french = (picture(language=language) for language in ("en", "de", "fr"))
    assert english.tobytes() == french.tobytes()
    # “vs.” is wider than “vs”.
    assert box_of(german, LIGHT.subjects[1])[0] > box_of(english, LIGHT.subjects[1])[0]


def test_a_cover_is_seen_above_the_text():
    image = picture(behind=cover("white"))
    assert min(image.getpixel((600, 20))) > 180


@pytest.mark.parametrize("title", [CHINESE, "चाय और कॉफ़ी", "🎉🥐", "🎉\ufe0f", "Tea 茶", "", "\u200d"])
def test_a_title_without_glyphs_leaves_the_sites_name_and_the_colours(title):
    image = picture(title)
    assert image.tobytes() == picture("ไทย").tobytes() != picture().tobytes()
    assert box_of(image, LIGHT.ink)
    assert not box_of(image, *LIGHT.subjects)
    assert image.getpixel((10, HEIGHT - 5)) != image.getpixel((WIDTH - 10, HEIGHT - 5))


def test_a_name_without_glyphs_leaves_the_sites_name_and_the_colours():
    assert picture(names=("Tea", CHINESE)).tobytes() == picture(CHINESE).tobytes()


def test_where_nothing_can_be_drawn_the_mark_and_the_colours_stay():
    image = picture(CHINESE, site_name=CHINESE)
    assert box_of(image, *(colour for colour, *_ in MARK))
    assert not box_of(image, LIGHT.ink)


def test_a_site_whose_name_has_no_glyphs_keeps_its_mark_below_an_article():
    image = picture(site_name=CHINESE)
    assert box_of(image, LIGHT.ink) == box_of(picture(), LIGHT.ink)
    assert places(image, MARK[0][0], DRAWN).getbbox()
    assert not places(image, LIGHT.ink, (0, RULE, WIDTH, HEIGHT)).getbbox()


@pytest.mark.parametrize(
    "title", ["Tea 🥐 and\nCoffee", "Tea\u0000 and Coffee\ufe0f", "🎉 Tea and  Coffee\u202e"]
)
def test_ornaments_without_a_glyph_and_what_nobody_sees_are_left_out(title):
    assert picture(title).tobytes() == picture().tobytes()


@pytest.mark.skipif(not lettering.SHAPES, reason="Pillow has no raqm or no fribidi here")
def test_arabic_is_laid_out_from_the_right():
    image = picture("القيادة والإدارة", ("القيادة", "الإدارة"), "ar")
    first, second = (box_of(image, colour) for colour in LIGHT.subjects[:2])
    title = box_of(image, LIGHT.ink)
    assert first[0] > second[2]
    assert first[2] == pytest.approx(WIDTH - MARGIN, abs=12)
    assert title[2] == pytest.approx(WIDTH - MARGIN, abs=12)


@pytest.mark.skipif(not lettering.SHAPES, reason="Pillow has no raqm or no fribidi here")
def test_an_arabic_title_that_begins_with_a_latin_word_begins_at_the_right():
    line = last_line("MMM ت", language="ar")
    assert height(line.crop((line.width - 3, 0, line.width, 24))) == 24


@pytest.mark.skipif(not lettering.SHAPES, reason="Pillow has no raqm or no fribidi here")
def test_arabic_letters_are_joined():
    joined, apart = (box_of(picture(title), LIGHT.ink) for title in ("ببببببب", "\u200c".join("ببببببب")))
    assert joined[2] - joined[0] < (apart[2] - apart[0]) * 0.8


@pytest.fixture
def without_raqm(monkeypatch):
    monkeypatch.setattr(lettering, "SHAPES", False)
    lettering._font.cache_clear()
    yield
    lettering._font.cache_clear()


@pytest.mark.usefixtures("without_raqm")
def test_what_cannot_be_shaped_is_not_shown_broken():
    assert picture("שלום").tobytes() == picture(CHINESE).tobytes() != picture().tobytes()
    assert picture("Cafe\u0301").tobytes() == picture("Caf\u00e9").tobytes()


LONG = "Which of the two is the better choice for a small site that may well become large? "


@pytest.mark.parametrize("title", ["W" * 200, LONG * 2, "Tea"])
@pytest.mark.parametrize("name", ["W" * 80, "A name of a subject that is long, and goes on, " * 2, "Coffee"])
@pytest.mark.parametrize("number", [2, 4])
def test_however_long_it_is_all_stands_within_the_margins(title, name, number):
    image = picture(title, [name[:80]] * number)
    assert is_within_margins(image)
    names, title = box_of(image, *LIGHT.subjects[:number]), box_of(image, LIGHT.ink)
    assert names[3] < title[1]
    assert title[3] < RULE


def test_a_title_that_is_still_too_long_ends_in_an_ellipsis():
    whole, cut = last_line("M" * 90), last_line("M" * 200)
    assert height(whole.crop((whole.width - 3, 0, whole.width, 24))) > 15
    assert height(cut.crop((cut.width - 3, 0, cut.width, 24))) < 6


def test_no_line_begins_with_a_dash():
    line = last_line("Leadership and Management – Relationship and Differences")
    assert height(line.crop((0, 0, 3, 24))) > 8


def test_a_long_title_is_set_smaller_than_a_short_one():
    short, long = (height(places(picture(title), LIGHT.ink)) for title in ("W", "W" * 200))
    # Three lines of the same size would be 4.4 times as high as one.
    assert long < 4 * short


WORDS = st.text() | st.text("ab é\u0301\u0302\u0323🎉🥐\u200d\ufe0f\u0007بתก茶\u202e", max_size=80)


@settings(max_examples=40)
@example("", ["Tea", "Coffee"], "ǐ\u0300", "en")
@example("", ["Tea", "Coffee"], "א\u0300", "en")
@example("\u0300א", ["Tea", "Coffee"], "", "en")
@example("Tea", ["a" + "\u0301" * 40, "Coffee"], "W" * 80, "en")
@given(WORDS, st.lists(WORDS, min_size=2, max_size=4), WORDS, st.sampled_from(["en", "ar"]))
def test_no_text_is_too_strange(title, names, site_name, language):
    image = picture(title, names, language, site_name)
    assert image.size == SIZE
    assert is_within_margins(image)
