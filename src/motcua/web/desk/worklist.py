"""What waits for the official, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.domain.feedback.states import Urgency
from motcua.domain.worklist import queries
from motcua.domain.worklist.queries import Filter, Row
from motcua.web.desk import going, words
from motcua.web.desk.seat import DeskRequest, at_desk, page

PAGE_SIZE = 20
VIEWS = {"": _("Tất cả"), "chua-nhan": _("Chưa ai nhận"), "cua-toi": _("Tôi đang giữ")}

HELD: dict[str, Literal["", "free", "held"]] = {"": "", "chua-nhan": "free", "cua-toi": "held"}


@dataclass(frozen=True)
class Shown:
    """A row in words."""

    row: Row
    href: str
    of_report: bool
    of_petition: bool
    pressing: bool
    left: str
    urgency: str
    dossier_late: bool
    mine: bool


@require_safe
@at_desk
def worklist(request: DeskRequest) -> HttpResponse:
    """The list with its filters: all, free or mine, and one step of one procedure."""
    official, now = request.official, request.now
    groups = queries.groups(official, now)
    which = request.GET.get("xem", "")
    which = which if which in VIEWS else ""
    step = request.GET.get("buoc", "")
    known = {f"{group.topic}/{group.step}" for group in groups}
    step = step if step in known else ""
    topic, _slash, name = step.partition("/")
    wanted = Filter(HELD[which], topic, name)
    mine = {official.account_id, *official.stands_in_for}
    chosen = [group for group in groups if step in {"", f"{group.topic}/{group.step}"}]
    counts = {
        "": sum(group.count for group in chosen),
        "chua-nhan": sum(group.free for group in chosen),
        "cua-toi": sum(group.mine for group in chosen),
    }
    # The groups have counted it already; what stands on the page is fetched by its place.
    found = Paginator(range(counts[which]), PAGE_SIZE).get_page(request.GET.get("trang"))
    if found.number == 1:
        tasks = queries.first_waiting(official, wanted, PAGE_SIZE)
    else:
        begins = found.start_index() - 1
        tasks = list(queries.waiting_for(official, wanted)[begins : begins + PAGE_SIZE])
    rows = [_shown(row, mine, now) for row in queries.rows(tasks, now)]
    context = {
        "rows": rows,
        "found": found,
        "late": sum(group.late for group in groups),
        "views": [(key, text, counts[key], key == which) for key, text in VIEWS.items()],
        "which": which,
        "steps": groups,
        "step": step,
        "address": "?"
        + "".join(f"{urlencode({name: text})}&" for name, text in (("xem", which), ("buoc", step)) if text),
    }
    return page(request, "worklist", context)


def _shown(row: Row, mine: set[int], now: Any) -> Shown:
    matter = row.task.matter
    of_report = going.is_report(matter)
    return Shown(
        row=row,
        href=going.address_of(matter),
        of_report=of_report,
        of_petition=going.is_petition(matter),
        pressing=of_report and matter.report.urgency == Urgency.URGENT,
        left=words.left(row.left),
        urgency=words.urgency(row.left, row.task.budget),
        dossier_late=matter.due_at is not None and matter.finished_at is None and matter.due_at < now,
        mine=row.task.assignee_id in mine,
    )
