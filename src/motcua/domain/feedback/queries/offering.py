"""What an official may do with a report now: the buttons of its open steps, and decisions beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency, on
from motcua.domain.feedback.models import Extension, Report
from motcua.domain.feedback.queries.desk import coordinates
from motcua.domain.feedback.queries.reading import seen_by
from motcua.domain.feedback.queries.steps import Choice, choices, open_tasks
from motcua.domain.feedback.states import UNFIT, WORKFLOW, State, Visibility
from motcua.domain.matters.models import Task
from motcua.domain.matters.rules import ensure_may_complete
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

EXTENDABLE = frozenset({State.FORWARDED, State.ACCEPTED, State.REOPENED, State.ANSWER_DRAFTED})
BY_TELEPHONE = frozenset({"reply"})
"""Of a sender's waiting step, what a coordinator may write down for them."""
Units = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Under each area its agencies: code and name."""


@dataclass(frozen=True)
class Waiting:
    """An open step with the outcomes this official may press, or the code of why there is none."""

    task: Task
    choices: list[Choice]
    not_because: str


def desk_view(report: Report, official: Official) -> list[Waiting]:
    """Every open step with what the workflow and the rules both allow this official."""
    shown = []
    for task in open_tasks(report.pk):
        if task.agency_id is None:
            shown.append(Waiting(task, _legal(task, report, official), ""))
            continue
        try:
            ensure_may_complete(task, official)
        except (Refused, NotFound) as no:
            shown.append(Waiting(task, [], no.code if isinstance(no, Refused) else "other_agency"))
        else:
            shown.append(Waiting(task, _legal(task, report, official), ""))
    return shown


def choice(task_id: int, outcome: str, official: Official) -> tuple[Report, Choice]:
    """One button that the official may press, with the report it is about.

    Raises:
        NotFound: there is no such step for this official.
        Refused: it is done already, a colleague's, or the outcome is not legal now.
    """
    task = Task.objects.filter(pk=task_id).select_related("matter__route", "agency", "assignee").order_by("pk").first()
    report = seen_by(official).defer(None).filter(pk=task.matter_id).first() if task is not None else None
    if task is None or report is None or (task.agency_id is None and not _listens(report, official)):
        raise NotFound("task")
    ensure_may_complete(task, official)
    if task.closed_at is not None:
        raise Refused("task_closed", closed_by=task.closed_by_id, outcome=task.outcome, at=task.closed_at)
    found = next((each for each in _legal(task, report, official) if each.outcome == outcome), None)
    if found is None:
        raise Refused("illegal_move", move=outcome, state=report.state)
    return report, found


def deeds_open_to(official: Official, report: Report, now: datetime) -> frozenset[str]:
    """Decisions beside the route: `seal`, `split`, `extend`, `publish`, `keep_private`."""
    open_to, matter = set(), report.matter
    works = official.agency_id == matter.lead_agency_id and bool({Duty.SPECIALIST, Duty.LEADER} & official.duties)
    if "seal" in WORKFLOW.moves_from(report.state) and (works or coordinates(report, official)):
        open_to.add("seal")
    if (
        official.agency_id == matter.lead_agency_id
        and Duty.LEADER in official.duties
        and report.state in EXTENDABLE
        and matter.due_at is not None
        and now < matter.due_at
        and not Extension.objects.filter(report=report).exists()
    ):
        open_to.add("extend")
    if coordinates(report, official):
        if report.closed_at is None:
            open_to.add("split")
        if report.category.body.get("publishable", False) and report.state not in UNFIT:
            open_to.add("publish")
        if report.visibility != Visibility.PRIVATE and report.state not in UNFIT:
            open_to.add("keep_private")
    return frozenset(open_to)


def units(official: Official, day: date) -> Units:
    """Every agency a dispatcher may send a report to, under the area it works for: one query.

    Raises:
        NotFound: the official sends nothing anywhere.
    """
    if Duty.DISPATCHER not in official.duties:
        raise NotFound("units")
    under: dict[str, list[tuple[str, str]]] = {}
    rows = Agency.objects.filter(on(day)).order_by("area__kind", "area__name", "sort_key", "code", "pk")
    for code, name, area in rows.values_list("code", "name", "area__name"):
        under.setdefault(area or "", []).append((code, name))
    return tuple((area, tuple(found)) for area, found in under.items())


def _legal(task: Task, report: Report, official: Official) -> list[Choice]:
    moves = WORKFLOW.moves_from(report.state)
    found = [each for each in choices(task) if each.move in moves]
    if task.agency_id is None:
        return [each for each in found if each.move in BY_TELEPHONE] if _listens(report, official) else []
    return [each for each in found if not (each.move == "give_back" and report.binding)]


def _listens(report: Report, official: Official) -> bool:
    at_the_centre = report.matter.one_stop_id == official.agency_id
    return at_the_centre and bool({Duty.DISPATCHER, Duty.OPERATOR} & official.duties)
