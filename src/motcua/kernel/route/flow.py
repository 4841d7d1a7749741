"""A route as a flow of boxes and lines, as BPMN and pictures draw it: tasks, choices, forks, meetings, ends.

A step with several outcomes is followed by a choice, an outcome that opens several steps by a fork; a join is a
meeting before its step. Names that no step has are left out.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import END, Outcome, Step


class Kind(StrEnum):
    """What a box stands for."""

    START = "start"
    END = "end"
    TASK = "task"
    CHOICE = "choice"
    FORK = "fork"
    MEETING = "meeting"
    EITHER = "either"


@dataclass(frozen=True)
class Box:
    """One box; `step` is the step it belongs to, by whose desk its lane is chosen."""

    name: str
    kind: Kind
    step: Step | None = None


@dataclass(frozen=True)
class Line:
    """One line from box to box; the first line of an outcome carries it."""

    source: str
    target: str
    outcome: Outcome | None = None


@dataclass
class Flow:
    """All boxes by name, and the lines between them, in the order of the route's table."""

    boxes: dict[str, Box] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)


def flow(route: Route) -> Flow:
    """The boxes and lines of a route."""
    drawn = Flow()
    first = route.find(route.start)
    _box(drawn, Box("start", Kind.START, first))
    ways = Counter((step.name, target) for step in route.steps for outcome in step.outcomes for target in outcome.to)
    if first is not None:
        drawn.lines.append(Line("start", _entrance(route, drawn, ways, "", first.name)))
    for step in route.steps:
        _step(route, drawn, ways, step)
    return drawn


def _step(route: Route, drawn: Flow, ways: Counter[tuple[str, str]], step: Step) -> None:
    if step.join:
        meeting = _box(drawn, Box(f"meeting {step.name}", Kind.MEETING, step))
        drawn.lines.append(Line(meeting, f"task {step.name}"))
    source = _box(drawn, Box(f"task {step.name}", Kind.TASK, step))
    if len(step.outcomes) > 1:
        choice = _box(drawn, Box(f"choice {step.name}", Kind.CHOICE, step))
        drawn.lines.append(Line(source, choice))
        source = choice
    for outcome in step.outcomes:
        targets = [target for target in outcome.to if target == END or target in route]
        if len(targets) > 1:
            fork = _box(drawn, Box(f"fork {step.name} {outcome.name}", Kind.FORK, step))
            drawn.lines.append(Line(source, fork, outcome))
            drawn.lines += [Line(fork, _entrance(route, drawn, ways, step.name, target)) for target in targets]
        elif targets:
            entrance = _entrance(route, drawn, ways, step.name, targets[0])
            drawn.lines.append(Line(source, entrance, outcome))


def _entrance(route: Route, drawn: Flow, ways: Counter[tuple[str, str]], source: str, target: str) -> str:
    """The box through which a step is entered; a meeting takes one line from each step it waits for."""
    if target == END:
        ending = [step for step in route.steps if any(outcome.ends for outcome in step.outcomes)]
        return _box(drawn, Box("end", Kind.END, ending[-1]))
    if not route[target].join:
        return f"task {target}"
    meeting = f"meeting {target}"
    if ways[source, target] < 2:
        return meeting
    either = f"either {source} {target}"
    if either not in drawn.boxes:
        _box(drawn, Box(either, Kind.EITHER, route[source]))
        drawn.lines.append(Line(either, meeting))
    return either


def _box(drawn: Flow, box: Box) -> str:
    drawn.boxes.setdefault(box.name, box)
    return box.name
