"""A leader's people with what each has to do, and the work that somebody left behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils.timezone import get_current_timezone, localdate

from motcua.domain.accounts.models import Account, Delegation, Post
from motcua.domain.agencies.models import on
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


@dataclass
class Colleague:
    """Somebody with open tasks, or a duty, at the agency. `gone`: holds no duty here any more."""

    account_id: int
    name: str
    duties: list[str] = field(default_factory=list)
    open: int = 0
    late: int = 0
    due_today: int = 0
    done_today: int = 0
    stands_in: str = ""

    @property
    def gone(self) -> bool:
        """Whether work lies with somebody who cannot do it any more."""
        return not self.duties


@dataclass(frozen=True)
class Team:
    """The people of an agency, and the tasks that nobody has taken."""

    colleagues: list[Colleague]
    free: int
    free_late: int


def team_of(leader: Official, now: datetime) -> Team:
    """Everybody at the leader's agency with their load, the most laden first: five queries however many they are.

    Raises:
        NotFound: who looks is no leader there.
    """
    if "leader" not in leader.duties:
        raise NotFound("team")
    begins = datetime.combine(localdate(now), time.min, get_current_timezone())
    today = Q(due_at__gte=begins, due_at__lt=begins + timedelta(days=1))
    at_agency = Task.objects.filter(agency_id=leader.agency_id)
    loads: dict[int | None, tuple[int, int, int]] = {
        assignee_id: (open_now, late, due_today)
        for assignee_id, open_now, late, due_today in at_agency.filter(closed_at__isnull=True)
        .values_list("assignee_id")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(due_at__lt=now)), due_today=Count("pk", filter=today))
        .order_by("assignee_id")
    }
    done = dict(
        at_agency.filter(closed_at__gte=begins, closed_at__lte=now)
        .values_list("closed_by_id")
        .annotate(number=Count("pk"))
        .order_by("closed_by_id")
    )
    free, free_late, _due = loads.pop(None, (0, 0, 0))
    people: dict[int, Colleague] = {}
    for post in Post.objects.filter(on(localdate(now)), agency_id=leader.agency_id).order_by("duty", "pk"):
        people.setdefault(post.account_id, Colleague(post.account_id, "")).duties.append(post.duty)
    for account_id, counted in loads.items():
        if account_id is not None:
            found = people.setdefault(account_id, Colleague(account_id, ""))
            found.open, found.late, found.due_today = counted
    absent = Delegation.objects.filter(
        agency_id=leader.agency_id, starts_at__lte=now, ends_at__gt=now, revoked_at__isnull=True
    ).order_by("pk")
    stand_ins = dict(absent.values_list("holder_id", "to_id"))
    for account in Account.objects.filter(pk__in={*people, *stand_ins.values()}).order_by("pk"):
        if account.pk in people:
            people[account.pk].name = account.full_name
            people[account.pk].done_today = done.get(account.pk, 0)
        for holder_id, to_id in stand_ins.items():
            if to_id == account.pk and holder_id in people:
                people[holder_id].stands_in = account.full_name
    in_order = sorted(people.values(), key=lambda each: (not each.gone, -each.late, -each.open, each.account_id))
    return Team(in_order, free, free_late)
