"""Taking files in, checked by their content, sealed, stored under a name of our own; and erasing what nobody keeps."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.transaction import atomic, on_commit
from django.utils.timezone import localdate

from motcua.domain.documents import rules
from motcua.domain.documents.models import File
from motcua.domain.documents.queries import content_of
from motcua.domain.documents.rules.sounds import Longest, sound
from motcua.domain.documents.states import FileState
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import Refused
from motcua.kernel.prepared import Writes
from motcua.kernel.secrecy import seal_bytes
from motcua.kernel.text import clean_line


@atomic
def take_in(name: str, content: bytes, *, by: Actor, now: datetime) -> File:
    """Store a file that somebody hands in, or that an official adds to a dossier.

    The bytes are written before the row: a crash between the two leaves an unreadable orphan, never a row
    without its file.

    Raises:
        Refused: for what `rules.media_type` refuses, with the `name` of the file.
    """
    shown = _shown(name)
    try:
        kind = rules.media_type(content)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.details, "name": shown}) from None
    return _kept(shown, kind, content, by=by, now=now)


@atomic
def take_in_sound(name: str, content: bytes, longest: Longest, *, by: Actor, now: datetime) -> File:
    """Store a voice note that somebody hands in, without what their telephone wrote beside the sound.

    Raises:
        Refused: for what `rules.sounds.sound` refuses, with the `name` of the file.
    """
    shown = _shown(name)
    try:
        taken = sound(content, longest)
    except Refused as refusal:
        raise Refused(refusal.code, **{**refusal.details, "name": shown}) from None
    return _kept(shown, taken.kind, taken.content, by=by, now=now)


@atomic
def take_again(file: File, *, by: Actor, now: datetime) -> File:
    """The same file once more, for another matter; what was looked at once is not looked at again."""
    return _kept(file.name, file.media_type, content_of(file), by=by, now=now)


def _shown(name: str) -> str:
    return clean_line(name)[-120:] or "tep"


def _kept(shown: str, kind: str, content: bytes, *, by: Actor, now: datetime) -> File:
    place = f"uploads/{localdate(now):%Y/%m}/{secrets.token_hex(16)}.bin"
    stored = default_storage.save(place, ContentFile(seal_bytes(content)))
    file = File(
        owner_id=by.account_id if isinstance(by, Citizen | Official) else None,
        name=shown,
        media_type=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_name=stored,
        state=FileState.CLEAN,
        uploaded_at=now,
    )
    writes = Writes()
    writes.add([file])
    writes.send()
    return file


@atomic
def erase(file_id: int, *, by: Actor, now: datetime) -> bool:
    """Erase a file that belongs to nothing any more, row and bytes; whether it was still there.

    The row goes first, because it refuses to go while anything refers to it. Pressed again, it does nothing.
    """
    file = File.objects.select_for_update(of=("self",)).filter(pk=file_id).order_by("pk").first()
    if file is None:
        return False
    stored = file.stored_name
    file.delete()
    on_commit(partial(default_storage.delete, stored))  # what is rolled back keeps its bytes
    return True
