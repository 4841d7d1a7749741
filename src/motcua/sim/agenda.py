"""What is still to come, in the order of its dates; what cannot be played is told, and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count

from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import Asked, set_aside

Act = Callable[[datetime], object]


@dataclass
class Agenda:
    """Events up to a moment. `failed` are those that the actions refused, in words."""

    until: datetime
    events: list[tuple[datetime, int, Act]] = field(default_factory=list, kw_only=True)
    failed: list[str] = field(default_factory=list, kw_only=True)
    _order: Iterator[int] = field(default_factory=count, kw_only=True)

    def plan(self, moment: datetime, act: Act) -> None:
        """Let something happen at that moment, if it comes before the end."""
        if moment < self.until:
            heappush(self.events, (moment, next(self._order), act))

    def play(self, after: Callable[[list[Asked], datetime], object]) -> None:
        """Let everything happen in order; `after` gets the work that each event asked for.

        What the actions make impossible is kept in `failed`, and time goes on.
        """
        while self.events:
            moment, _, act = heappop(self.events)
            try:
                with set_aside() as asked:
                    act(moment)
            except (Refused, NotFound, ValueError, KeyError) as problem:
                details = getattr(problem, "details", "")
                self.failed.append(f"{_named(act)}: {type(problem).__name__}: {problem} {details}".strip())
                continue
            after(asked, moment)


def _named(act: Act) -> str:
    """What was being done, and about what."""
    return f"{act.func.__name__} {act.args[0]}" if isinstance(act, partial) else "act"
