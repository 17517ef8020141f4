"""What cameras and programs write into a picture: each piece holds a word that must not come out again."""

from io import BytesIO

from PIL import ExifTags, Image, PngImagePlugin

from tests.pictures.making import jpeg, segment
from tests.pictures.profiles import NAME

GPS, XMP, IPTC = b"SECRET-GPS", b"SECRET-XMP", b"SECRET-IPTC"
COMMENT, THUMBNAIL, TEXT, TRAILER = b"SECRET-COMMENT", b"SECRET-THUMBNAIL", b"SECRET-TEXT", b"SECRET-TRAILER"
METADATA = [GPS, XMP, IPTC, COMMENT, THUMBNAIL, TEXT, TRAILER, NAME]


def exif(orientation=None):
    """EXIF with a place on earth, as the formats other than JPEG keep it too."""
    tags = Image.Exif()
    tags[ExifTags.Base.ImageDescription] = GPS.decode()
    if orientation:
        tags[ExifTags.Base.Orientation] = orientation
    place = tags.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (52.0, 31.0, 12.0)
    place[ExifTags.GPS.GPSAreaInformation] = GPS
    return tags.tobytes()


def xmp():
    return b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="' + XMP + b'"/></x:xmpmeta>'


def iptc():
    """APP13 as Photoshop writes it: one resource, IPTC's, with the name of a city."""
    record = b"\x1c\x02\x5a" + len(IPTC).to_bytes(2, "big") + IPTC
    resource = b"8BIM\x04\x04\0\0" + len(record).to_bytes(4, "big") + record + b"\0" * (len(record) % 2)
    return segment(0xED, b"Photoshop 3.0\0" + resource)


def thumbnail():
    """APP1 with a small JPEG in EXIF's second directory."""
    small = jpeg(Image.new("RGB", (8, 8)), comment=THUMBNAIL)
    offset = 8 + 2 + 4 + 2 + 24 + 4
    entries = [(0x0201, 4, offset), (0x0202, 4, len(small))]
    second = b"".join(
        tag.to_bytes(2) + kind.to_bytes(2) + (1).to_bytes(4) + value.to_bytes(4)
        for tag, kind, value in entries
    )
    head = b"MM\0*\0\0\0\x08" + b"\0\0" + (14).to_bytes(4) + b"\0\x02" + second + b"\0" * 4
    return segment(0xE1, b"Exif\0\0" + head + small)


def texts():
    """tEXt, zTXt and iTXt of a PNG."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", TEXT.decode())
    info.add_text("Comment", TEXT.decode(), zip=True)
    info.add_itxt("Title", TEXT.decode())
    return info


def samsung_trailer():
    """What phones of Samsung write behind the end: a block, its directory, SEFT."""
    block = b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data" + TRAILER
    directory = BytesIO()
    directory.write(b"SEFH" + (106).to_bytes(4, "little") + (1).to_bytes(4, "little") + b"\0\0\x01\x0a")
    directory.write(len(block).to_bytes(4, "little") * 2)
    length = len(directory.getvalue())
    return block + directory.getvalue() + length.to_bytes(4, "little") + b"SEFT"
