"""The token game: which tasks a route opens and closes as its steps are completed.

A marking is the whole memory of a play: the open steps, and who has led to each join that has not opened yet.
Playing is pure and deterministic; what is not open, or not an outcome of the step, is refused.

The rules. Completing a step closes it. The steps it leads to open; one that is open already stays as it is.
A join opens when every step it names has led to it, and forgets then who did; whoever it does not name counts
for nothing. A step that opens again takes back what it had led to: its join waits for it anew, so a second
round of asking never ends with an answer of the first. `end` ends the route and closes whatever is open. A
start that is itself a join waits like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from motcua.kernel.errors import Malformed, Refused
from motcua.kernel.route.fields import known, names
from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Outcome


class Marking(NamedTuple):
    """Where a play stands. `arrived` holds (join, step that has led to it) for joins that have not opened."""

    open: frozenset[str] = frozenset()
    arrived: frozenset[tuple[str, str]] = frozenset()
    ended: bool = False

    def waiting(self) -> dict[str, set[str]]:
        """The joins that somebody has led to and that are not open yet, each with who has."""
        found: dict[str, set[str]] = {}
        for join, step in self.arrived:
            found.setdefault(join, set()).add(step)
        return found

    def to_mapping(self) -> dict[str, Any]:
        """The marking as plain JSON, always written alike."""
        waiting = {join: sorted(steps) for join, steps in sorted(self.waiting().items())}
        return {"open": sorted(self.open), "arrived": waiting, "ended": self.ended}

    @classmethod
    def from_mapping(cls, mapping: Any) -> Marking:
        """The marking that was written; `Malformed` where it is none."""
        fields = known(mapping, {"open", "arrived", "ended"}, "The marking")
        opened, arrived = fields.get("open", []), fields.get("arrived", {})
        if not isinstance(opened, list) or not isinstance(arrived, Mapping):
            raise Malformed("The marking needs a list of open steps and a mapping of arrivals.")
        return cls(
            open=frozenset(names(opened, "The marking")) if opened else frozenset(),
            arrived=frozenset((str(join), step) for join in arrived for step in names(arrived[join], "The marking")),
            ended=fields.get("ended") is True,
        )


class Advance(NamedTuple):
    """What completing a step brought about. Names stand in the order of the route's table.

    `closed` begins with the step that was completed; the others were cut off by the end of the route.
    """

    marking: Marking
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    move: str | None = None
    ended: bool = False


def start(route: Route) -> Advance:
    """The beginning of every play."""
    opens = route.start in route and not route[route.start].join
    opened = (route.start,) if opens else ()
    return Advance(Marking(open=frozenset(opened)), opened)


def advance(route: Route, marking: Marking, step: str, outcome: str) -> Advance:
    """Complete an open step in one of its ways; refused as `step_not_open` or `unknown_outcome`."""
    if step not in route or step not in marking.open or marking.ended:
        raise Refused("step_not_open", f"the step {step} is not open", step=step)
    chosen = route[step].outcome(outcome)
    if chosen is None:
        raise Refused("unknown_outcome", f"{outcome} is no outcome of {step}", step=step, outcome=outcome)
    return complete(route, marking, step, chosen)


def complete(route: Route, marking: Marking, step: str, outcome: Outcome) -> Advance:
    """The same for a step known to be open and one of its own outcomes."""
    others = marking.open - {step}
    if outcome.ends:
        over = Marking(arrived=marking.arrived, ended=True)
        return Advance(over, closed=(step, *route.in_order(others)), move=outcome.move, ended=True)
    after = _lead(route, Marking(others, marking.arrived), step, outcome.to)
    return Advance(after, route.in_order(after.open - others), (step,), outcome.move)


def _lead(route: Route, marking: Marking, source: str, targets: tuple[str, ...]) -> Marking:
    """`source` leads to all the targets at once; a name that no step has opens nothing."""
    opening = {target for target in targets if target in route and not route[target].join}
    arrived = {arrival for arrival in marking.arrived if arrival[1] not in opening}
    joins = [target for target in targets if target in route and route[target].join]
    if joins:
        arrived.update((join, source) for join in joins)
        full = {join for join in joins if all((join, awaited) in arrived for awaited in route[join].join)}
        if full:
            arrived = {(join, step) for join, step in arrived if join not in full and step not in full}
            opening |= full
    return Marking(marking.open | opening, frozenset(arrived))
