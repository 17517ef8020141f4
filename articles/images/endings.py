"""The kind of a picture by its first bytes, and whether it ends where its file ends.

What stands before a picture, or after it, is refused: such a file can be two things at once. What stands inside, in
its metadata, is dropped with all metadata. After a JPEG cameras put more, and only that is let through: further
JPEGs (previews, gain maps), the video of a motion photo, Samsung's trailer; and after any picture zeros.
"""

import re
from zlib import crc32

from articles.images.refusals import DAMAGED, FOLLOWED, NO_PICTURE, Refused

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
# A marker of JPEG: no stuffed byte, no restart inside a scan, no filling.
MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
END_OF_JPEG = b"\xd9"
ZEROS = re.compile(rb"\0*")
MOTION = re.compile(rb"MotionPhoto|MicroVideo")
BRANDS_OF_AVIF = {b"avif", b"avis", b"mif1", b"msf1"}
BOXES_OF_AVIF = {b"ftyp", b"meta", b"mdat", b"moov", b"free", b"skip", b"uuid"}


def kind_of(data):
    """JPEG, PNG, WEBP or AVIF, as Pillow names them; refuses everything else."""
    if data.startswith(JPEG):
        return "JPEG"
    if data.startswith(PNG):
        return "PNG"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in BRANDS_OF_AVIF:
        return "AVIF"
    raise Refused(NO_PICTURE)


def check_ending(data, kind):
    """Refuse a picture that is cut off, or followed by something else."""
    if kind == "JPEG":
        _check_after_jpeg(data, _end_of_jpeg(data, 0))
    else:
        end = {"PNG": _end_of_png, "WEBP": _end_of_webp, "AVIF": _end_of_avif}[kind](data)
        _check_zeros(data, end)


def _check_zeros(data, start):
    if data[start:].strip(b"\0"):
        raise Refused(FOLLOWED)


def _end_of_jpeg(data, start):
    position = start + 2
    while marker := MARKER.search(data, position):
        position = marker.end()
        if marker[1] == END_OF_JPEG:
            return position
        position += int.from_bytes(data[position : position + 2], "big")
    raise Refused(DAMAGED)


def _check_after_jpeg(data, end):
    video = MOTION.search(data, 0, end) is not None
    stop = _start_of_trailer(data)
    while end < stop:
        if data.startswith(JPEG, end):
            end = _end_of_jpeg(data, end)
        elif video and data[end + 4 : end + 8] == b"ftyp":
            end = _end_of_boxes(data, end, stop)
        elif data[end] == 0:
            end = ZEROS.match(data, end, stop).end()
        else:
            raise Refused(FOLLOWED)
    if end > stop:
        raise Refused(FOLLOWED)


def _start_of_trailer(data):
    """Where Samsung's trailer starts: blocks, their directory, its length, SEFT. Without one, where the file ends.

    An entry of the directory is 12 bytes; its second word says how far before the directory its block starts.
    """
    directory = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    if not data.endswith(b"SEFT") or directory < 0 or data[directory : directory + 4] != b"SEFH":
        return len(data)
    words = [data[place : place + 4] for place in range(directory + 12, len(data) - 8, 4)]
    return directory - max((int.from_bytes(word, "little") for word in words[1::3]), default=0)


def _end_of_boxes(data, position, stop):
    while position < stop:
        size = _size_of_box(data, position)
        if size < 8 or position + size > stop:
            raise Refused(FOLLOWED)
        position += size
    return position


def _end_of_png(data):
    position, name = len(PNG), b""
    while name != b"IEND":
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 12 + length
        name = data[position + 4 : position + 8]
        checksum = int.from_bytes(data[end - 4 : end], "big")
        if end > len(data) or crc32(memoryview(data)[position + 4 : end - 4]) != checksum:
            raise Refused(DAMAGED)
        position = end
    return position


def _end_of_webp(data):
    position, stop = 12, 8 + int.from_bytes(data[4:8], "little")
    while position < stop:
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        position += 8 + length + length % 2
    if position not in {stop, stop + 1} or stop > len(data):
        raise Refused(DAMAGED)
    return position


def _end_of_avif(data):
    position = 0
    while position < len(data):
        size, name = _size_of_box(data, position), data[position + 4 : position + 8]
        if size < 8:
            _check_zeros(data, position)
            return position
        if position + size > len(data) or name not in BOXES_OF_AVIF or (position and name == b"ftyp"):
            raise Refused(DAMAGED)
        position += size
    return position


def _size_of_box(data, position):
    size = int.from_bytes(data[position : position + 4], "big")
    return int.from_bytes(data[position + 8 : position + 16], "big") if size == 1 else size
