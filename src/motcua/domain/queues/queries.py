"""What each reader may see of a unit's lines: who waits at the kiosk, the public board, the official at a counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Case, Count, F, IntegerField, Max, Q, QuerySet, When
from django.utils.timezone import localdate

from motcua.domain.agencies.models import Agency, Counter
from motcua.domain.queues import rules
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.rules import Line
from motcua.domain.queues.states import MOST_IN_A_ROW, Priority, State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

LOOKED_BACK_ON = 20
"""So many of the last served tickets of a line say how long the next will take."""
OPEN_FOR = timedelta(minutes=45)
"""A counter that called somebody within this time is open."""
ON_THE_BOARD = 12


@dataclass(frozen=True)
class LineNow:
    """A line with how many wait in it and for how long a newcomer would."""

    line: Line
    waiting: int
    wait: timedelta | None


@dataclass(frozen=True)
class Place:
    """Where the holder of a ticket stands."""

    ticket: Ticket
    ahead: int
    wait: timedelta | None


@dataclass(frozen=True)
class Board:
    """What hangs on the wall: who is called where, the latest first, and how many wait in each line."""

    called: list[Ticket]
    lines: list[LineNow]


@dataclass(frozen=True)
class Day:
    """How a unit's lines went on a day; times are medians and the longest, `None` where nobody was called."""

    issued: int
    served: int
    missed: int
    waiting: int
    priority: int
    wait: timedelta | None
    longest_wait: timedelta | None
    service: timedelta | None


def lines_of(agency_id: int) -> list[Line]:
    """The lines of a unit, from its published counters."""
    return rules.lines(list(Counter.objects.filter(agency_id=agency_id).values_list("number", "title", "title_en")))


def lettered(agency_id: int, letter: str) -> Line:
    """The line with this letter; refused where the unit has none."""
    found = next((line for line in lines_of(agency_id) if line.letter == letter), None)
    if found is None:
        raise Refused("no_such_line")
    return found


def at_kiosk(agency: Agency, now: datetime) -> list[LineNow]:
    """Every line of a unit with how long a newcomer would wait."""
    day = localdate(now)
    waiting = dict(
        _today(agency.pk, day)
        .filter(state=State.WAITING)
        .values_list("line")
        .annotate(number=Count("pk"))
        .order_by("line")
    )
    times = _service_times(agency.pk, day)
    open_now = _counters_open(agency.pk, now)
    return [
        LineNow(
            line,
            waiting.get(line.title, 0),
            rules.wait(waiting.get(line.title, 0), times.get(line.title, []), open_now.get(line.title, 1)),
        )
        for line in lines_of(agency.pk)
    ]


def public_board(agency: Agency, now: datetime) -> Board:
    """The public board of a unit: numbers and counters, nobody's name."""
    called = (
        _today(agency.pk, localdate(now))
        .filter(state=State.CALLED)
        .select_related("counter")
        .order_by("-called_at", "-pk")[:ON_THE_BOARD]
    )
    return Board(list(called), at_kiosk(agency, now))


def held_by(token: str, now: datetime) -> Place:
    """A ticket by the secret its holder has, with how many are called before it."""
    ticket = Ticket.objects.select_related("agency", "counter").filter(token=token).order_by("pk").first()
    if ticket is None:
        raise NotFound("ticket")
    if ticket.state != State.WAITING:
        return Place(ticket, 0, None)
    before = Q(issued_at__lt=ticket.issued_at) | Q(issued_at=ticket.issued_at, pk__lt=ticket.pk)
    if ticket.priority == Priority.NONE:
        before |= ~Q(priority=Priority.NONE)
    else:
        before &= ~Q(priority=Priority.NONE)
    same_line = _today(ticket.agency_id, ticket.day).filter(line=ticket.line, state=State.WAITING)
    ahead = same_line.filter(before).exclude(pk=ticket.pk).count()
    times = _service_times(ticket.agency_id, ticket.day).get(ticket.line, [])
    return Place(ticket, ahead, rules.wait(ahead, times, _counters_open(ticket.agency_id, now).get(ticket.line, 1)))


def counters_of(official: Official) -> list[Counter]:
    """The counters of the official's unit, in order."""
    return list(Counter.objects.filter(agency_id=official.agency_id).order_by("number", "pk"))


def counter_of(official: Official, number: int) -> Counter:
    """One of the official's own unit's counters."""
    found = Counter.objects.filter(agency_id=official.agency_id, number=number).order_by("pk").first()
    if found is None:
        raise NotFound("counter")
    return found


def at_counter(official: Official, counter: Counter, now: datetime) -> QuerySet[Ticket]:
    """What the official at a counter sees of its line today: called here, waiting, missed; in the order of calling."""
    order = Case(
        When(state=State.CALLED, then=0),
        When(state=State.WAITING, then=1),
        default=2,
        output_field=IntegerField(),
    )
    return (
        _today(official.agency_id, localdate(now))
        .filter(Q(state=State.CALLED, counter=counter) | Q(line=counter.title, state__in=[State.WAITING, State.MISSED]))
        .order_by(order, Case(When(priority=Priority.NONE, then=1), default=0), "issued_at", "pk")
    )


def day_of(official: Official, day: date) -> Day:
    """How the lines of the official's unit went on a day."""
    tickets = _today(official.agency_id, day)
    counts = tickets.aggregate(
        issued=Count("pk"),
        served=Count("pk", filter=Q(state=State.SERVED)),
        missed=Count("pk", filter=Q(state=State.MISSED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
        priority=Count("pk", filter=~Q(priority=Priority.NONE)),
        longest_wait=Max(F("called_at") - F("issued_at")),
    )
    waits = [called - issued for issued, called in _spans(tickets, "issued_at", "called_at")]
    services = [closed - called for called, closed in _spans(tickets, "called_at", "closed_at")]
    return Day(**counts, wait=_middle(waits), service=_middle(services))


def called_before(agency_id: int, line: str, day: date) -> list[str]:
    """The priorities of the tickets called last in a line, the latest first."""
    called = _today(agency_id, day).filter(line=line, called_at__isnull=False).order_by("-called_at", "-pk")
    return list(called.values_list("priority", flat=True)[:MOST_IN_A_ROW])


def _today(agency_id: int, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(agency_id=agency_id, day=day)


def _spans(tickets: QuerySet[Ticket], begins: str, ends: str) -> list[tuple[datetime, datetime]]:
    known = tickets.filter(**{f"{begins}__isnull": False, f"{ends}__isnull": False})
    return list(known.order_by("pk").values_list(begins, ends))


def _service_times(agency_id: int, day: date) -> dict[str, list[timedelta]]:
    """How long the last served tickets of each line took today, the latest first."""
    times: dict[str, list[timedelta]] = {}
    served = _today(agency_id, day).filter(state=State.SERVED).order_by("-closed_at", "-pk")
    took = served.annotate(took=F("closed_at") - F("called_at")).values_list("line", "took")
    for line, span in took[: LOOKED_BACK_ON * 10]:
        kept = times.setdefault(line, [])
        if len(kept) < LOOKED_BACK_ON:
            kept.append(span)
    return times


def _counters_open(agency_id: int, now: datetime) -> dict[str, int]:
    """How many counters of each line called somebody of late."""
    recent = _today(agency_id, localdate(now)).filter(called_at__gt=now - OPEN_FOR)
    return dict(recent.values_list("line").annotate(number=Count("counter", distinct=True)).order_by("line"))


def _middle(times: list[timedelta]) -> timedelta | None:
    return timedelta(seconds=median(time.total_seconds() for time in times)) if times else None
