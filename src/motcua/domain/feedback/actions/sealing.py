"""Moving what turns out to be a denunciation under seal: nothing readable stays behind."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db.transaction import atomic

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents import actions as documents
from motcua.domain.documents import queries as documents_asked
from motcua.domain.feedback.models import (
    Answer,
    Draft,
    Extension,
    Photo,
    Question,
    Report,
    SealedLetter,
    SenderLetter,
    Subscription,
    Verdict,
)
from motcua.domain.feedback.rules.sealing import marks, open_letter, seal_letter
from motcua.domain.feedback.states import Visibility
from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Task
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import Actor, System
from motcua.kernel.errors import NotFound
from motcua.kernel.later import defer
from motcua.kernel.worktime import Limit, due

END_OF_DAY = time(23, 59)
QUEUE = System("sealed-queue")
WIPED = {
    "sender": None,
    "helped_by": None,
    "about_matter": None,
    "about_official": None,
    "sender_name": "",
    "sender_phone": "",
    "sender_phone_index": "",
    "sender_email": "",
    "sender_address": "",
    "shows_sender": False,
    "content": "",
    "place_detail": "",
    "latitude": None,
    "longitude": None,
    "occurred_on": None,
    "written_at": None,
    "client_key": None,
    "reject_note": "",
    "public_text": "",
    "visibility": Visibility.PRIVATE,
    "published_at": None,
    "published_by": None,
}
"""What a report is left with: its code, and that it was passed on."""


def put_under_seal(
    code: str, channel: str, said: dict[str, Any], *, limit: str, now: datetime, client_key: str = ""
) -> SealedLetter:
    """A letter in the sealed queue, and the queue told that there is one."""
    calendar = agencies.working(agencies.calendar_coded(str(said.pop("calendar"))))
    letter = SealedLetter.objects.create(
        code=code,
        mark=marks(client_key)[0] if client_key else None,
        channel=channel,
        received_at=now,
        due_at=due(now, Limit.parse(limit), calendar, policy="end_of_day", cutoff=END_OF_DAY),
        letter=seal_letter(json.dumps(said, ensure_ascii=False, default=str)),
    )
    defer("reports.tell_sealed_queue", letter_id=letter.pk)
    return letter


@atomic
def add_to_sealed(
    code: str,
    content: str,
    channel: str,
    *,
    sender: dict[str, str],
    files: Sequence[tuple[str, bytes]] = (),
    by: Actor,
    now: datetime,
) -> SealedLetter:
    """Put what its author sends later into a letter that lies under seal: it goes the way the letter went.

    Raises:
        NotFound: no letter has this code, or it is closed.
    """
    letter = SealedLetter.objects.select_for_update().filter(code=code, closed_at__isnull=True).order_by("pk").first()
    if letter is None:
        raise NotFound("letter")
    said = json.loads(open_letter(bytes(letter.letter)))
    added = {
        "at": now.isoformat(),
        "channel": channel,
        "content": content,
        "sender": sender,
        "files": [(name, b64encode(bytes_).decode()) for name, bytes_ in files],
    }
    said["later"] = [*said.get("later", ()), added]
    letter.letter = seal_letter(json.dumps(said, ensure_ascii=False, default=str))
    letter.save(update_fields=["letter"])
    journal.record(
        "feedback.sealed_added", subject=("sealed_letter", letter.pk), by=QUEUE, at=now, facts={"channel": channel}
    )
    return letter


def move_under_seal(report: Report, *, limit: str, now: datetime) -> SealedLetter:
    """Everything readable of a report, sealed and wiped in one transaction; its files leave the store."""
    # Held: a copy that is being made at this moment is waited for, and goes too.
    held = Photo.objects.select_for_update(of=("self",)).filter(report=report)
    photos = list(held.select_related("file").order_by("pk"))
    letter = put_under_seal(
        str(report.matter.code),
        str(report.channel),
        _said(report, photos),
        limit=limit,
        now=now,
        client_key=report.client_key or "",
    )
    wipe(report, photos, now=now)
    return letter


def _said(report: Report, photos: Sequence[Photo]) -> dict[str, Any]:
    area, extended = report.matter.event_area, Extension.objects.filter(report=report).order_by("pk").first()
    return {
        "content": report.content,
        "sender": {
            "name": report.sender_name,
            "phone": report.sender_phone,
            "email": report.sender_email,
            "address": report.sender_address,
        },
        "place": {
            "area": area.code if area is not None else "",
            "detail": report.place_detail,
            "latitude": report.latitude,
            "longitude": report.longitude,
        },
        "occurred_on": report.occurred_on,
        "written_at": report.written_at,
        "files": [(each.file.name, b64encode(documents_asked.content_of(each.file)).decode()) for each in photos],
        "questions": [(each.text, each.answer) for each in Question.objects.filter(report=report).order_by("pk")],
        "answers": [each.what for each in Answer.objects.filter(report=report).order_by("pk")],
        "verdicts": [each.words for each in Verdict.objects.filter(report=report).order_by("pk") if each.words],
        "extension": extended.reason if extended is not None else "",
        "note": report.reject_note,
        "calendar": report.matter.calendar.code,
    }


def wipe(report: Report, photos: Sequence[Photo], *, now: datetime) -> None:
    """Leave nothing of a report that says who sent it or what they wrote, in whatever table it lay."""
    for each in photos:
        each.delete()
        for file_id in filter(None, (each.file_id, each.public_id, each.bare_id)):
            documents.erase(file_id, by=QUEUE, now=now)
    Subscription.objects.filter(report=report).delete()
    SenderLetter.objects.filter(report=report).delete()
    if report.client_key:
        # What the browser that sent it still held of its outcome; whoever sent it has the code.
        Draft.objects.filter(token=report.client_key.removeprefix("draft-")).delete()
    if report.sender_id is not None:
        notices.take_back(report.pk, report.sender_id, by=QUEUE, now=now)
        Task.objects.filter(matter_id=report.pk, closed_by_id=report.sender_id).update(closed_by=None)
    Question.objects.filter(report=report).update(text="", answer="")
    Answer.objects.filter(report=report).update(what="", who="", sent_back="", public_text="")
    Verdict.objects.filter(report=report).update(words="")
    Extension.objects.filter(report=report).update(reason="")
    Report.objects.filter(pk=report.pk).update(**WIPED)
