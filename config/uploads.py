from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class LimitingUploadHandler(FileUploadHandler):
    """Passes on one byte more than UPLOAD_LIMIT of each file and drops the rest, so that none can fill the disk."""

    def receive_data_chunk(self, raw_data, start):
        return raw_data[: max(0, settings.UPLOAD_LIMIT + 1 - start)] or None

    def file_complete(self, file_size):
        """The file is made by a later handler."""
