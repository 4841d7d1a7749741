"""A simulated telephone system on a clock that the test moves, with its listener beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from motcua.adapters.telephony_listener import Listener
from motcua.adapters.telephony_simulated import Script, Simulated
from motcua.domain.hotline import actions
from tests.build.hotline import CALLER
from tests.build.people import Somebody
from tests.build.reports import MONDAY

PATIENT = Script("patient", CALLER, keys="1", talk=30.0)


@dataclass
class Telephones:
    """The hotline as it runs: `go` lets seconds pass, and everything happens that does in them."""

    clock: datetime = MONDAY
    there: list[Somebody] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.system = Simulated(start=self.clock)
        self.listener = Listener(self.system, offset=timedelta(0), clock=lambda: self.clock)

    def go(self, seconds: float, *, step: float = 0.0) -> None:
        """Let time pass in steps, larger ones where it is long; the pages of who is there stay open."""
        end, step = self.clock + timedelta(seconds=seconds), step or max(1.0, seconds / 8)
        while self.clock < end:
            self.clock += timedelta(seconds=step)
            for somebody in self.there:
                actions.stay(by=somebody.official, now=self.clock)
            for told in self.system.step(self.clock):
                self.listener.hear(told)
            self.listener.do()
            self.listener.look()
