"""The day at the hotline in figures: who was answered, how soon, and who was lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.hotline.models import Call, Callback, Operator
from motcua.domain.hotline.queries.knowing import terms
from motcua.domain.hotline.states import AgentState, CallState, Direction, Ending
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Shift:
    """A day at the hotline so far. Rates are whole percents, `None` where nothing was counted; seconds are means.

    Service level: answered within `within` seconds of all that were offered, without those who gave up at once.
    """

    offered: int
    answered: int
    lost: int
    short: int
    voicemail: int
    waiting: int
    longest_wait: int
    within: int
    service_level: int | None
    speed_of_answer: int | None
    handling: int | None
    operators: list[Operator]
    callbacks_open: int
    callbacks_late: int


def shift(official: Official, now: datetime) -> Shift:
    """The board of the day, for those who answer and those who lead them."""
    decided = terms()
    if official.agency_code != decided.get("agency"):
        raise NotFound("hotline")
    if not {Duty.OPERATOR, Duty.LEADER, Duty.DISPATCHER} & official.duties:
        raise NotFound("hotline")
    within = int(decided.get("answer_within", 20))
    day = _counted(localdate(now), within)
    waiting = list(Call.objects.filter(state=CallState.QUEUED).order_by("queued_at", "pk").values_list("queued_at"))
    first = waiting[0][0] if waiting else None
    open_ones = Callback.objects.filter(closed_at__isnull=True)
    return Shift(
        **day,
        within=within,
        waiting=len(waiting),
        longest_wait=max(int((now - first).total_seconds()), 0) if first else 0,
        operators=list(
            Operator.objects.exclude(state=AgentState.OFFLINE).select_related("account").order_by("extension", "pk")
        ),
        callbacks_open=open_ones.count(),
        callbacks_late=open_ones.filter(due_at__lt=now).count(),
    )


def _counted(day: date, within: int) -> dict[str, Any]:
    """Calls that came in on a day; a call that still waits is neither answered nor lost."""
    begins = datetime.combine(day, time.min, get_current_timezone())
    calls = Call.objects.filter(
        direction=Direction.IN, offered_at__gte=begins, offered_at__lt=begins + timedelta(days=1)
    )
    in_time = Q(answered_at__isnull=False, answered_at__lte=F("queued_at") + timedelta(seconds=within))
    found = calls.aggregate(
        offered=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        lost=Count("pk", filter=Q(ending=Ending.LOST)),
        short=Count("pk", filter=Q(ending=Ending.SHORT)),
        voicemail=Count("pk", filter=Q(ending=Ending.VOICEMAIL)),
        decided=Count("pk", filter=Q(answered_at__isnull=False) | Q(ending=Ending.LOST)),
        in_time=Count("pk", filter=in_time),
        speed=Avg(F("answered_at") - F("queued_at"), filter=Q(answered_at__isnull=False, queued_at__isnull=False)),
        handling=Avg(
            F("talk_seconds") + F("hold_seconds") + F("wrap_seconds"),
            filter=Q(answered_at__isnull=False, ended_at__isnull=False),
        ),
    )
    decided, soon, speed = found.pop("decided"), found.pop("in_time"), found.pop("speed")
    found["service_level"] = round(100 * soon / decided) if decided else None
    found["speed_of_answer"] = round(speed.total_seconds()) if speed is not None else None
    found["handling"] = round(found["handling"]) if found["handling"] is not None else None
    return found
