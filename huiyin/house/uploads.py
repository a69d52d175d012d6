"""Uploads too large for memory (大文件上传): spooled encrypted, and not at all beyond what any page takes.

Django's own handler for them writes what people hand in to the system's temporary folder in the clear.
"""

from __future__ import annotations

import io
from typing import IO, Any, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from huiyin.media.limits import OF_ANY
from huiyin.vault.spool import Spool


class SealedUploadHandler(FileUploadHandler):
    """Stands behind Django's handler for small requests, which keeps these in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._spool = Spool(settings.FILE_UPLOAD_TEMP_DIR)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Of a file that no page takes only the size is told, so that nobody fills the disk with it."""
        if start <= OF_ANY:
            self._spool.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        read = cast("IO[bytes]", io.BufferedReader(self._spool))
        return UploadedFile(read, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)

    def upload_interrupted(self) -> None:
        if hasattr(self, "_spool"):
            self._spool.close()
