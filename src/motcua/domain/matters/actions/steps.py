"""Playing a matter's route: opening it, completing a task, opening what follows.

These are joined by the kind's own action in one transaction: the kind applies the legal move that the
outcome names and writes the journal entry. What a step changes is gathered (`Step.writes`) and sent together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area, Calendar, without_searching
from motcua.domain.matters import queries, rules
from motcua.domain.matters.actions.succession import told_if_handed_on
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.domain.matters.states import HoldReason, Kind
from motcua.domain.routes import queries as routes
from motcua.domain.routes.models import RouteVersion
from motcua.kernel import codes
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.prepared import Blank, Prepared, Writes
from motcua.kernel.route import Advance, Marking, Route
from motcua.kernel.route import advance as play
from motcua.kernel.route import start as first_tokens
from motcua.kernel.worktime import add_working_minutes, worked


@dataclass(frozen=True)
class NewMatter:
    """What a matter is opened with."""

    kind: Kind
    title: str
    title_en: str
    topic: str
    lead_agency: Agency
    one_stop: Agency
    event_area: Area | None
    route: RouteVersion
    limit: str
    policy: str
    cutoff: time
    calendar: Calendar
    code: str = ""
    """The public code of what is received the moment it is sent; its clock starts then. Without one it is yet to be."""


@dataclass
class Step:
    """One completed task and what came of it, while the transaction is open."""

    matter: Matter
    route: Route
    task: Task
    outcome: str
    move: str | None
    opened: list[Task]
    ended: bool
    touched: set[str] = field(default_factory=set)
    writes: Writes = field(default_factory=Writes)

    @classmethod
    def outside_the_route(cls, matter: Matter, closed: list[Task], move: str) -> Step:
        """A move the applicant makes at any point: every open task is closed and no token is left."""
        route = routes.playable(matter.route)
        matter.marking = Marking().to_mapping()
        return cls(matter, route, closed[0], move, move, [], True, {"marking"})


def open_matter(new: NewMatter, *, by: Actor, now: datetime) -> Matter:
    """A matter with its codes, and the first task of its route open."""
    route = routes.playable(new.route)
    begun = first_tokens(route)
    matter = Matter(
        kind=new.kind,
        request_code=_free_request_code(),
        token=codes.new_lookup_token(),
        title=new.title,
        title_en=new.title_en,
        topic=new.topic,
        lead_agency=new.lead_agency,
        one_stop=new.one_stop,
        event_area=new.event_area,
        route=new.route,
        marking=begun.marking.to_mapping(),
        submitted_at=now,
        limit=new.limit,
        policy=new.policy,
        cutoff=new.cutoff,
        calendar=new.calendar,
        calendar_revision=new.calendar.revision,
    )
    if new.code:
        matter.code, matter.received_at, matter.counted_from = new.code, now, now
        matter.due_at = queries.due_at(matter, [])
    writes = Writes()
    writes.add([matter])
    writes.send()
    _open(matter, route, begun, now, writes)
    writes.send()
    return matter


_REQUESTED = Prepared(lambda: Matter.objects.only("pk").filter(request_code=Blank("code")))


def _free_request_code() -> str:
    code = codes.new_request_code()
    while _REQUESTED.first(code=code) is not None:
        code = codes.new_request_code()
    return code


AGENCIES = ("matter__one_stop", "agency")
NOT_NEEDED = [*(f"{agency}__calendar__body" for agency in AGENCIES), *without_searching(*AGENCIES)]
"""Calendars are built once a process, and no step searches or sorts."""


def to_take(*related: str, locked: Sequence[str] = (), without: Sequence[str] = ()) -> Prepared[Task]:
    """The query by which a kind takes a task: with its matter, and with what the kind itself hangs on that.

    `locked` names the kind's own rows that a step writes: joined without a lock they would be as old as the wait.
    """
    return Prepared(
        lambda: (
            # The matter first, as everywhere: whoever locks in another order waits for ever.
            Task.objects.select_for_update(of=("matter", "self", *locked))
            .select_related("matter__route", *(f"{agency}__calendar" for agency in AGENCIES), *locked, *related)
            .defer("matter__route__body", *NOT_NEEDED, *without)
            .filter(pk=Blank("task"), **{f"{row}__isnull": False for row in locked})
            .order_by("pk")
        )
    )


_BARE = to_take()


def take(task_id: int, *, by: Actor | None, query: Prepared[Task] = _BARE) -> Task:
    """The matter and its task, locked, after making sure that `by` may complete it.

    Without `by` whoever may is the kind's own rule: an office that closes a step standing at another.
    """
    # Asked again where nothing came: a wait for a hand-over ends with agencies that do not fit the joined ones.
    task = query.first(task=task_id) or query.first(task=task_id)
    if task is None:
        raise NotFound("task")
    _share(task)
    if by is not None:
        with told_if_handed_on(task, by):
            rules.ensure_may_complete(task, by)
    return task


def _share(task: Task) -> None:
    """The agency that leads, and the calendar the matter is counted by, are mostly those of the task's own desk."""
    matter = task.matter
    for agency in filter(None, (task.agency, matter.one_stop)):
        if agency.pk == matter.lead_agency_id:
            matter.lead_agency = agency
        if agency.calendar_id == matter.calendar_id:
            matter.calendar = agency.calendar


