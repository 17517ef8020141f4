"""Files that are refused: HOSTILE is [(name, function that makes the bytes)]; each is sent as picture.jpg."""

import struct
import zipfile
from functools import partial
from io import BytesIO
from zlib import compress

from PIL import Image

from tests.pictures.making import (
    SIZE,
    avif,
    box,
    chunk,
    encoded,
    frames,
    jpeg,
    png,
    png_of,
    quarters,
    riff,
    segment,
    webp,
    with_chunks,
    with_segments,
)

KINDS = {"JPEG": jpeg, "PNG": png, "WebP": webp, "AVIF": avif}
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SCRIPT = b"/*GIF89a*/alert(document.domain)//"
PHP = b"<?php system($_GET['c']); ?>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="9" height="9"/></svg>'
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) (w) file\n%%EOF\n"
MP4 = box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", b"\0" * 64) + box(b"mdat", b"\0" * 64)
# No decoder would come to the end of this in a minute: 60000 x 60000 pixels.
HUGE = 60_000
# As many bytes as the pixels of the usual picture take in a PNG.
NOISE = Image.effect_noise((181, 40), 50).tobytes()

HOSTILE = []


def add(name, make):
    HOSTILE.append((name, make))


def zip_file():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("index.html", HTML)
    return file.getvalue()


