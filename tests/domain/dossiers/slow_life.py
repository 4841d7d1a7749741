"""A dossier's time on foot: quarter of an hour by quarter of an hour, sharing no line with the program.

Ticks are quarters of an hour since midnight before Monday 14 October 2024 in Hà Nội; no holiday lies near. Offices
work Monday to Friday, 07:00–11:30 and 13:30–17:00.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

DAY = 96
RECEIVED = 32
"""Monday at eight."""


@dataclass(frozen=True)
class Rest:
    """A time the clock rested; `end` None: it lasts.

    For a supplement before acceptance (I) or after it (S), a payment (P) or an official's hold (H).
    """

    kind: str
    start: int
    end: int | None


@dataclass(frozen=True)
class Life:
    """What the slow hand says of a dossier at one moment; the minutes only of one that has ended."""

    due: int | None
    state: int
    bucket: str
    in_time: bool | None
    by_the_day: str
    gross: int | None = None
    net: int | None = None


def works(tick: int) -> bool:
    """Whether anybody is at work in this quarter of an hour."""
    day, quarter = divmod(tick, DAY)
    return day % 7 < 5 and (28 <= quarter < 46 or 54 <= quarter < 68)


def due_tick(start: int, limit: str, rests: Sequence[Rest]) -> int:
    """When it is due; a rest that lasts has not moved it yet."""
    while not works(start):
        start += 1
    number, unit = limit.split()
    due = start
    if unit == "working_days":
        for _ in range(int(number)):
            due += DAY
            while due // DAY % 7 > 4:
                due += DAY
    else:
        due = walked(start, int(number) * 4)
    for rest in sorted(rests, key=lambda each: each.start):
        if rest.end is not None and rest.end > start and rest.start <= due:
            due = walked(due, sum(works(tick) for tick in range(max(rest.start, start), rest.end)))
    return due


def walked(tick: int, quarters: int) -> int:
    """So many working quarters further."""
    while quarters:
        quarters -= works(tick)
        tick += 1
    return tick


def lived(  # noqa: PLR0917
    limit: str, style: str, rests: Sequence[Rest], ending: str, now: int, received: int | None = RECEIVED
) -> Life:
    """The whole life up to `now`; `ending` is open, finish, stop or withdraw, the last three happening at `now`.

    A rest that lasts when the dossier ends, ends with it. What was not `received` yet has no time and counts nowhere.
    """
    waits = rests[-1] if rests and rests[-1].end is None and ending == "open" else None
    state = {"finish": 9, "stop": 8, "withdraw": 7}.get(ending, 1 if received is None else 4)
    if waits is not None:
        state = {"I": 5, "S": 5, "P": 6, "H": 4}[waits.kind]
    if received is None:
        return Life(None, state, "not_received", None, "")
    start, over = received, []
    for rest in rests:
        if rest.kind == "I":
            continue
        if rest.end is None and ending != "open":
            over.append(Rest(rest.kind, rest.start, now))
            continue
        over.append(rest)
        if style == "restart" and rest.kind == "S" and rest.end is not None:
            start = rest.end
    due = due_tick(start, limit, over)
    judged = waits.start if waits is not None else now
    asked = sum(rest.kind in "IS" for rest in rests)
    gross = net = None
    if ending != "open":
        gross = 15 * sum(works(tick) for tick in range(received, now))
        net = 15 * sum(works(tick) and not rested(over, tick) for tick in range(received, now))
    return Life(
        due=due,
        state=state,
        bucket={4: "in_progress", 5: "paused", 6: "paused", 7: "finished", 8: "finished", 9: "finished"}[state],
        in_time=asked < 2 and judged <= due,
        by_the_day="early" if now // DAY < due // DAY else "on_time" if now // DAY == due // DAY else "late",
        gross=gross,
        net=net,
    )


def rested(rests: Sequence[Rest], tick: int) -> bool:
    """Whether the clock rested in this quarter of an hour."""
    return any(rest.start <= tick < (tick + 1 if rest.end is None else rest.end) for rest in rests)
