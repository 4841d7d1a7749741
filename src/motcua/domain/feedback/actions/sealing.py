"""Moving what turns out to be a denunciation under seal: nothing readable stays behind."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import datetime, time
from typing import Any

from motcua.domain.agencies import queries as agencies
from motcua.domain.documents import actions as documents
from motcua.domain.documents import queries as documents_asked
from motcua.domain.feedback.models import (
    Answer,
    Draft,
    Photo,
    Question,
    Report,
    SealedLetter,
    SenderLetter,
    Subscription,
)
from motcua.domain.feedback.rules.sealing import seal_letter
from motcua.domain.feedback.states import Visibility
from motcua.kernel.actors import System
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
    "content": "",
    "place_detail": "",
    "latitude": None,
    "longitude": None,
    "client_key": None,
    "public_text": "",
    "visibility": Visibility.PRIVATE,
    "published_at": None,
    "published_by": None,
}
"""What a report is left with: its code, and that it was passed on."""


def put_under_seal(code: str, channel: str, said: dict[str, Any], *, limit: str, now: datetime) -> SealedLetter:
    """A letter in the sealed queue, and the queue told that there is one."""
    calendar = agencies.working(agencies.calendar_coded(str(said.pop("calendar"))))
    letter = SealedLetter.objects.create(
        code=code,
        channel=channel,
        received_at=now,
        due_at=due(now, Limit.parse(limit), calendar, policy="end_of_day", cutoff=END_OF_DAY),
        letter=seal_letter(json.dumps(said, ensure_ascii=False, default=str)),
    )
    defer("reports.tell_sealed_queue", letter_id=letter.pk)
    return letter


def move_under_seal(report: Report, *, limit: str, now: datetime) -> SealedLetter:
    """Everything readable of a report, sealed and wiped in one transaction; its files leave the store."""
    photos = list(Photo.objects.filter(report=report).select_related("file", "public").order_by("pk"))
    files = [(each.file.name, b64encode(documents_asked.content_of(each.file)).decode()) for each in photos]
    said: dict[str, Any] = {
        "content": report.content,
        "sender": {
            "name": report.sender_name,
            "phone": report.sender_phone,
            "email": report.sender_email,
            "address": report.sender_address,
        },
        "place": {"detail": report.place_detail, "latitude": report.latitude, "longitude": report.longitude},
        "files": files,
        "questions": [(each.text, each.answer) for each in Question.objects.filter(report=report).order_by("pk")],
        "answers": [each.what for each in Answer.objects.filter(report=report).order_by("pk")],
        "calendar": report.matter.calendar.code,
    }
    letter = put_under_seal(str(report.matter.code), str(report.channel), said, limit=limit, now=now)
    for each in photos:
        each.delete()
        documents.erase(each.file_id, by=QUEUE, now=now)
        if each.public_id is not None:
            documents.erase(each.public_id, by=QUEUE, now=now)
    Subscription.objects.filter(report=report).delete()
    SenderLetter.objects.filter(report=report).delete()
    if report.client_key:
        # What the browser that sent it still held of its outcome; whoever sent it has the code.
        Draft.objects.filter(token=report.client_key.removeprefix("draft-")).delete()
    Question.objects.filter(report=report).update(text="", answer="")
    Answer.objects.filter(report=report).update(what="", who="", sent_back="", public_text="")
    Report.objects.filter(pk=report.pk).update(**WIPED)
    return letter