def add_other_kinds():
    for kind in ("GIF", "TIFF", "BMP", "ICO", "PPM", "TGA", "JPEG2000", "PCX", "ICNS", "PDF"):
        add(f"{kind} of Pillow's", partial(encoded, quarters((64, 64)), kind))
    add("TIFF with a JPEG in it", lambda: encoded(quarters(), "TIFF", compression="jpeg"))
    texts = {"SVG": SVG, "EPS": EPS, "PDF with a script": PDF, "HTML": HTML, "PHP": PHP, "script": SCRIPT}
    for kind, text in texts.items():
        add(kind, partial(bytes, text))
    add("SVG behind a declaration", lambda: b'<?xml version="1.0"?>\n' + SVG)
    add("ZIP", zip_file)
    add("compressed SVG", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + compress(SVG)[2:-4])
    add("program", lambda: b"MZ\x90\0" + b"\0" * 200)
    add("film", lambda: MP4)
    add("HEIC", lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0" * 40))
    add("sound in RIFF", lambda: riff(b"WAVE", (b"fmt ", b"\0" * 16), (b"data", b"\0" * 16)))
    add("text", "Ein Bild sagt mehr als tausend Wörter.".encode)
    add("nothing", bytes)
    add("one byte", lambda: b"\xff")
    add("zeros", lambda: bytes(4096))
    for kind, make in KINDS.items():
        add(f"first bytes of {kind}", partial(lambda make: make()[:12], make))


def add_cut_off():
    for kind, make in KINDS.items():
        for part in (0.1, 0.3, 0.6, 0.9):
            add(f"{kind} cut at {part:.0%}", partial(_cut, make, part))
        add(f"{kind} without its last byte", partial(lambda make: make()[:-1], make))
    add("progressive JPEG cut off", lambda: _cut(partial(jpeg, progressive=True), 0.7))
    add("lossless WebP cut off", lambda: _cut(partial(webp, lossless=True), 0.5))
    add("PNG without its last chunk", lambda: png()[:-12])
    add("JPEG whose second still is cut off", lambda: jpeg() + jpeg()[:-40])
    add("AVIF without its pixels", lambda: avif()[: avif().index(b"mdat") - 4])


def _cut(make, part):
    data = make(Image.effect_noise((64, 64), 50).convert("RGB"))
    return data[: int(len(data) * part)]


def add_two_in_one():
    texts = {"PDF": PDF, "HTML": HTML, "a script": SCRIPT, "PHP": PHP}
    followers = texts | {"ZIP": zip_file(), "a GIF": encoded(quarters(), "GIF")}
    for kind, make in KINDS.items():
        for name, follower in followers.items():
            add(f"{kind} followed by {name}", partial(lambda make, more: make() + more, make, follower))
        add(f"{kind} followed by zeros and HTML", partial(lambda make: make() + bytes(64) + HTML, make))
        add(f"{kind} behind HTML", partial(lambda make: HTML + make(), make))
        add(f"{kind} behind a zero", partial(lambda make: b"\0" + make(), make))
        add(f"{kind} followed by a film", partial(lambda make: make() + MP4, make))
    add("GIF and script at once", lambda: b"GIF89a/*" + encoded(quarters(), "GIF")[8:] + b"*/=1;alert(1)")
    add("JPEG behind a GIF's head", lambda: b"GIF89a" + jpeg())
    add("JPEG followed by a PNG", lambda: jpeg() + png())
    add("PNG followed by a JPEG", lambda: png() + jpeg())
    add("PNG followed by a PNG", lambda: png() + png())
    add("AVIF followed by an AVIF", lambda: avif() + avif())
    add("JPEG whose second still is followed by ZIP", lambda: jpeg() + jpeg() + zip_file())
    add("JPEG with a wrong trailer", lambda: jpeg() + HTML + b"SEFH" + bytes(8) + b"\x0c\0\0\0SEFT")
    add("JPEG with HTML before a trailer", lambda: jpeg() + HTML + _trailer(8))
    add("JPEG with a trailer that reaches into it", lambda: jpeg() + _trailer(200))
    add("motion photo followed by ZIP", lambda: jpeg(xmp=b'<r GCamera:MotionPhoto="1"/>') + MP4 + zip_file())
    add("WebP whose RIFF swallows HTML", lambda: _swallowing(webp(), HTML))


def _trailer(start):
    """Samsung's, with one block of 8 bytes that starts so far before the directory."""
    directory = b"SEFH" + struct.pack("<IIIII", 106, 1, 0, start, 8)
    return bytes(8) + directory + struct.pack("<I", len(directory)) + b"SEFT"


def _swallowing(data, more):
    return data[:4] + struct.pack("<I", len(data) + len(more) - 8) + data[8:] + more


def add_animated():
    one, two = frames()
    more = {"save_all": True, "append_images": [two], "duration": 100}
    for kind in ("PNG", "WEBP", "AVIF", "GIF"):
        add(f"animated {kind}", partial(encoded, one, kind, **more))
    add("animated PNG whose first frame is no part", partial(encoded, one, "PNG", default_image=True, **more))
    add("animated lossless WebP", partial(encoded, one, "WEBP", lossless=True, **more))


def add_bombs():
    for name, side in {"a thousand megapixels": HUGE, "one row too many": 6325}.items():
        rows = [bytes(side // 8 + 1)]
        add(f"PNG of {name}", partial(png_of, side, side, 1, 0, rows))
        add(f"JPEG of {name}", partial(_with_size, jpeg, side))
        add(f"WebP of {name}", partial(_canvas, side))
        add(f"AVIF of {name}", partial(_with_extent, side))
    add("PNG that is all there, of 41 megapixels", lambda: png_of(8200, 5000, 1, 0, [bytes(1025)] * 5000))
    add(
        "lossless WebP of 16384 x 16384",
        lambda: riff(b"WEBP", (b"VP8L", b"\x2f\xff\xff\xff\x0f" + bytes(30))),
    )
    add("lossy WebP of 16383 x 16383", lambda: riff(b"WEBP", (b"VP8 ", LOSSY_HEAD + bytes(30))))
    for name, head in {"zTXt": b"a\0\0", "iTXt": b"a\0\1\0\0\0", "iCCP": b"a\0\0"}.items():
        add(f"PNG with a bomb in {name}", partial(_with_bomb, name.encode(), head))
    add("PNG with a bomb behind its pixels", lambda: _late(chunk(b"zTXt", b"a\0\0" + _bomb())))
    add(
        "PNG with a hundred texts", lambda: with_chunks(png(), *[chunk(b"zTXt", b"a\0\0" + _bomb(0.9))] * 100)
    )
    add("JPEG of more than 20 MB", lambda: jpeg() + bytes(20 * 1024 * 1024))


LOSSY_HEAD = b"\x10\0\0\x9d\x01\x2a" + struct.pack("<HH", 16383, 16383)


def _with_size(make, height, width=None):
    """The JPEG whose head claims another size."""
    data = make()
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, height if width is None else width) + data[place + 4 :]


def _canvas(side):
    size = struct.pack("<I", side - 1)[:3]
    still = webp(quarters())[12:]
    extended = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size + size
    return b"RIFF" + struct.pack("<I", 4 + len(extended) + len(still)) + b"WEBP" + extended + still


def _with_extent(side):
    data = avif()
    place = data.index(b"ispe") + 8
    return data[:place] + struct.pack(">II", side, side) + data[place + 8 :]


def _bomb(megabytes=50):
    return compress(bytes(int(megabytes * 1_000_000)))


def _with_bomb(name, head):
    return with_chunks(png(), chunk(name, head + _bomb()))


def _late(more):
    data = png()
    return data[:-12] + more + data[-12:]


def add_without_extent():
    add("PNG of no width", lambda: png_of(0, 40, 8, 2, [b""] * 40))
    add("PNG of no height", lambda: png_of(60, 0, 8, 2, []))
    add("JPEG of no height", lambda: _with_size(jpeg, 0, 60))
    add("JPEG of no width", lambda: _with_size(jpeg, 40, 0))
    add("AVIF of no extent", lambda: _with_extent(0))
    add("lossy WebP of no extent", lambda: riff(b"WEBP", (b"VP8 ", LOSSY_HEAD[:6] + bytes(40))))


def add_broken_pngs():
    add("PNG with a wrong checksum in its head", lambda: _changed(png(), 30))
    add("PNG with a wrong checksum in its pixels", lambda: _changed(png(), -20))
    add(
        "PNG with a wrong checksum in a text", lambda: with_chunks(png(), chunk(b"tEXt", b"a\0b")[:-1] + b"!")
    )
    add("PNG with half of its pixels", lambda: _without(b"IDAT", chunk(b"IDAT", compress(NOISE)[:3600])))
    add("PNG without pixels", lambda: _without(b"IDAT"))
    add("PNG without a head", lambda: png()[:8] + png()[33:])
    add("PNG with pixels that do not unpack", lambda: _without(b"IDAT", chunk(b"IDAT", b"not compressed")))
    add("PNG of a colour type that is none", lambda: png_of(*SIZE, 8, 5, [bytes(180)] * 40))
    add("PNG of 3 bits", lambda: png_of(*SIZE, 3, 2, [bytes(180)] * 40))
    add("PNG with a chunk of 4 GB", lambda: png()[:33] + b"\xff\xff\xff\xfftEXt" + png()[33:])
    add("PNG with a head of 4 bytes", lambda: png()[:8] + chunk(b"IHDR", b"\0\0\0\1") + png()[33:])


def add_broken_jpegs():
    add(
        "JPEG without tables",
        lambda: jpeg().replace(b"\xff\xdb", b"\xff\xfe").replace(b"\xff\xc4", b"\xff\xfe"),
    )
    add("JPEG without a frame", lambda: jpeg().replace(b"\xff\xc0", b"\xff\xfe"))
    add("JPEG without a scan", lambda: jpeg()[: jpeg().index(b"\xff\xda")] + b"\xff\xd9")
    add("JPEG of 12 bits", lambda: _changed(jpeg(), jpeg().index(b"\xff\xc0") + 4, 12))
    add("JPEG of 2 layers", lambda: _changed(jpeg(), jpeg().index(b"\xff\xc0") + 9, 2))
    add(
        "JPEG with a segment that is too long",
        lambda: with_segments(jpeg(), segment(0xE1, b"Exif")[:2] + b"\xff\xff"),
    )
    add("JPEG of nothing but its ends", lambda: b"\xff\xd8\xff\xd9")


def add_others_that_are_broken():
    add(
        "WebP with noise for pixels",
        lambda: riff(b"WEBP", (b"VP8 ", LOSSY_HEAD[:6] + b"\x3c\0\x28\0" + b"x" * 99)),
    )
    add("WebP without chunks", lambda: riff(b"WEBP"))
    add("WebP with a chunk of 4 GB", lambda: riff(b"WEBP")[:12] + b"VP8 \xff\xff\xff\xff" + bytes(40))
    add("AVIF without boxes", lambda: box(b"ftyp", b"avif\0\0\0\0avifmif1miaf"))
    add(
        "AVIF with noise for pixels",
        lambda: avif()[: avif().index(b"mdat") + 4] + b"x" * len(_pixels_of_avif()),
    )
    add("AVIF with a box of 16 EB", lambda: avif() + b"\0\0\0\1free" + b"\xff" * 8)


def _pixels_of_avif():
    return avif()[avif().index(b"mdat") + 4 :]


def _changed(data, place, value=None):
    data = bytearray(data)
    data[place] = data[place] ^ 0xFF if value is None else value
    return bytes(data)


def _without(name, instead=b""):
    data = png()
    start = data.index(name) - 4
    end = start + 12 + int.from_bytes(data[start : start + 4])
    return data[:start] + instead + data[end:]


for add_some in (
    add_other_kinds, add_cut_off, add_two_in_one, add_animated, add_bombs, add_without_extent, add_broken_pngs,
    add_broken_jpegs, add_others_that_are_broken,
):  # fmt: skip
    add_some()
