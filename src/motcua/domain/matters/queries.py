"""Reading matters: by code, with their tasks and holds, their explained date, and the watchdog of the orphans."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from motcua.domain.accounts.models import but_the_name
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Calendar, without_searching
from motcua.domain.matters.models import WITH, Hold, Matter, Task
from motcua.domain.matters.states import UNCOUNTED
from motcua.kernel import codes
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.worktime import Explanation, Limit, Span, due, explain

Language = Literal["vi", "en"]
MOST_COUNTED = 100_000


@dataclass(frozen=True)
class Orphan:
    """An open matter that nobody has to do anything about: a fault of the program, never normal."""

    matter_id: int
    code: str
    story: str


def with_code(typed: str) -> Matter:
    """The matter with this public code, request code or QR token, however it was typed."""
    code = codes.typed(typed)
    found = Matter.objects.select_related(*WITH).filter(Q(code=code) | Q(request_code=code)).order_by("pk").first()
    if found is None:
        raise NotFound("matter")
    return found


def with_token(token: str) -> Matter:
    """The matter whose QR code carries this secret."""
    found = Matter.objects.select_related(*WITH).filter(token=token).order_by("pk").first()
    if found is None:
        raise NotFound("matter")
    return found


_TASKS = Prepared(
    lambda: (
        Task.objects.filter(matter_id=Blank("matter"))
        .select_related("agency", "assignee", "closed_by")
        .defer(*without_searching("agency"), *but_the_name("assignee"), *but_the_name("closed_by"))
        .order_by("opened_at", "pk")
    )
)


def tasks_of(matter_id: int) -> list[Task]:
    """Every task of a matter, in the order they were opened."""
    return _TASKS.all(matter=matter_id)


_HOLDS = Prepared(lambda: Hold.objects.filter(matter_id=Blank("matter")).order_by("starts_at", "pk"))


def holds_of(matter_id: int) -> list[Hold]:
    """The holds of a matter, in order."""
    return _HOLDS.all(matter=matter_id)


def spans(holds: list[Hold]) -> list[Span]:
    """The ended holds as times that the clock leaves out; an open one has not moved the date yet, some never do."""
    return [
        Span(hold.starts_at, hold.ends_at)
        for hold in holds
        if hold.ends_at is not None and hold.ends_at > hold.starts_at and hold.reason not in UNCOUNTED
    ]


def due_at(matter: Matter, holds: list[Hold]) -> datetime:
    """By when the matter is owed, counted anew from its own facts."""
    return due(matter.counted_from or matter.submitted_at, *_terms(matter), **_policy(matter), holds=spans(holds))


def explained(matter: Matter, holds: list[Hold], language: Language) -> Explanation:
    """The due date as dated sentences that anybody can follow; each hold is called by its reason."""
    reckoned = explain(
        matter.counted_from or matter.submitted_at,
        *_terms(matter),
        **_policy(matter),
        holds=spans(holds),
        language=language,
    )
    since = matter.counted_from or matter.submitted_at
    with translation.override(language):
        told = [hold for hold in holds if hold.reason not in UNCOUNTED]
        reasons = [_reason_of(hold, matter) for hold in told if hold.ends_at is None or hold.ends_at > since]
    return replace(reckoned, sentences=(*reckoned.sentences[:-1], *reasons, reckoned.sentences[-1]))


def _reason_of(hold: Hold, matter: Matter) -> str:
    """Since when and why the clock rested, or rests."""
    zone = agencies.working(matter.calendar).zone
    words = {
        "reason": hold.get_reason_display(),
        "begins": f"{hold.starts_at.astimezone(zone):%H:%M %d/%m/%Y}",
    }
    if hold.ends_at is None:
        return _("Đang tạm dừng từ %(begins)s: %(reason)s. Ngày hẹn sẽ lùi lại bằng thời gian tạm dừng.") % words
    return _("Lý do tạm dừng từ %(begins)s: %(reason)s.") % words


def promised(matter: Matter, received_at: datetime) -> datetime:
    """The due date if the matter were received at that moment."""
    return due(received_at, *_terms(matter), **_policy(matter))


def orphans() -> list[Orphan]:
    """Open matters without an open task or an open hold; the list is empty or something is broken."""
    task = Task.objects.filter(matter=OuterRef("pk"), closed_at__isnull=True)
    hold = Hold.objects.filter(matter=OuterRef("pk"), ends_at__isnull=True)
    lost = Matter.objects.filter(~Exists(task), ~Exists(hold), closed_at__isnull=True).order_by("pk")
    return [
        Orphan(
            matter.pk,
            str(matter),
            f"Vụ việc {matter} đang mở nhưng không có bước nào đang làm hoặc đang chờ.",
        )
        for matter in lost
    ]


def to_hand_on(gone: Collection[int], most: int) -> list[int]:
    """Open matters that lean on one of these agencies, which have ended; `most` of them, the oldest first."""
    open_matters = Matter.objects.filter(closed_at__isnull=True).order_by().values_list("pk", flat=True)
    at_task = (
        Task.objects.filter(closed_at__isnull=True, agency__in=gone).order_by().values_list("matter_id", flat=True)
    )
    found = open_matters.filter(lead_agency__in=gone).union(open_matters.filter(one_stop__in=gone), at_task)
    return sorted(found.order_by("pk")[:most]) if gone else []


@dataclass(frozen=True)
class Stranded:
    """Open work at an agency that has ended and that nobody took over from."""

    agency: Agency
    matters: int
    story: str


def stranded(day: date) -> list[Stranded]:
    """Agencies that are over by `day`, without an heir, with work that is open; empty, or somebody must be named."""
    heirs = agencies.heirs(day)
    found = []
    for agency in agencies.ended_by(day):
        count = len(to_hand_on([agency.pk], MOST_COUNTED)) if agency.pk not in heirs else 0
        if count:
            english = (translation.get_language() or "vi").startswith("en")
            name = (agency.name_en if english else "") or agency.name
            words = {"agency": name, "day": f"{agency.valid_to:%d/%m/%Y}", "count": count}
            story = (
                _("%(agency)s đã kết thúc ngày %(day)s mà chưa có cơ quan tiếp nhận: %(count)d hồ sơ đang mở.") % words
            )
            found.append(Stranded(agency, count, story))
    return found


def any_matter() -> bool:
    """Whether anything was ever asked of this installation."""
    return Matter.objects.exists()


def recounted(calendar: Calendar, old: datetime, new: datetime | None) -> dict[str, object]:
    """The facts of a moment that was counted again by an amended calendar (`states.RECOUNTED`)."""
    return {"calendar": calendar.code, "revision": calendar.revision, "old_due": old, "new_due": new}


def leaning_on(calendar_id: int) -> QuerySet[Matter]:
    """Open matters whose due date leans on this calendar."""
    return Matter.objects.filter(calendar_id=calendar_id, closed_at__isnull=True, received_at__isnull=False).order_by(
        "pk"
    )


def _terms(matter: Matter) -> tuple[Limit, Any]:
    return Limit.parse(matter.limit), agencies.working(matter.calendar)


def _policy(matter: Matter) -> dict[str, Any]:
    return {"policy": matter.policy, "cutoff": matter.cutoff}
