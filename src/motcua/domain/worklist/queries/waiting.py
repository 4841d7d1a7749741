"""Everything that waits for one official, the most urgent first, counted in working time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.accounts.models import Post, but_the_name
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import without_searching
from motcua.domain.feedback.models import Report
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.prepared import Blank, Prepared
from motcua.kernel.worktime import worked

OF_REPORTS = tuple(
    f"matter__report__{field.name}" for field in Report._meta.concrete_fields if field.name not in {"matter", "urgency"}
)
"""What a list leaves out of a report: everything but that it is one, and whether it is urgent."""


@dataclass(frozen=True)
class Row:
    """One task on the list; `left` is working minutes until it is due, negative when it is late."""

    task: Task
    left: int | None


@dataclass(frozen=True)
class Group:
    """The tasks of one step of one topic (a procedure) on the official's list, counted."""

    topic: str
    step: str
    title: str
    title_en: str
    procedure: str
    procedure_en: str
    count: int
    free: int
    mine: int
    late: int


@dataclass(frozen=True)
class StepLoad:
    """The open tasks of one step at an agency, whoever has them."""

    title: str
    title_en: str
    open: int
    late: int
    free: int


@dataclass(frozen=True)
class AgencyLoad:
    """What an agency has before it now and has done today, in tasks."""

    steps: tuple[StepLoad, ...]
    due_today: int
    done_today: int

    @property
    def open(self) -> int:
        """Every open task."""
        return sum(step.open for step in self.steps)

    @property
    def late(self) -> int:
        """Those whose own time is over."""
        return sum(step.late for step in self.steps)


_COUNTED = """
    WITH counted AS (
        SELECT topic, step, count(*) AS n,
               count(*) FILTER (WHERE assignee_id IS NULL) AS free,
               count(*) FILTER (WHERE assignee_id IS NOT NULL) AS mine,
               count(*) FILTER (WHERE due_at < %s) AS late,
               max(id) AS example
          FROM matters_task
         WHERE agency_id = %s AND duty = ANY(%s) AND closed_at IS NULL
           AND (assignee_id IS NULL OR assignee_id = ANY(%s))
           AND id <> ALL (ARRAY(SELECT about.id FROM feedback_report AS report
                                  JOIN matters_task AS about ON about.matter_id = report.matter_id
                                 WHERE {hidden} AND about.closed_at IS NULL))
         GROUP BY topic, step)
    SELECT counted.topic, counted.step, task.title, task.title_en, matter.title, matter.title_en, n, free, mine, late
      FROM counted
      JOIN matters_task AS task ON task.id = counted.example
      JOIN matters_matter AS matter ON matter.id = task.matter_id
"""

_ABOUT_ME = "report.about_official_id = %s"
_ABOUT_US = """report.about_official_id IS NOT NULL AND (report.about_official_id = %s OR EXISTS (
                       SELECT FROM accounts_post AS post
                        WHERE post.account_id = report.about_official_id AND post.agency_id = %s))"""


