"""What may stand at /media/: the names, their types, how long an answer is kept; storing and deleting."""

import hashlib
import logging
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

logger = logging.getLogger(__name__)

TYPES = {"avif": "image/avif", "jpg": "image/jpeg", "png": "image/png"}
HASH_LENGTH = 16  # hexadecimal digits of a SHA-256, so that no two files of a folder are called the same
# A year. A name is made from what it names, or at random: other bytes get another name.
FOREVER = "public, max-age=31536000, immutable"


class MediaNameConverter:
    """A name that this project gave. Its one dot is that of its ending, and so it leads out of no folder."""

    regex = rf"(?:pictures|cards|photos)(?:/[A-Za-z0-9_-]{{1,100}}){{1,4}}\.(?:{'|'.join(TYPES)})"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


def content_type(name):
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def name_of(data, name):
    """`name` with the hash of `data`, as it is stored."""
    path = PurePosixPath(name)
    digest = hashlib.sha256(data).hexdigest()[:HASH_LENGTH]
    return str(path.with_name(f"{path.stem}-{digest}{path.suffix}"))


def store(data, name, storage=default_storage):
    """Put `data` into the storage under `name` and its hash, unless it is there, and return the whole name."""
    whole = name_of(data, name)
    if not storage.exists(whole):
        storage.save(whole, ContentFile(data))
    return whole


def delete_folder(folder, storage=default_storage):
    """Delete `folder` with all files in it; what cannot be deleted is a waste of space, and the log says of what."""
    try:
        for name in storage.listdir(folder)[1]:
            storage.delete(f"{folder}/{name}")
        storage.delete(folder)
    except FileNotFoundError:
        return
    except Exception:
        logger.exception("The folder %s could not be deleted.", folder)
