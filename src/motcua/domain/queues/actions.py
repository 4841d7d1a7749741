"""A day at the counters: a number is taken, called, called again, served or missed. One verb, one transaction."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Counter
from motcua.domain.journal import actions as journal
from motcua.domain.papers import actions as papers
from motcua.domain.queues import queries, rules
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import WORKFLOW, Channel, Priority, State
from motcua.kernel.actors import Actor, Official
from motcua.kernel.codes import new_lookup_token
from motcua.kernel.errors import NotFound, Refused

NUMBERS = "so-thu-tu"
"""The register of ticket numbers: per unit, day and line, taken under its lock."""


@atomic
def issue(
    agency_id: int,
    letter: str,
    press: str,
    *,
    priority: Priority = Priority.NONE,
    channel: Channel = Channel.KIOSK,
    by: Actor,
    now: datetime,
) -> Ticket:
    """Take a number in a line; the same press of the button again gives the same ticket.

    Raises:
        NotFound: there is no such unit.
        Refused: `no_such_line`, `no_numbers_now` (a day of rest, or after working time).
    """
    # One press after the other, without holding up what else names the unit.
    locked = Agency.objects.select_for_update(of=("self",), no_key=True).select_related("calendar")
    agency = locked.filter(pk=agency_id).order_by("pk").first()
    if agency is None:
        raise NotFound("unit")
    if isinstance(by, Official):
        rules.ensure_calls(by, agency_id)
    taken = Ticket.objects.filter(press=press, agency=agency).order_by("pk").first()
    if taken is not None:
        return taken
    rules.ensure_open_today(agencies.working(agency.calendar), now)
    line, day = queries.lettered(agency_id, letter), localdate(now)
    ticket = Ticket.objects.create(
        agency=agency,
        day=day,
        line=line.title,
        line_en=line.title_en,
        letter=letter,
        number=papers.take_number(agency_id, f"{NUMBERS}-{letter}".lower(), period=day.isoformat()),
        token=new_lookup_token(),
        press=press,
        priority=priority,
        channel=channel,
        issued_at=now,
    )
    _record("queues.issued", ticket, by, now, channel=str(channel))
    return ticket


@atomic
def call_next(number: int, *, showing: int | None, by: Official, now: datetime) -> Ticket | None:
    """Call the next ticket of this counter's line, whoever was there having been served; `None` when nobody waits.

    `showing` is the ticket the official sees as being served. When it is not that one any more, a press came before
    this one, and what it called stands: nobody is passed over. Two counters of one line get different tickets.
    """
    counter = _locked_counter(number, by)
    current = Ticket.objects.select_related("counter", "agency").filter(counter=counter, state=State.CALLED)
    served = current.order_by("pk").first()
    if (served.pk if served else None) != showing:
        return served
    if served is not None:
        _serve(served, by, now)
    line = Ticket.objects.select_for_update(of=("self",), skip_locked=True).filter(
        agency_id=by.agency_id, day=localdate(now), state=State.WAITING, line=counter.title
    )
    in_order = line.order_by("issued_at", "pk")
    priority, other = in_order.exclude(priority=Priority.NONE).first(), in_order.filter(priority=Priority.NONE).first()
    chosen = rules.next_of(
        priority.pk if priority else None,
        other.pk if other else None,
        queries.called_before(by.agency_id, counter.title, localdate(now)),
    )
    ticket = next((each for each in (priority, other) if each is not None and each.pk == chosen), None)
    if ticket is None:
        return None
    ticket.state = WORKFLOW.after("call", ticket.state)
    ticket.counter, ticket.official_id = counter, by.account_id
    _call(ticket, by, now)
    return ticket


@atomic
def call(ticket_id: int, *, by: Official, now: datetime) -> Ticket:
    """Call the ticket at the counter once more: its holder may not have heard."""
    ticket = _locked(ticket_id, by)
    if ticket.state != State.CALLED:
        raise Refused("illegal_move", move="call", state=ticket.state)
    _call(ticket, by, now)
    return ticket


@atomic
def serve(ticket_id: int, *, by: Official, now: datetime) -> Ticket:
    """The citizen has been served; the counter is free."""
    return _serve(_locked(ticket_id, by), by, now)


@atomic
def miss(ticket_id: int, *, by: Official, now: datetime) -> Ticket:
    """Nobody came when the ticket was called."""
    ticket = _locked(ticket_id, by)
    ticket.state = WORKFLOW.after("miss", ticket.state)
    ticket.save(update_fields=["state"])
    _record("queues.missed", ticket, by, now, counter=ticket.counter.number if ticket.counter else 0)
    return ticket


@atomic
def put_back(ticket_id: int, *, by: Official, now: datetime) -> Ticket:
    """Who missed the call and came after all waits again, at the place their number gives them."""
    ticket = _locked(ticket_id, by)
    ticket.state = WORKFLOW.after("put_back", ticket.state)
    ticket.called_at, ticket.counter, ticket.official = None, None, None
    ticket.save(update_fields=["state", "called_at", "counter", "official"])
    _record("queues.put_back", ticket, by, now)
    return ticket


@atomic
def lapse(agency_id: int, *, by: Actor, now: datetime) -> int:
    """The unit has ended and calls nobody any more; how many tickets were still open."""
    tickets = list(
        Ticket.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(agency_id=agency_id, state__in=WORKFLOW.moves["lapse"].leads)
        .order_by("pk")
    )
    for ticket in tickets:
        ticket.state, ticket.closed_at = WORKFLOW.after("lapse", ticket.state), now
        ticket.save(update_fields=["state", "closed_at"])
        _record("queues.lapsed", ticket, by, now)
    return len(tickets)


def _call(ticket: Ticket, by: Official, now: datetime) -> None:
    first = ticket.called_at is None
    ticket.called_at = now if first else ticket.called_at
    ticket.times_called += 1
    ticket.save(update_fields=["state", "called_at", "counter", "official", "times_called"])
    waited = int((ticket.called_at - ticket.issued_at).total_seconds())  # type: ignore[operator]  # set above
    number = ticket.counter.number if ticket.counter else 0
    _record("queues.called", ticket, by, now, counter=number, waited_seconds=waited, times=ticket.times_called)


def _serve(ticket: Ticket, by: Official, now: datetime) -> Ticket:
    ticket.state = WORKFLOW.after("serve", ticket.state)
    ticket.closed_at = now
    ticket.save(update_fields=["state", "closed_at"])
    took = int((now - (ticket.called_at or now)).total_seconds())
    number = ticket.counter.number if ticket.counter else 0
    _record("queues.served", ticket, by, now, counter=number, served_seconds=max(took, 0))
    return ticket


def _locked_counter(number: int, by: Official) -> Counter:
    """The official's counter, held: a second press waits and finds the first one's ticket called."""
    rules.ensure_calls(by, by.agency_id)
    counters = Counter.objects.select_for_update(of=("self",), no_key=True).filter(agency_id=by.agency_id)
    found = counters.filter(number=number).order_by("pk").first()
    if found is None:
        raise NotFound("counter")
    return found


def _locked(ticket_id: int, by: Official) -> Ticket:
    tickets = Ticket.objects.select_for_update(of=("self",)).select_related("counter", "agency")
    ticket = tickets.filter(pk=ticket_id).order_by("pk").first()
    if ticket is None:
        raise NotFound("ticket")
    rules.ensure_calls(by, ticket.agency_id)
    return ticket


def _record(verb: str, ticket: Ticket, by: Actor, now: datetime, **facts: object) -> None:
    journal.record(
        verb,
        subject=("ticket", ticket.pk),
        by=by,
        at=now,
        facts={"agency": ticket.agency.code, "ticket": str(ticket), "priority": str(ticket.priority), **facts},
    )
