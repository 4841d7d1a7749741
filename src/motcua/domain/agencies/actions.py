"""Changing what is published of agencies, areas and calendars; each change is journalled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.agencies.models import Calendar, CalendarRevision
from motcua.domain.journal import actions as journal
from motcua.kernel.actors import Actor
from motcua.kernel.worktime import Calendar as WorkingCalendar


@atomic
def amend_calendar(code: str, body: Mapping[str, Any], *, by: Actor, now: datetime) -> Calendar:
    """Put a calendar in force, or a new revision of it; the same body again changes nothing.

    Due dates that lean on it are recomputed by `matters.actions.recompute`.

    Raises:
        Malformed: the body is no calendar.
    """
    WorkingCalendar.from_mapping(body)
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    kept = json.loads(text)
    calendar = Calendar.objects.select_for_update().filter(code=code).order_by("pk").first()
    if calendar is not None and calendar.digest == digest:
        return calendar
    if calendar is None:
        calendar = Calendar.objects.create(code=code, body=kept, digest=digest)
    else:
        calendar.revision += 1
        calendar.body, calendar.digest = kept, digest
        calendar.save(update_fields=["revision", "body", "digest"])
    CalendarRevision.objects.create(calendar=calendar, number=calendar.revision, body=kept, recorded_at=now)
    journal.record(
        "agencies.calendar_amended",
        subject=("calendar", calendar.pk),
        by=by,
        at=now,
        facts={"calendar": code, "revision": calendar.revision, "digest": digest},
    )
    return calendar
