"""Pictures that are taken: GOOD is [(name, function that makes the bytes)], EXPECTED what comes of each."""

from functools import cache, partial
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageCms

from tests.pictures import metadata
from tests.pictures.making import (
    QUARTERS,
    SIZE,
    avif,
    box,
    encoded,
    jpeg,
    png,
    png_of,
    quarters,
    segment,
    webp,
    with_segments,
)  # fmt: skip
from tests.pictures.profiles import ADOBE, DISPLAY_P3, grey_profile, ink_profile, rgb_profile

WHITE = (255, 255, 255)
RED = [(254, 0, 0)] * 4
GREYS = [60, 110, 160, 240]
IN_GREY = [(grey,) * 3 for grey in GREYS]
HALF_IN_GREY = [WHITE, IN_GREY[1], WHITE, IN_GREY[3]]
# What turns an upright picture into what lies in a file of orientation 2 to 8.
TURNS = [
    Image.Transpose.FLIP_LEFT_RIGHT,
    Image.Transpose.ROTATE_180,
    Image.Transpose.FLIP_TOP_BOTTOM,
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_90,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_270,
]
# The directory of EXIF says that the next one is itself.
IN_A_CIRCLE = b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\x08"
VIDEO = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", metadata.TRAILER) + box(b"mdat", b"\0" * 40)
SECOND = {"save_all": True, "append_images": [Image.new("RGB", (30, 20), "red")]}
LIMIT = (8000, 5000)
# A colour in Lab, and the same in sRGB.
INK_LAB, INK = (50, -10, -30), (64, 125, 169)


class Expected(NamedTuple):
    """The size, and the colours in the middle of each quarter."""

    size: tuple = SIZE
    colours: list = QUARTERS


GOOD = []
EXPECTED = {}


def add(name, make, **expected):
    GOOD.append((name, make))
    EXPECTED[name] = Expected(**expected)


def add_kinds():
    for kind, make in {"JPEG": jpeg, "PNG": png, "WebP": webp, "AVIF": avif}.items():
        add(f"{kind}", make)
        add(f"{kind} of one pixel", partial(make, Image.new("RGB", (1, 1), "red")), size=(1, 1), colours=RED)
        add(
            f"{kind}, long and narrow",
            partial(make, Image.new("RGB", (9600, 3), "red")),
            size=(3200, 1),
            colours=RED,
        )
        add(
            f"{kind}, tall and narrow",
            partial(make, Image.new("RGB", (3, 9600), "red")),
            size=(1, 3200),
            colours=RED,
        )
        add(f"{kind} with as many pixels as allowed", _at_the_limit(make), size=(3200, 2000))


def _at_the_limit(make):
    options = {png: {"compress_level": 1}, webp: {"method": 0}}.get(make, {})
    return cache(lambda: make(quarters(LIMIT), **options))


def add_orientations():
    for orientation, turn in enumerate([None, *TURNS], start=1):
        add(f"JPEG of orientation {orientation}", partial(_turned, jpeg, orientation, turn))
    for kind, make in {"PNG": png, "WebP": webp, "AVIF": avif}.items():
        add(f"{kind} of orientation 6", partial(_turned, make, 6, Image.Transpose.ROTATE_90))
    add("JPEG of orientation 9", lambda: _turned(jpeg, 9, None))


def _turned(make, orientation, turn):
    """Lies in the file as a camera that was held so writes it."""
    im = quarters()
    return make(im.transpose(turn) if turn is not None else im, exif=metadata.exif(orientation))


def add_metadata():
    add("JPEG with a place in EXIF", lambda: jpeg(exif=metadata.exif()))
    add("JPEG with XMP", lambda: jpeg(xmp=metadata.xmp()))
    add("JPEG with IPTC", lambda: with_segments(jpeg(), metadata.iptc()))
    add("JPEG with a comment", lambda: jpeg(comment=metadata.COMMENT))
    add("JPEG with a thumbnail", lambda: with_segments(jpeg(), metadata.thumbnail()))
    add("JPEG with broken EXIF", lambda: jpeg(exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + metadata.GPS))
    add("JPEG with EXIF in a circle", lambda: with_segments(jpeg(), segment(0xE1, IN_A_CIRCLE)))
    add("PNG with texts", lambda: png(pnginfo=metadata.texts()))
    add("PNG with a place in EXIF", lambda: png(exif=metadata.exif()))
    add("WebP with EXIF and XMP", lambda: webp(exif=metadata.exif(), xmp=metadata.xmp()))
    add("AVIF with EXIF and XMP", lambda: avif(exif=metadata.exif(), xmp=metadata.xmp()))


def add_followed():
    add("JPEG with zeros behind it", lambda: jpeg() + b"\0" * 512)
    add("JPEG with a second still", lambda: encoded(quarters(), "MPO", quality=95, subsampling=0, **SECOND))
    add("JPEG with a gain map behind it", lambda: jpeg() + jpeg(Image.new("L", (15, 10), 99)))
    add("JPEG with Samsung's trailer", lambda: jpeg() + metadata.samsung_trailer())
    add(
        "JPEG with a second still and Samsung's trailer", lambda: jpeg() + jpeg() + metadata.samsung_trailer()
    )
    add("JPEG that is a motion photo", lambda: jpeg(xmp=b'<r GCamera:MotionPhoto="1"/>') + VIDEO)


