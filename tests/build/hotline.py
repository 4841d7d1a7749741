"""The 1022 desk on a Monday morning: operators at their telephones, and calls as a telephone system tells of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.hotline import actions, gateways
from motcua.domain.hotline.gateways import Told
from motcua.domain.hotline.models import Call, Operator
from motcua.kernel.actors import System
from tests.build import people
from tests.build.people import Somebody
from tests.build.reports import MONDAY

DESK = System("telephony")
GATEWAY = "simulated"
CALLER = "0912345678"
CAUSE_NORMAL, CAUSE_BUSY, CAUSE_NO_ANSWER = 16, 17, 19
_calls = count(1)


def centre() -> Agency:
    """The agency that answers 1022."""
    return Agency.objects.get(code="H10.12.01")


def an_operator(
    name: str = "Trần Thị Nghe", extension: str = "201", *skills: str, now: datetime = MONDAY, signed_on: bool = True
) -> Somebody:
    """Somebody who takes calls, at a telephone, ready."""
    somebody = people.an_official(name, centre(), Duty.OPERATOR)
    if signed_on:
        actions.sign_on(extension, skills, by=somebody.official, now=now)
    return somebody


def a_shift_leader() -> Somebody:
    """Who leads the desk: listens and judges."""
    return people.an_official("Mai Thị Trưởng Ca", centre(), Duty.LEADER, position="Trưởng ca")


def seat_of(somebody: Somebody) -> Operator:
    """The operator as the table has it now."""
    return Operator.objects.get(pk=somebody.account.pk)


@dataclass
class Line:
    """One call, told event by event; each word is told at `clock`, which `wait` moves."""

    number: str = CALLER
    clock: datetime = MONDAY
    name: str = field(default_factory=lambda: f"call-{next(_calls)}")
    told: list[Told] = field(default_factory=list)

    def wait(self, seconds: float) -> Line:
        """Let time pass."""
        self.clock += timedelta(seconds=seconds)
        return self

    def say(self, kind: type[Told], **said: Any) -> Call:
        """Tell one thing, once."""
        event = kind(call=self.name, key=f"{self.name}-{len(self.told)}", at=self.clock, **said)
        self.told.append(event)
        return tell(event, now=self.clock)

    def offered(self) -> Line:
        """Somebody calls 1022."""
        self.say(gateways.CallOffered, number=self.number, to="1022")
        return self

    def queued(self, skill: str = "") -> Line:
        """They wait for somebody."""
        self.say(gateways.Queued, skill=skill)
        return self

    def ringing(self, extension: str = "201") -> Line:
        """A telephone rings."""
        self.say(gateways.AgentRinging, extension=extension)
        return self

    def answered(self, extension: str = "201") -> Line:
        """It is picked up."""
        self.say(gateways.Answered, extension=extension)
        return self

    def ended(self, cause: int = CAUSE_NORMAL) -> Line:
        """The caller is gone."""
        self.say(gateways.Ended, cause=cause)
        return self

    def talking(self, extension: str = "201") -> Line:
        """The usual way until two people speak: two seconds of greeting, three of waiting, four of ringing."""
        return self.offered().wait(2).queued().wait(3).ringing(extension).wait(4).answered(extension)

    @property
    def call(self) -> Call:
        """The call as the table has it."""
        return Call.objects.get(gateway=GATEWAY, reference=self.name)


def tell(event: Told, *, now: datetime) -> Call:
    """What the listener at the gateway does with an event."""
    return actions.hear(event, gateway=GATEWAY, by=DESK, now=now)


def commands(call: Call) -> list[tuple[str, str]]:
    """Everything that was asked of the telephones for a call."""
    return [(each.name, each.argument) for each in call.commands.order_by("pk")]
