import struct

# Quantisation, frames, Huffman tables, restarts: without these no JPEG is read.
ALLOWED = {0xDB, 0xC0, 0xC2, 0xC4, 0xDD}
APP0, START_OF_SCAN, END = 0xE0, 0xDA, 0xD9


def segments(data):
    """[(marker, data)] of a JPEG, the coded pixels left out."""
    assert data.startswith(b"\xff\xd8")
    position, found = 2, []
    while position < len(data):
        assert data[position] == 0xFF
        marker = data[position + 1]
        if marker == END:
            found.append((marker, data[position + 2 :]))
            return found
        (length,) = struct.unpack_from(">H", data, position + 2)
        found.append((marker, data[position + 4 : position + 2 + length]))
        position += 2 + length
        if marker == START_OF_SCAN:
            position = _end_of_scan(data, position)
    raise AssertionError("This JPEG has no end.")


def _end_of_scan(data, position):
    while data[position] != 0xFF or data[position + 1] in {0, *range(0xD0, 0xD8)}:
        position += 1 if data[position] != 0xFF else 2
    return position


def assert_bare(data):
    """There is nothing in this JPEG but what its pixels need, and JFIF's head without a thumbnail."""
    for marker, content in segments(data):
        if marker == APP0:
            assert content.startswith(b"JFIF\0")
            assert len(content) == 14
        elif marker == END:
            assert content == b""
        else:
            assert marker in ALLOWED | {START_OF_SCAN}, f"{marker:x}"
