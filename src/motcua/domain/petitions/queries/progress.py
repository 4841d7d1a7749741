"""How far the petitions of each session are, and what became of what was promised: numbers that everybody may read.

All petitions of a session count, whether their words were approved for the public or not; each stands in one group.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from motcua.domain.petitions.models import Commitment, Petition, Session
from motcua.domain.petitions.queries.figures import red_points
from motcua.domain.petitions.queries.terms import sessions
from motcua.domain.petitions.states import APART, OWED, PROMISING, Result


@dataclass(frozen=True)
class Promises:
    """What was promised in a session: kept in time, kept late, over and not kept, and whose day is to come."""

    in_time: int = 0
    late: int = 0
    broken: int = 0
    ahead: int = 0

    @property
    def total(self) -> int:
        """Every promise, whatever became of it."""
        return self.in_time + self.late + self.broken + self.ahead


@dataclass(frozen=True)
class Progress:
    """The petitions of a session in groups that make up the whole.

    `under_way`: promised with milestones; `bare`: a point is promised and has no roadmap; `told`: answered, and nothing
    is to follow; `owed`: not wholly answered, of which `overdue` are late.
    """

    session: Session
    total: int
    done: int
    under_way: int
    bare: int
    told: int
    owed: int
    overdue: int
    promises: Promises


def progress(day: date) -> list[Progress]:
    """Each session that has petitions, the newest first; three queries however many there are."""
    promising = Q(result__in=sorted(PROMISING))
    told = Q(result__in=[Result.EXPLAINED, Result.NOT_OURS, Result.CARRIED])
    rows = (
        Petition.objects.exclude(state__in=sorted(APART))
        .filter(session__isnull=False)
        .annotate(is_bare=red_points())
        .order_by()
        .values("session_id")
        .annotate(
            total=Count("pk"),
            done=Count("pk", filter=Q(result=Result.DONE)),
            under_way=Count("pk", filter=promising & Q(is_bare=False)),
            bare=Count("pk", filter=promising & Q(is_bare=True)),
            told=Count("pk", filter=told),
            owed=Count("pk", filter=Q(result="")),
            overdue=Count("pk", filter=Q(result="", state__in=sorted(OWED), due_on__lt=day)),
        )
    )
    counted = {int(row["session_id"] or 0): row for row in rows}
    kept = _promises(day)
    found = []
    for each in sessions():
        if (row := counted.get(each.pk)) is not None:
            groups = (row["done"], row["under_way"], row["bare"], row["told"], row["owed"])
            found.append(Progress(each, row["total"], *groups, row["overdue"], kept.get(each.pk, Promises())))
    return found


def _promises(day: date) -> dict[int, Promises]:
    done = Q(done_on__isnull=False)
    rows = (
        Commitment.objects.filter(made_at__isnull=False, petition__session__isnull=False)
        .exclude(petition__state__in=sorted(APART))
        .order_by()
        .values("petition__session_id")
        .annotate(
            in_time=Count("pk", filter=done & Q(done_on__lte=F("due_on"))),
            late=Count("pk", filter=done & Q(done_on__gt=F("due_on"))),
            broken=Count("pk", filter=~done & Q(due_on__lt=day)),
            ahead=Count("pk", filter=~done & Q(due_on__gte=day)),
        )
    )
    return {
        int(row["petition__session_id"] or 0): Promises(row["in_time"], row["late"], row["broken"], row["ahead"])
        for row in rows
    }