def add_colours():
    for name, primaries in {"Adobe RGB": ADOBE, "Display P3": DISPLAY_P3}.items():
        profile = rgb_profile(primaries)
        for kind, make in {"JPEG": jpeg, "PNG": png, "WebP": webp, "AVIF": avif}.items():
            add(f"{kind} in {name}", partial(_in_space, make, profile))
    add("JPEG with a broken profile", lambda: jpeg(icc_profile=b"SECRET-PROFILE" * 20))
    add("JPEG with a profile of other colours", lambda: jpeg(icc_profile=ink_profile(INK_LAB)))
    linear = [(round(255 * _to_linear(grey / 255)), grey) for grey in GREYS]
    grey = grey_profile(1.0)
    im = quarters(colours=[value for value, _ in linear], mode="L")
    add("grey JPEG with a profile", lambda: jpeg(im, icc_profile=grey), colours=IN_GREY)
    add(
        "grey PNG with alpha and a profile",
        lambda: png(_with_alpha(im), icc_profile=grey),
        colours=HALF_IN_GREY,
    )


def _in_space(make, profile):
    srgb, space = ImageCms.createProfile("sRGB"), ImageCms.ImageCmsProfile(BytesIO(profile))
    return make(ImageCms.profileToProfile(quarters(), srgb, space), icc_profile=profile)


def _to_linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def add_inks():
    cyan = quarters(colours=[(255, 0, 0, 0), (0, 0, 0, 0), (0, 0, 0, 255), (0, 0, 0, 0)], mode="CMYK")
    add("CMYK JPEG", lambda: jpeg(cyan), colours=[(0, 255, 255), WHITE, (0, 0, 0), WHITE])
    profile = ink_profile(INK_LAB)
    add(
        "CMYK JPEG with a profile",
        lambda: jpeg(cyan, icc_profile=profile),
        colours=[INK, WHITE, (0, 0, 0), WHITE],
    )
    add("YCCK JPEG", _ycck)


def _ycck():
    """Pillow writes CMYK only: its planes get the values of YCCK, and Adobe's segment says so."""
    planes = [Image.eval(plane, lambda value: 255 - value) for plane in _inverted().convert("YCbCr").split()]
    data = jpeg(Image.merge("CMYK", [*planes, Image.new("L", SIZE, 0)]))
    place = data.index(b"Adobe") + 11
    return data[:place] + b"\2" + data[place + 1 :]


def _inverted():
    return quarters(colours=[tuple(255 - value for value in colour) for colour in QUARTERS])


def add_depths():
    wide = [b"".join(bytes([v]) * 2 for colour in row for v in colour) for row in _rows()]
    add("PNG of 16 bits", lambda: png_of(*SIZE, 16, 2, wide))
    greys = [b"".join(bytes([v]) * 2 for v in row) for row in _rows(GREYS)]
    add("grey PNG of 16 bits", lambda: png_of(*SIZE, 16, 0, greys), colours=IN_GREY)
    add("grey PNG", lambda: png(quarters(colours=GREYS, mode="L")), colours=IN_GREY)
    add("grey JPEG", lambda: jpeg(quarters(colours=GREYS, mode="L")), colours=IN_GREY)
    bits = quarters(colours=[0, 1, 1, 0], mode="1")
    add("PNG of 1 bit", lambda: png(bits), colours=[(0, 0, 0), WHITE, WHITE, (0, 0, 0)])
    add("PNG with a palette", lambda: png(quarters().quantize(4)))
    add("progressive JPEG", lambda: jpeg(progressive=True))
    add("JPEG of small chroma", lambda: jpeg(subsampling="4:2:0"))
    add("JPEG with restarts", lambda: jpeg(restart_marker_blocks=2))
    add("lossless WebP", lambda: webp(lossless=True))


def _rows(colours=QUARTERS):
    one, two, three, four = colours
    return [[one] * 30 + [two] * 30] * 20 + [[three] * 30 + [four] * 30] * 20


def add_transparent():
    im = quarters().convert("RGBA")
    im.paste((0, 0, 0, 0), (0, 0, 30, 20))
    im.paste((*QUARTERS[3], 128), (30, 20, 60, 40))
    seen = [WHITE, *QUARTERS[1:3], tuple(round((value + 255) / 2) for value in QUARTERS[3])]
    for kind, make in {"PNG": png, "WebP": webp, "AVIF": avif}.items():
        add(f"{kind} with alpha", partial(make, im), colours=seen)
    add("lossless WebP with alpha", lambda: webp(im, lossless=True), colours=seen)
    palette = quarters().quantize(4)
    hole = palette.getpixel((5, 5))
    add(
        "PNG with a palette and a hole",
        lambda: png(palette, transparency=hole),
        colours=[WHITE, *QUARTERS[1:]],
    )
    add("PNG with a palette and alpha", lambda: png(im.quantize(8)), colours=seen)
    add(
        "PNG with one transparent colour",
        lambda: png(transparency=QUARTERS[0]),
        colours=[WHITE, *QUARTERS[1:]],
    )
    grey = quarters(colours=GREYS, mode="L")
    add("grey PNG with alpha", lambda: png(_with_alpha(grey)), colours=HALF_IN_GREY)
    add(
        "grey PNG with a transparent grey",
        lambda: png(grey, transparency=GREYS[0]),
        colours=[WHITE, *IN_GREY[1:]],
    )


def _with_alpha(grey):
    """The left half is transparent."""
    alpha = quarters(colours=[0, 255, 0, 255], mode="L")
    return Image.merge("LA", [grey, alpha])


for add_some in (
    add_kinds, add_orientations, add_metadata, add_followed, add_colours, add_inks, add_depths, add_transparent,
):  # fmt: skip
    add_some()
