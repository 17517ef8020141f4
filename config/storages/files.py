import os
import secrets
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class PublicFiles(FileSystemStorage):
    """Files are there whole or not at all: a full disk leaves no half a picture, to be kept for a year."""

    def _save(self, name, content):
        draft_name = f"{name}.{secrets.token_hex(8)}.part"
        draft = Path(self.path(draft_name))
        try:
            super()._save(draft_name, content)
            with draft.open("rb") as stream:
                os.fsync(stream.fileno())
            draft.rename(self.path(name))
        finally:
            draft.unlink(missing_ok=True)
        return name


class PrivateFiles(PublicFiles):
    # Without an address of its own Django would give it that of MEDIA_URL.
    def url(self, name):
        raise ValueError("A private file has no address: a view of its own shows it.")
