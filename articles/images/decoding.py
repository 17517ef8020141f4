"""Bytes of a picture to the picture that is kept: upright, in sRGB, opaque, no larger than needed, without metadata.

Runs in the child of articles.images.intake, and imports nothing of Django.
"""

import warnings
from io import BytesIO
from math import ceil

from PIL import AvifImagePlugin, ExifTags, Image, ImageCms, ImageFile

from articles.images.endings import check_ending, kind_of
from articles.images.refusals import ANIMATED, DAMAGED, Refused

QUALITY = 90
# Rows that are made at once: a copy of the whole would double what the decoder holds.
ROWS = 256
# As far as LANCZOS looks, in pixels of the result.
REACH = 3
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
GREY = {"1", "L"}
MODES = {"GRAY": "L", "RGB": "RGB", "CMYK": "CMYK"}


def decode(data, limits):
    """(JPEG, width, height, average colour as #rrggbb) of the picture in `data`, or Refused."""
    kind = kind_of(data)
    check_ending(data, kind)
    _check_canvas(data, kind, limits)
    im, size = _loaded(data, kind, limits)
    with im:
        kept = _scaled(im, size)
        kept = _in_srgb(kept, im.info.get("icc_profile"))
        kept = _upright(kept, im)
    return _encoded(kept), *kept.size, _average_colour(kept)


def _check_canvas(data, kind, limits):
    """Pillow allocates the canvas of a WebP before it looks at its size."""
    if kind == "WEBP":
        width, height = _canvas_of_webp(data)
        if width * height > limits.pixels:
            raise limits.too_many_pixels


def _canvas_of_webp(data):
    if data[12:16] == b"VP8X":
        return tuple(int.from_bytes(data[place : place + 3], "little") + 1 for place in (24, 27))
    if data[12:16] == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return tuple(int.from_bytes(data[place : place + 2], "little") & 0x3FFF for place in (26, 28))


def _loaded(data, kind, limits):
    """The picture with its pixels, and the size in which it is kept."""
    try:
        im = _opened(data, kind, limits)
        size = _kept_size(im.size, limits.longest)
        im.draft("RGB", size)
        im.load()
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # Pillow's readers raise errors of many kinds, and each says the same of the picture.
        raise Refused(DAMAGED) from error
    return im, size


def _opened(data, kind, limits):
    Image.MAX_IMAGE_PIXELS = limits.pixels
    # As many as there are cores would leave none to those who read, and each takes its part of the memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        im = Image.open(BytesIO(data), formats=[kind])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise limits.too_many_pixels from error
    if min(im.size) < 1:
        raise Refused(DAMAGED)
    # The further stills of a phone's JPEG are no animation.
    if kind != "JPEG" and getattr(im, "is_animated", False):
        raise Refused(ANIMATED)
    return im


def _kept_size(size, longest):
    factor = min(1, longest / max(size))
    return tuple(max(1, round(side * factor)) for side in size)


def _scaled(im, size):
    """An opaque copy of `im` in `size`, in its own colours."""
    strips = (_strip(im, size, top, min(top + ROWS, size[1])) for top in range(0, size[1], ROWS))
    first = next(strips)
    kept = Image.new(first.mode, size)
    kept.paste(first, (0, 0))
    for number, strip in enumerate(strips, start=1):
        kept.paste(strip, (0, number * ROWS))
    return kept


def _strip(im, size, top, bottom):
    """The rows from `top` to `bottom` of the result, which see a little of what lies above and below."""
    scale = im.height / size[1]
    above = max(0, int((top - REACH) * scale))
    below = min(im.height, ceil((bottom + REACH) * scale))
    rows = _opaque(im.crop((0, above, im.width, below)))
    if size == im.size:
        return rows.crop((0, top - above, im.width, bottom - above))
    box = (0, top * scale - above, im.width, bottom * scale - above)
    return rows.resize((size[0], bottom - top), Image.Resampling.LANCZOS, box)


def _opaque(im):
    """In one of the modes L, RGB and CMYK; what is transparent lies on white."""
    if im.mode == "CMYK":
        return im
    if im.mode == "I;16":
        # Pillow would cut off all that is lighter than 255 of 65535.
        return im.point(lambda value: value * (1 / 256)).convert("L")
    if im.has_transparency_data:
        im = im.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", im.size, "white"), im).convert("RGB")
    return im.convert("L" if im.mode in GREY else "RGB")


def _in_srgb(im, profile):
    if profile:
        try:
            return _by_profile(im, profile)
        except (ImageCms.PyCMSError, OSError):
            # A broken profile, or one of other colours than the picture's: browsers show it without, and so do we.
            return im.convert("RGB")
    return im.convert("RGB")


def _by_profile(im, profile):
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    mode = MODES.get(source.profile.xcolor_space.strip())
    if mode is None or (mode == "CMYK") != (im.mode == "CMYK"):
        raise ImageCms.PyCMSError("no profile of this picture")
    srgb = ImageCms.createProfile("sRGB")
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.profileToProfile(im.convert(mode), source, srgb, intent, "RGB", flags=flags)


def _upright(im, original):
    try:
        orientation = original.getexif().get(ExifTags.Base.Orientation)
    except Exception:
        # Pillow's reader of EXIF raises whatever it stumbles over; such a picture is shown as it lies.
        return im
    return im.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else im


def _encoded(im):
    # Pillow writes a comment that it finds here.
    im.info = {}
    # A progressive JPEG has to fit into Pillow's buffer; of noise it has more than 2 bytes for each pixel.
    ImageFile.MAXBLOCK = 64 * 1024 + 6 * im.width * im.height
    file = BytesIO()
    im.save(file, "JPEG", quality=QUALITY, subsampling="4:4:4", progressive=True)
    return file.getvalue()


def _average_colour(im):
    red, green, blue = im.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    return f"#{red:02x}{green:02x}{blue:02x}"
