"""Writing a report a page at a time, and sending it once whatever is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.transaction import atomic

from motcua.domain.documents import actions as documents
from motcua.domain.documents import queries as documents_asked
from motcua.domain.feedback import queries
from motcua.domain.feedback.actions.filing import file_report
from motcua.domain.feedback.models import Draft, DraftPhoto
from motcua.domain.feedback.rules import drafts as rules
from motcua.domain.feedback.rules import voices
from motcua.domain.feedback.rules.envelopes import OF_THE_APP
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Actor
from motcua.kernel.codes import new_lookup_token
from motcua.kernel.errors import NotFound, Refused

SENT_IS_KEPT = timedelta(days=1)
UNSENT_IS_KEPT = timedelta(days=30)
AT_ONCE = 500
"""Drafts that one run of the job forgets."""


@dataclass(frozen=True)
class Outcome:
    """What whoever sent it is given: the code, and the secret of the page where it is followed; none under seal."""

    code: str
    token: str

    @property
    def sealed(self) -> bool:
        """Whether it went under seal."""
        return not self.token


def begin_draft(*, by: Actor, now: datetime, token: str = "") -> Draft:
    """An empty report, known to one browser by its secret."""
    found, _fresh = Draft.objects.get_or_create(
        token=token or new_lookup_token(), defaults={"body": rules.Written().body(), "updated_at": now}
    )
    return found


@atomic
def keep_draft(token: str, said: Mapping[str, Any], *, by: Actor, now: datetime) -> Draft:
    """Keep what was answered on one page, right or wrong.

    Raises:
        NotFound: there is no such draft.
        Refused: `report_sent` already.
    """
    draft = _unsent(token)
    draft.body = rules.Written.of({**draft.body, **said}).body()
    draft.updated_at = now
    draft.save(update_fields=["body", "updated_at"])
    return draft


@atomic
def add_draft_photo(token: str, name: str, content: bytes, *, by: Actor, now: datetime) -> DraftPhoto:
    """Put a picture with the report.

    Raises:
        Refused: `too_many_files`, and what `documents` refuses of a file.
    """
    draft = _unsent(token)
    most = queries.most_photos()
    if len(queries.photos_of_draft(draft)) >= most:
        raise Refused("too_many_files", most=most)
    file = documents.take_in(name, content, by=by, now=now)
    return DraftPhoto.objects.create(draft=draft, file=file, added_at=now)


@atomic
def add_draft_voice(token: str, name: str, content: bytes, *, by: Actor, now: datetime) -> DraftPhoto:
    """Put the voice note with the report: one, and not longer than the province takes.

    Raises:
        Refused: `sounds_not_taken`, `too_many_sounds`, and what `documents` refuses of a voice note.
    """
    draft = _unsent(token)
    longest = voices.ensure_taken(queries.terms(), queries.voices_of_draft(draft))
    file = documents.take_in_sound(name, content, longest, by=by, now=now)
    return DraftPhoto.objects.create(draft=draft, file=file, added_at=now)


@atomic
def remove_draft_photo(token: str, photo_id: int, *, by: Actor, now: datetime) -> None:
    """Take a picture, or the voice note, out again; once it is out, nothing happens."""
    draft = _unsent(token)
    for photo in DraftPhoto.objects.filter(draft=draft, pk=photo_id).select_related("file").order_by("pk"):
        _drop(photo, by, now)


@atomic
def send_draft(token: str, channel: Channel, *, by: Actor, now: datetime) -> Outcome:
    """File the report; pressed twice, it is the same one. Nothing of what was written stays in the draft.

    Raises:
        NotFound: there is no such draft, or no such category.
        Refused: what `file_report` refuses.
    """
    draft = _locked(token)
    if draft.outcome is not None:
        return Outcome(str(draft.outcome["code"]), str(draft.outcome["token"]))
    photos = list(DraftPhoto.objects.filter(draft=draft).select_related("file").order_by("pk"))
    files: list[tuple[str, bytes]] = []
    sounds: list[tuple[str, bytes]] = []
    for each in photos:
        kind = sounds if each.file.media_type.startswith(voices.SOUND) else files
        kind.append((each.file.name, documents_asked.content_of(each.file)))
    new = rules.as_report(
        rules.Written.of(draft.body), channel, files, f"draft-{token}", queries.terms(), sounds=sounds
    )
    filed = file_report(new, by=by, now=now)
    for each in photos:
        _drop(each, by, now)
    outcome = Outcome(filed.code, filed.report.matter.token if filed.report is not None else "")
    draft.body, draft.outcome = {}, {"code": outcome.code, "token": outcome.token}
    draft.sent_at = draft.updated_at = now
    draft.save(update_fields=["body", "outcome", "sent_at", "updated_at"])
    return outcome


@atomic
def discard_draft(token: str, *, by: Actor, now: datetime) -> None:
    """Throw away what was written."""
    _forget(_locked(token), by, now)


def forget_drafts(*, by: Actor, now: datetime) -> int:
    """Throw away what nobody came back for, and what was sent a day ago; how many."""
    sent = Draft.objects.filter(sent_at__lt=now - SENT_IS_KEPT).exclude(token__startswith=OF_THE_APP)
    left = Draft.objects.filter(updated_at__lt=now - UNSENT_IS_KEPT)
    forgotten = 0
    for old in (sent, left):
        for token in list(old.order_by("updated_at", "pk").values_list("token", flat=True)[:AT_ONCE]):
            with atomic():
                _forget(_locked(token), by, now)
            forgotten += 1
    return forgotten


def _locked(token: str) -> Draft:
    known = bool(token) and "\x00" not in token
    found = Draft.objects.select_for_update().filter(token=token).order_by("pk").first() if known else None
    if found is None:
        raise NotFound("draft")
    return found


def _unsent(token: str) -> Draft:
    draft = _locked(token)
    if draft.sent_at is not None:
        raise Refused("report_sent")
    return draft


def _forget(draft: Draft, by: Actor, now: datetime) -> None:
    for photo in DraftPhoto.objects.filter(draft=draft).order_by("pk"):
        _drop(photo, by, now)
    draft.delete()


def _drop(photo: DraftPhoto, by: Actor, now: datetime) -> None:
    photo.delete()
    documents.erase(photo.file_id, by=by, now=now)