def groups(official: Official, now: datetime) -> list[Group]:
    """What waits for the official, counted by procedure and step from the index, named after one task of each.

    In SQL's own words: every page of every desk pays for it, and the ORM needs two queries for as much. A report
    about the official is on no list of theirs, nor on that of who leads a unit where the official serves or served.
    """
    mine = [official.account_id, *official.stands_in_for]
    leads = Duty.LEADER in official.duties
    counted = _COUNTED.format(hidden=_ABOUT_US if leads else _ABOUT_ME)
    hidden = [official.account_id, official.agency_id] if leads else [official.account_id]
    with connection.cursor() as cursor:
        cursor.execute(counted, [now, official.agency_id, sorted(official.duties), mine, *hidden])
        found = [Group(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda group: (group.procedure, group.title, group.topic, group.step))


def load(agency_id: int, now: datetime) -> AgencyLoad:
    """The agency's open tasks by step, those due today and those done today: three queries, each by its index."""
    day = localdate(now)
    at_agency = Task.objects.filter(agency_id=agency_id)
    steps = (
        at_agency.filter(closed_at__isnull=True)
        .order_by("title")
        .values_list("title", "title_en")
        .annotate(
            n=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            free=Count("pk", filter=Q(assignee__isnull=True)),
        )
    )
    begins = datetime.combine(day, time.min, get_current_timezone())
    ends = begins + timedelta(days=1)
    due = at_agency.filter(closed_at__isnull=True, due_at__gte=begins, due_at__lt=ends).count()
    done = at_agency.filter(closed_at__gte=begins, closed_at__lt=ends).count()
    return AgencyLoad(tuple(StepLoad(*row) for row in steps), due, done)


@dataclass(frozen=True)
class Filter:
    """Which of the waiting tasks: all, the free or the held ones; of one step of one topic."""

    held: Literal["", "free", "held"] = ""
    topic: str = ""
    step: str = ""


ALL = Filter()


def waiting_for(official: Official, wanted: Filter = ALL) -> QuerySet[Task]:
    """Open tasks of the official's agency and duties that are free, theirs, or those of whom they stand in for."""
    mine = [official.account_id, *official.stands_in_for]
    duties = sorted(official.duties)
    leads = Duty.LEADER in official.duties
    asked = (wanted.held, wanted.topic, wanted.step)
    return _waiting(official.agency_id, official.account_id, duties, mine, *asked, leads=leads)


def first_waiting(official: Official, wanted: Filter, count: int) -> list[Task]:
    """The most urgent of them: what nearly everybody looks at, by a query that is compiled once."""
    duties, mine = sorted(official.duties), [official.account_id, *official.stands_in_for]
    values: dict[str, object] = {"agency": official.agency_id, "topic": wanted.topic, "step": wanted.step}
    values["official"] = official.account_id
    values |= {f"duty{place}": duty for place, duty in enumerate(duties)}
    values |= {f"mine{place}": account for place, account in enumerate(mine)}
    leads = Duty.LEADER in official.duties
    return _first(len(duties), len(mine), wanted.held, bool(wanted.topic), count, leads=leads).all(**values)


@lru_cache(maxsize=256)
def _first(duties: int, mine: int, held: str, of_topic: bool, count: int, *, leads: bool) -> Prepared[Task]:
    return Prepared(
        lambda: _waiting(
            Blank("agency"),
            Blank("official"),
            [Blank(f"duty{place}") for place in range(duties)],
            [Blank(f"mine{place}") for place in range(mine)],
            held,
            Blank("topic") if of_topic else "",
            Blank("step") if of_topic else "",
            leads=leads,
        )[:count]
    )


def _waiting(  # noqa: PLR0917  # as many as there are columns
    agency: Any,
    official: Any,
    duties: Sequence[Any],
    mine: Sequence[Any],
    held: str,
    topic: Any,
    step: Any,
    *,
    leads: bool,
) -> QuerySet[Task]:
    # Whoever's list it is sees only free tasks and their own: what is not free is theirs.
    free, own = Q(assignee__isnull=True), Q(assignee__id__in=mine)
    tasks = Task.objects.filter(
        {"free": free, "held": own}.get(held, free | own), agency_id=agency, duty__in=duties, closed_at__isnull=True
    )
    if topic:
        tasks = tasks.filter(topic=topic, step=step)
    return (
        tasks.exclude(about(official, agency, leads=leads))
        .select_related("matter__dossier", "matter__report", "matter__event_area", "assignee", "agency__calendar")
        .defer(*OF_REPORTS, "agency__calendar__body", *without_searching("agency", "matter__event_area"))
        .defer(*but_the_name("assignee"))
        .order_by("due_at", "id")
    )


def about(official: Any, agency: Any, *, leads: bool, matter: str = "matter") -> Q:
    """Reports that an official must not meet (docs/law/feedback.md): about themselves, or about who serves or served
    at the agency that they lead. `matter` is the way from the row to its matter; `pk` where the row is one.
    """
    hidden = Report.objects.filter(about_official__isnull=False, matter=OuterRef(matter))
    theirs = Q(about_official__id=official)
    if leads:
        theirs |= Q(Exists(Post.objects.filter(account=OuterRef("about_official"), agency__id=agency)))
    return Q(Exists(hidden.filter(theirs)))


def rows(tasks: list[Task], now: datetime) -> list[Row]:
    """Tasks with the working time that is left; no query."""
    return [Row(task, _left(task, now)) for task in tasks]


def _left(task: Task, now: datetime) -> int | None:
    if task.due_at is None or task.agency is None:
        return None
    calendar = agencies.working(task.agency.calendar)
    if task.due_at >= now:
        return worked(now, task.due_at, calendar)
    return -worked(task.due_at, now, calendar)
