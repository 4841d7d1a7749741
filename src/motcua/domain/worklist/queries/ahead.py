"""What will be late in the next days, seen while it can still be helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from motcua.domain.accounts.models import but_the_name
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, without_searching
from motcua.domain.matters.models import Hold, Matter, Task
from motcua.domain.routes import queries as routes
from motcua.domain.worklist.queries.waiting import about
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.route import to_go
from motcua.kernel.worktime import WORKING_DAY_MINUTES, add_working_minutes, worked

MOST = 200


@dataclass(frozen=True)
class Risk:
    """A matter that is due soon: the working minutes left until it is, and those its route still wants."""

    matter: Matter
    tasks: list[Task]
    left: int
    needed: int

    @property
    def late(self) -> bool:
        """Its day has passed."""
        return self.left < 0

    @property
    def tight(self) -> bool:
        """At the pace the route gives every step, it will be late."""
        return self.left < self.needed


def ahead_of(leader: Official, now: datetime, working_days: int) -> list[Risk]:
    """Matters the leader's agency owes within so many working days, late ones included, the worst first.

    What waits for the applicant is left out: its day moves. So is a report about the leader or their people. Three
    queries however many there are; at most `MOST`.

    Raises:
        NotFound: who looks is no leader there.
    """
    if "leader" not in leader.duties:
        raise NotFound("forecast")
    agency = Agency.objects.select_related("calendar").get(pk=leader.agency_id)
    calendar = agencies.working(agency.calendar)
    until = add_working_minutes(now, working_days * WORKING_DAY_MINUTES, calendar)
    owed = list(
        Matter.objects.filter(
            lead_agency_id=leader.agency_id, closed_at__isnull=True, finished_at__isnull=True, due_at__lte=until
        )
        .exclude(Exists(Hold.objects.filter(matter_id=OuterRef("pk"), ends_at__isnull=True)))
        .exclude(about(leader.account_id, leader.agency_id, leads=True, matter="pk"))
        .select_related("route")
        .defer("route__body")
        .order_by("due_at", "pk")[:MOST]
    )
    open_now: dict[int, list[Task]] = {}
    for task in (
        Task.objects.filter(matter__in=[matter.pk for matter in owed], closed_at__isnull=True)
        .select_related("agency", "assignee")
        .defer(*without_searching("agency"), *but_the_name("assignee"))
        .order_by("pk")
    ):
        open_now.setdefault(task.matter_id, []).append(task)
    risks = []
    for matter in owed:
        assert matter.due_at is not None
        left = worked(now, matter.due_at, calendar) if matter.due_at >= now else -worked(matter.due_at, now, calendar)
        tasks = open_now.get(matter.pk, [])
        risks.append(Risk(matter, tasks, left, to_go(routes.playable(matter.route), [task.step for task in tasks])))
    return sorted(risks, key=lambda risk: (risk.left - risk.needed, risk.matter.pk))
