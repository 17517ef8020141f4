"""The picture that most of the others are made of, and the pieces of which formats are put together."""

import struct
from io import BytesIO
from zlib import compress, crc32

from PIL import Image

SIZE = (60, 40)
# Top left, top right, bottom left, bottom right.
QUARTERS = [(200, 60, 50), (60, 160, 80), (50, 80, 190), (230, 210, 120)]


def quarters(size=SIZE, colours=QUARTERS, mode="RGB"):
    """Four colours, one in each quarter, by which a picture shows which way up it is."""
    im = Image.new(mode, size)
    width, height = size[0] // 2, size[1] // 2
    for number, colour in enumerate(colours):
        left, top = width * (number % 2), height * (number // 2)
        im.paste(colour, (left, top, left + width, top + height))
    return im


def encoded(im, kind, **options):
    file = BytesIO()
    im.save(file, kind, **options)
    return file.getvalue()


def jpeg(im=None, **options):
    return encoded(im or quarters(), "JPEG", **{"quality": 95, "subsampling": 0} | options)


def png(im=None, **options):
    return encoded(im or quarters(), "PNG", **options)


def webp(im=None, **options):
    return encoded(im or quarters(), "WEBP", **{"quality": 95} | options)


def avif(im=None, **options):
    return encoded(im or quarters(), "AVIF", **{"quality": 95, "speed": 10, "subsampling": "4:4:4"} | options)


def segment(marker, data):
    """A segment of a JPEG: 0xE1 is APP1, 0xFE a comment."""
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def with_segments(data, *segments):
    """The JPEG with these segments at its head."""
    return data[:2] + b"".join(segments) + data[2:]


def chunk(name, data=b""):
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc32(name + data))


def with_chunks(data, *chunks):
    """The PNG with these chunks behind its first."""
    return data[:33] + b"".join(chunks) + data[33:]


def png_of(width, height, depth, colour_type, rows, *chunks):
    """A PNG put together by hand; `rows` are its pixels as bytes, without filters."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    pixels = compress(b"".join(b"\0" + row for row in rows))
    parts = [chunk(b"IHDR", head), *chunks, chunk(b"IDAT", pixels), chunk(b"IEND")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def riff(kind, *chunks):
    data = kind + b"".join(
        name + struct.pack("<I", len(part)) + part + b"\0" * (len(part) % 2) for name, part in chunks
    )
    return b"RIFF" + struct.pack("<I", len(data)) + data


def box(name, data=b""):
    """A box of ISO's media files, of which AVIF is one."""
    return struct.pack(">I", len(data) + 8) + name + data


def frames():
    """Two stills of an animation."""
    return [quarters(), quarters(colours=QUARTERS[::-1])]