def advance(task: Task, outcome: str, *, by: Actor, now: datetime) -> Step:
    """Close the task with this outcome and open what the route says comes next; refused when it is closed."""
    rules.ensure_open(task)
    rules.ensure_running(task.matter)
    matter = task.matter
    route = routes.playable(matter.route)
    played = play(route, Marking.from_mapping(matter.marking), task.step, outcome)
    task.closed_at, task.outcome = now, outcome
    task.closed_by_id = by.account_id if isinstance(by, Citizen | Official) else None
    task.spent = worked(task.opened_at, now, _calendar_of(task, matter)) if now > task.opened_at else 0
    writes = Writes()
    writes.save(task, ["closed_at", "outcome", "closed_by", "spent"])
    if task.step in played.opened:
        writes.send()  # a step is open once: what leads back to itself closes first
    others = [step for step in played.closed if step != task.step]
    if others:
        Task.objects.filter(matter=matter, step__in=others, closed_at__isnull=True).update(
            closed_at=now, outcome="overtaken"
        )
    if waited := [step for step in played.closed if route[step].waits]:
        Hold.objects.filter(matter=matter, task__step__in=waited, ends_at__isnull=True).update(ends_at=now)
    opened = _open(matter, route, played, now, writes)
    matter.marking = played.marking.to_mapping()
    return Step(matter, route, task, outcome, played.move, opened, played.ended, {"marking"}, writes)


def step_back(matter: Matter, name: str, move: str, *, now: datetime) -> Step:
    """Open a step again that was over, instead of all that are open: what had come of it does not stand any more.

    The clock goes on as it was set; no outcome of the route leads here.
    """
    route = routes.playable(matter.route)
    Task.objects.filter(matter=matter, closed_at__isnull=True).update(closed_at=now, outcome="overtaken")
    Hold.objects.filter(matter=matter, task__isnull=False, ends_at__isnull=True).update(ends_at=now)
    writes = Writes()
    (opened,) = _open(matter, route, Advance(Marking(frozenset({name})), opened=(name,)), now, writes)
    matter.marking = Marking(frozenset({name})).to_mapping()
    return Step(matter, route, opened, "", move, [opened], False, {"marking"}, writes)


def settle(step: Step) -> None:
    """Write the tasks now, for whatever reads them before the step is over."""
    step.writes.send()


def keep(step: Step) -> Writes:
    """Everything about the step that is still to be written; the kind adds its own rows and sends it."""
    step.writes.save(step.matter, step.touched)
    return step.writes


def _open(matter: Matter, route: Route, played: Advance, now: datetime, writes: Writes) -> list[Task]:
    """Open the tasks that the play names, each at its desk; a waiting step opens its hold too."""
    tasks = []
    for name in played.opened:
        step = route[name]
        agency = _desk(matter, step.desk, localdate(now)) if not step.waits else None
        task = Task(
            matter=matter,
            step=name,
            title=step.title,
            title_en=step.title_en,
            agency=agency,
            duty=step.duty or "",
            topic=matter.topic,
            submitted_at=matter.submitted_at,
            opened_at=now,
            budget=step.budget or None,
        )
        if step.budget:
            task.due_at = add_working_minutes(now, step.budget, _calendar_of(task, matter))
        tasks.append(task)
    writes.add(tasks)
    if any(route[task.step].waits for task in tasks):
        writes.send()  # a hold names its task
    for task in tasks:
        waits = route[task.step].waits
        if waits:
            Hold.objects.create(matter=matter, task=task, reason=HoldReason(waits), starts_at=now)
    return tasks


def know_area(matter: Matter) -> Area | None:
    """The matter's area with those above it, fetched in one query when a step needs it."""
    if matter.event_area_id is not None and not Matter._meta.get_field("event_area").is_cached(matter):
        matter.event_area = Area.objects.select_related("parent__parent").get(pk=matter.event_area_id)
    return matter.event_area


def _desk(matter: Matter, desk: str, day: date) -> Agency:
    """The agency where a step of this matter stands: of one that has ended, whoever took over.

    Where nobody did, the work stays where it was, and the watchdog names it (`queries.stranded`).
    """
    if desk == "one_stop":
        return agencies.heir_of(matter.one_stop, day) or matter.one_stop
    if desk == "competent":
        return agencies.heir_of(matter.lead_agency, day) or matter.lead_agency
    kind, _, name = (part.strip() for part in desk.partition(":"))
    if kind == "agency":
        return agencies.agency_now(name, day)
    area = know_area(matter) if kind == "area" else None
    found = agencies.responsible(name, area, day) if area is not None else None
    if found is None:
        raise Refused("no_agency_for_step", desk=desk)
    return found


def _calendar_of(task: Task, matter: Matter) -> Any:
    return agencies.working(task.agency.calendar if task.agency is not None else matter.calendar)
