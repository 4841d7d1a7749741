"""Opening files again."""

from __future__ import annotations

from django.core.files.storage import default_storage

from motcua.domain.documents.models import File
from motcua.kernel.secrecy import unseal_bytes


def content_of(file: File) -> bytes:
    """The bytes that were handed in. Who may have them is decided by whoever fetched the file."""
    with default_storage.open(file.stored_name, "rb") as stored:
        return unseal_bytes(stored.read())
