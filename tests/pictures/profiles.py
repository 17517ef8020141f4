"""ICC profiles made of numbers: two wide colour spaces, and one of printing inks."""

import struct

# The columns are the primaries, XYZ under D50: Adobe RGB (1998), annex C, and Apple's Display P3.
ADOBE = [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)]
DISPLAY_P3 = [(0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)]
D50 = (0.9642, 1.0, 0.8249)
NAME = b"SECRET-PROFILE"


def rgb_profile(primaries, gamma=2.2):
    tags = {b"rXYZ": _xyz(primaries[0]), b"gXYZ": _xyz(primaries[1]), b"bXYZ": _xyz(primaries[2])}
    return _profile(
        b"mntr", b"RGB ", b"XYZ ", tags | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), _curve(gamma))
    )


def grey_profile(gamma):
    return _profile(b"mntr", b"GRAY", b"XYZ ", {b"kTRC": _curve(gamma)})


def ink_profile(lab):
    """A CMYK profile in which cyan alone has the colour `lab`, paper is white, and all else black."""
    line = bytes(range(256))
    corners = [(100, 0, 0), *[(0, 0, 0)] * 7, lab, *[(0, 0, 0)] * 7]
    colours = b"".join(bytes(_lab8(corner)) for corner in corners)
    matrix = struct.pack(">9i", *(0x10000 if place % 4 == 0 else 0 for place in range(9)))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + matrix + line * 4 + colours + line * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", {b"A2B0": table})


def _lab8(lab):
    lightness, a, b = lab
    return round(lightness * 2.55), a + 128, b + 128


def _xyz(values):
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 0x10000) for value in values))


def _curve(gamma):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256)) + b"\0\0"


def _profile(device, colours, connection, tags):
    text = b"text\0\0\0\0" + NAME + b"\0"
    tags = {b"desc": _name(), b"cprt": text, b"wtpt": _xyz(D50)} | tags
    place, table, content = 128 + 4 + 12 * len(tags), b"", b""
    for name, tag in tags.items():
        padded = tag + b"\0" * (-len(tag) % 4)
        table += name + struct.pack(">II", place + len(content), len(tag))
        content += padded
    head = bytearray(128)
    struct.pack_into(
        ">I4sI4s4s4s", head, 0, place + len(content), b"lcms", 0x02400000, device, colours, connection
    )
    struct.pack_into(">4s", head, 36, b"acsp")
    struct.pack_into(">3i", head, 68, *(round(value * 0x10000) for value in D50))
    return bytes(head) + struct.pack(">I", len(tags)) + table + content


def _name():
    return b"desc\0\0\0\0" + struct.pack(">I", len(NAME) + 1) + NAME + b"\0" + b"\0" * 78
