"""Keeps what is too large out of memory and off the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from articles.imaging import LARGEST_FILE

# Beside the largest file, a picture, a form posts a few fields and the scan of a signed consent.
_ROOM_FOR_FIELDS = 12 * 1024 * 1024


class SkipLargeFiles(FileUploadHandler):
    """First in `FILE_UPLOAD_HANDLERS`: reads a file of a too large request to its end and keeps none of it.

    The form sees no file and says why, from the length of the request; the browser gets its answer instead of a broken
    connection.
    """

    is_too_large = False

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        content_length = args[2]
        self.is_too_large = content_length > self._largest() + _ROOM_FOR_FIELDS

    def _largest(self) -> int:
        """Files of references are kept on the disk while they come in, so they may be larger than a picture."""
        match = self.request.resolver_match if self.request is not None else None
        limits = {
            "desk:references_import": settings.REFERENCES_LARGEST_FILE,
            "desk:moving_in": settings.MOVING_IN_LARGEST_FILE,
            "desk:reference_file_add": settings.FULL_TEXTS_LARGEST_FILE,
        }
        return int(limits.get(match.view_name if match is not None else "", LARGEST_FILE))

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if self.is_too_large:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
