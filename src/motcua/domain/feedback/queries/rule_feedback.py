"""Feedback about administrative rules as Nghị định 20/2008/NĐ-CP wants it kept: its register, and what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from django.db.models import Min, OuterRef, Subquery

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.queries.categories import terms
from motcua.domain.feedback.queries.measures import moments
from motcua.domain.feedback.queries.reading import about_others
from motcua.domain.feedback.states import LegalKind, State
from motcua.domain.journal.models import Entry
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound
from motcua.kernel.worktime import Limit, due

SENT_ON = ("feedback.forwarded", "feedback.passed_on")
END_OF_DAY = time(23, 59)


class Sorted(StrEnum):
    """What the receiving office made of it (Điều 9): not accepted, about behaviour, about its own rule or another's."""

    RETURNED = "returned"
    BEHAVIOUR = "behaviour"
    OWN = "own"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class RuleRow:
    """A line of the register. `complete`: name, address and a way to reach them were said (Điều 7).

    `send_on_by` is the day until which it has to be with whom it concerns; it is with its own office from the first.
    """

    number: int
    code: str
    received_at: datetime
    name: str
    address: str
    contact: str
    form: str
    content: str
    kind: str
    complete: bool
    sorted: Sorted
    unit: str
    send_on_by: datetime
    sent_on_at: datetime | None
    state: str
    answered_at: datetime | None

    def late(self, now: datetime) -> bool:
        """Whether it was sent on too late, or is still here when it should be gone."""
        if self.sorted in {Sorted.RETURNED, Sorted.OWN}:
            return False
        return (self.sent_on_at or now) > self.send_on_by


@dataclass(frozen=True)
class RuleCounts:
    """What was received in a period and how it was sorted; `in_time` of what had to be sent on was, `late` was not."""

    received: int
    accepted: int
    returned: int
    incomplete: int
    behaviour: int
    own: int
    elsewhere: int
    in_time: int
    late: int


def rule_register(official: Official, first: date, last: date) -> Iterator[RuleRow]:
    """The register of feedback about rules of a period, in the order of reception; for who coordinates reports alone.

    Raises:
        NotFound: the official does not coordinate reports.
    """
    if Duty.DISPATCHER not in official.duties:
        raise NotFound("register")
    since, until = moments(first, last)
    sent_on = Entry.objects.filter(matter_id=OuterRef("pk"), verb__in=SENT_ON).order_by()
    rows = (
        Report.objects.filter(legal_kind__gt=0, matter__one_stop_id=official.agency_id)
        .filter(matter__received_at__gte=since, matter__received_at__lt=until)
        .exclude(state__in=(State.SEALED, State.WITHDRAWN))
        .filter(about_others(official))
        .annotate(sent_on=Subquery(sent_on.values("matter_id").annotate(first=Min("at")).values("first")))
        .select_related("matter__lead_agency", "matter__calendar", "sender")
        .order_by("matter__received_at", "pk")
    )
    limit = Limit.parse(str(terms().get("rules_forward_limit", "5 working_days")))
    for number, row in enumerate(rows.iterator(chunk_size=500), start=1):
        yield _row(number, row, limit)


def rule_counts(rows: Iterable[RuleRow], now: datetime) -> RuleCounts:
    """These lines of the register, counted."""
    lines = list(rows)
    of = {kind: sum(row.sorted is kind for row in lines) for kind in Sorted}
    sent = [row for row in lines if row.sorted in {Sorted.BEHAVIOUR, Sorted.ELSEWHERE}]
    return RuleCounts(
        received=len(lines),
        accepted=len(lines) - of[Sorted.RETURNED],
        returned=of[Sorted.RETURNED],
        incomplete=sum(not row.complete for row in lines),
        behaviour=of[Sorted.BEHAVIOUR],
        own=of[Sorted.OWN],
        elsewhere=of[Sorted.ELSEWHERE],
        in_time=sum(row.sent_on_at is not None and not row.late(now) for row in sent),
        late=sum(row.late(now) for row in sent),
    )


def _row(number: int, row: Report, limit: Limit) -> RuleRow:
    matter, account = row.matter, row.sender
    received = matter.received_at or matter.submitted_at
    name = row.sender_name or (account.full_name if account is not None else "")
    address = row.sender_address or (account.residence if account is not None else "")
    phone = row.sender_phone or (account.phone if account is not None else "")
    contact = phone or row.sender_email or (account.contact_email if account is not None else "")
    return RuleRow(
        number=number,
        code=str(matter.code),
        received_at=received,
        name=name,
        address=address,
        contact=contact,
        form=str(row.get_channel_display()),
        content=row.content,
        kind=str(LegalKind(row.legal_kind).label),
        complete=bool(name and address and contact),
        sorted=_sorted(row),
        unit=matter.lead_agency.name,
        send_on_by=due(received, limit, agencies.working(matter.calendar), policy="end_of_day", cutoff=END_OF_DAY),
        sent_on_at=row.sent_on,  # type: ignore[attr-defined]  # annotated
        state=str(row.get_state_display()),
        answered_at=row.answered_at,
    )


def _sorted(row: Report) -> Sorted:
    if row.state in {State.REJECTED, State.GUIDED}:
        return Sorted.RETURNED
    if row.legal_kind == LegalKind.BEHAVIOUR:
        return Sorted.BEHAVIOUR
    own = row.state != State.PASSED_ON and row.matter.lead_agency.code == str(terms().get("rules_unit", ""))
    return Sorted.OWN if own else Sorted.ELSEWHERE
