"""When somebody is called back: soon in working time, the next morning otherwise, three times at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from motcua.domain.hotline.models import Callback
from motcua.domain.hotline.states import ATTEMPTS
from motcua.kernel.errors import Refused
from motcua.kernel.worktime import Calendar, add_working_minutes


@dataclass(frozen=True)
class Slot:
    """Between which moments somebody is to be called."""

    opens_at: datetime
    due_at: datetime


def is_open(now: datetime, calendar: Calendar) -> bool:
    """Whether the desk works at this moment."""
    moment = calendar.moment(now)
    return any(opens <= moment.minute < closes for opens, closes in calendar.periods_of(moment.day))


def slot(now: datetime, calendar: Calendar, terms: Mapping[str, Any], wanted: datetime | None = None) -> Slot:
    """The slot of a callback: the hour asked for, else soon; what comes when the desk is closed waits for the morning.

    “By the hour of the next morning” is the rule of the terms (`next_morning_by`), counted on the next working day.
    """
    if wanted is not None:
        if wanted < now:
            raise Refused("slot_is_over")
        if not is_open(wanted, calendar):
            raise Refused("slot_outside_hours")
        return Slot(wanted, wanted + timedelta(minutes=int(terms.get("slot_minutes", 60))))
    opens = calendar.instant(calendar.next_working_minute(calendar.moment(now)))
    if is_open(now, calendar):
        return Slot(now, add_working_minutes(now, int(terms.get("call_back_within", 120)), calendar))
    hour, minute = (int(part) for part in str(terms.get("next_morning_by", "10:00")).split(":"))
    local = opens.astimezone(calendar.zone)
    morning = local.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if local.time() >= time(hour, minute):  # a desk that opens only later that day
        morning = local + timedelta(minutes=int(terms.get("slot_minutes", 60)))
    return Slot(opens, morning)


def next_try(now: datetime, calendar: Calendar, terms: Mapping[str, Any]) -> Slot:
    """When to try again after nobody answered."""
    again = add_working_minutes(now, int(terms.get("try_again_after", 30)), calendar)
    return Slot(again, add_working_minutes(again, int(terms.get("slot_minutes", 60)), calendar))


def ensure_dialling_hours(now: datetime, calendar: Calendar, terms: Mapping[str, Any]) -> None:
    """Nobody is called early in the morning or at night."""
    first, last = (time.fromisoformat(str(each)) for each in terms.get("dial_between", ("08:00", "20:00")))
    if not first <= now.astimezone(calendar.zone).time() < last:
        raise Refused("not_at_this_hour", first=f"{first:%H:%M}", last=f"{last:%H:%M}")


def ensure_slot_open(callback: Callback, now: datetime) -> None:
    """The hour somebody chose is kept."""
    if now < callback.opens_at:
        raise Refused("callback_not_yet")


def ensure_tries_left(callback: Callback) -> None:
    """Three times and no more."""
    if callback.attempts >= ATTEMPTS:
        raise Refused("callback_tried_enough")
