"""A one-stop unit on a Monday morning with people who take numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.queues import actions
from motcua.domain.queues.models import Ticket
from motcua.domain.queues.states import Priority
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE, Somebody

_presses = count(1)


@dataclass(frozen=True)
class Unit:
    """A one-stop unit with two officials who call numbers."""

    agency: Agency
    binh: Somebody
    hoa: Somebody

    @classmethod
    def of(cls, area: str = people.DAK_NHAU) -> Unit:
        """The unit of a commune."""
        agency = people.agency_of("mot-cua-xa", area)
        hoa = people.an_official("Trần Thị Hòa", agency, Duty.RECEPTION)
        return cls(agency, people.binh(area), hoa)

    def ticket(self, letter: str = "A", priority: Priority = Priority.NONE, *, now: datetime = MONDAY) -> Ticket:
        """Somebody takes a number at the kiosk."""
        return actions.issue(self.agency.pk, letter, f"press-{next(_presses)}", priority=priority, by=NURSE, now=now)
