"""Bounds on what is uploaded, kept while it arrives: what is too large is never stored.

A file over the limit is read past and dropped, so that the rest of the form (what was typed) still arrives
and the page can say one clear sentence; only what is absurdly large has its connection cut.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_TOTAL = 60 * MEGABYTE
MAX_READ = 200 * MEGABYTE
"""How much of one request is read past before the connection is given up."""

FILE_TOO_LARGE = _("Tệp lớn hơn 20 MB. Hãy chọn tệp nhỏ hơn, hoặc chụp lại ảnh ở cỡ vừa.")
ALL_TOO_LARGE = _("Các tệp gửi cùng lúc lớn hơn 60 MB. Hãy bỏ bớt tệp rồi gửi làm nhiều lần.")


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files and lets through only what is within the bounds."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.total = 0
        self.current = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins; what of the total is already spent stays spent."""
        super().new_file(*args, **kwargs)
        self.current = 0
        if self.total > MAX_TOTAL:
            self._refuse(ALL_TOO_LARGE)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count the chunk; pass it on only within the bounds."""
        self.current += len(raw_data)
        self.total += len(raw_data)
        if self.current > MAX_FILE:
            self._refuse(FILE_TOO_LARGE)
        if self.total > MAX_TOTAL:
            self._refuse(ALL_TOO_LARGE)
        return raw_data

    def file_complete(self, file_size: int) -> UploadedFile[bytes] | None:
        """The next handler keeps the file."""
        return None

    def _refuse(self, sentence: Promise) -> None:
        if self.request is not None:
            noted: dict[str, Promise] = self.request.__dict__.setdefault("upload_problems", {})
            noted.setdefault(self.field_name or "", sentence)
            announced = self.request.META.get("CONTENT_LENGTH") or "0"
            if announced.isdigit() and int(announced) > MAX_READ:
                raise StopUpload(connection_reset=True)
        raise SkipFile


def problems(request: HttpRequest) -> dict[str, Promise]:
    """Why files of this request were dropped: a sentence for each field. Read after `request.FILES`."""
    _ = request.FILES
    noted: dict[str, Promise] = request.__dict__.get("upload_problems", {})
    return noted
