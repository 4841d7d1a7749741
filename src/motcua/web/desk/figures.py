"""The unit's numbers today, as big figures and a table with a bar for each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.domain.figures import queries as figured
from motcua.domain.worklist import queries as worklist
from motcua.domain.worklist.queries import StepLoad
from motcua.web.desk.seat import DeskRequest, at_desk, page

DONE_TODAY = {
    "submitted": _("Nộp đến trong ngày"),
    "accepted": _("Đã tiếp nhận"),
    "supplement_asked": _("Yêu cầu bổ sung"),
    "rejected": _("Không tiếp nhận"),
    "finished": _("Có kết quả"),
    "handed_over": _("Đã trả kết quả"),
}
BAR_WIDTH = 440


@dataclass(frozen=True)
class Bar:
    """One bar of the chart, in pixels: what is on time, then what is late."""

    title: str
    open: int
    on_time: int
    late: int
    on_time_width: int
    late_width: int


@require_safe
@at_desk
def figures(request: DeskRequest) -> HttpResponse:
    """What the agency has before it, and what its one-stop unit did today."""
    today = localdate(request.now)
    load = worklist.load(request.official.agency_id, request.now)
    counted = figured.of_the_day(request.official.agency_code, today)
    context = {
        "load": load,
        "bars": _bars(load.steps),
        "bar_width": BAR_WIDTH,
        "today": today,
        "done": [(text, counted[name]) for name, text in DONE_TODAY.items()] if any(counted.values()) else [],
        "finished_late": counted["late"],
    }
    return page(request, "figures", context)


def _bars(steps: Sequence[StepLoad]) -> list[Bar]:
    """The longest bar fills the width; a single task is never too thin to be seen."""
    most = max((step.open for step in steps), default=0)
    english = (get_language() or "vi").startswith("en")
    bars = []
    for step in steps:
        late, on_time = (round(BAR_WIDTH * part / most) for part in (step.late, step.open - step.late))
        bars.append(
            Bar(
                title=(english and step.title_en) or step.title,
                open=step.open,
                on_time=step.open - step.late,
                late=step.late,
                on_time_width=on_time,
                late_width=late,
            )
        )
    return bars
