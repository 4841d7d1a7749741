"""Every situation a route can come to: the markings of all its plays, with the legal states of the matter.

Small routes are played out whole. A wide one (many branches at once) has too many orders in which independent
tasks may be completed; one of those is played for all (a stubborn set: in this game what an open step does is
its own choice, so steps that move no legal state do not disturb each other). Where that order could go round
for ever and leave another task aside, the other tasks are played as well. So a wide route in which nothing is
found has nothing to find, and every story that is found can happen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from motcua.kernel.route.model import Route
from motcua.kernel.route.play import Advance, Marking, complete, start
from motcua.kernel.route.steps import Outcome
from motcua.kernel.workflow import Workflow

WHOLE = 40_000
"""How many turns a route may take to be played out whole, before its orders are thinned."""
THINNED = 150_000
"""How many turns the thinned play may take; a route beyond that is too wide to check."""


@dataclass(frozen=True)
class Life:
    """The legal states of a matter, moved by outcomes and, at some desks, by the mere opening of a task.

    `implicit` names for a desk the move that happens by itself wherever it is legal when a task opens there.
    """

    workflow: Workflow
    implicit: Mapping[str, str] = field(default_factory=dict)

    def after(self, state: str, move: str | None) -> str | None:
        """The state that the move leads to (the same without one); None where it is not legal."""
        if move is None:
            return state
        known = self.workflow.moves.get(move)
        return str(known.leads[state]) if known and state in known.leads else None

    def settled(self, route: Route, state: str, opened: Iterable[str]) -> str:
        """The state once the moves that the opening of these tasks makes by itself have happened."""
        for name in opened:
            state = self.after(state, self.implicit.get(route[name].desk)) or state
        return state

    @cached_property
    def stirring(self) -> frozenset[str]:
        """The states from which a move that happens by itself can still come."""
        found = {str(source) for move in self.implicit.values() for source in self._sources(move)}
        grown = True
        while grown:
            before = {
                str(source)
                for move in self.workflow.moves.values()
                for source, target in move.leads.items()
                if str(target) in found
            }
            grown = not before <= found
            found |= before
        return frozenset(found)

    def _sources(self, move: str) -> Iterable[str]:
        return self.workflow.moves[move].leads if move in self.workflow.moves else ()


@dataclass(frozen=True)
class Situation:
    """A marking and the legal state the matter is in; the state is empty where none is followed."""

    marking: Marking
    state: str = ""


@dataclass(frozen=True)
class Turn:
    """One task completed in one way, leading to a situation; `after` is None where its move is not legal."""

    before: Situation
    step: str
    outcome: Outcome
    after: Situation | None


@dataclass
class Exploration:
    """The situations found, each with the turn that first came to it, and every turn that was played.

    `complete` is false where the bound cut it short, and where a thinned play met branches that run into one
    another: there, one order no longer stands for all.
    """

    route: Route
    life: Life | None = None
    first: dict[Situation, Turn | None] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    whole: bool = True
    complete: bool = True
    tangled: bool = False

    def story(self, situation: Situation) -> list[Turn]:
        """The shortest play found that comes to the situation."""
        told: list[Turn] = []
        turn = self.first[situation]
        while turn is not None:
            told.append(turn)
            turn = self.first[turn.before]
        return told[::-1]

    @cached_property
    def _before(self) -> dict[Situation, list[Situation]]:
        before: dict[Situation, list[Situation]] = {}
        for turn in self.turns:
            if turn.after is not None:
                before.setdefault(turn.after, []).append(turn.before)
        return before

    def coming_to(self, goals: Iterable[Situation]) -> set[Situation]:
        """The situations from which some play comes to one of the goals, the goals included."""
        found = set(goals)
        waiting = list(found)
        while waiting:
            for earlier in self._before.get(waiting.pop(), ()):
                if earlier not in found:
                    found.add(earlier)
                    waiting.append(earlier)
        return found

    def forget_order(self) -> None:
        """What was concluded from the turns no longer holds: more have been played."""
        self.__dict__.pop("_before", None)


def explore(
    route: Route, life: Life | None = None, *, whole: int = WHOLE, thinned: int = THINNED
) -> Exploration:
    """Play the route out, whole where that takes at most `whole` turns."""
    found = _Player(Exploration(route, life), whole).play(thin=False)
    if not found.complete:
        found = _Player(Exploration(route, life, whole=False), thinned).play(thin=True)
        found.complete = found.complete and not found.tangled
    return found


class _Player:
    """Plays breadth first, so that the first story of a situation is a shortest one."""

    def __init__(self, found: Exploration, most: int) -> None:
        self.found, self.most = found, most
        self.route, self.life = found.route, found.life
        self.queue: deque[Situation] = deque()
        self.played: dict[Situation, set[str]] = {}

    def play(self, thin: bool) -> Exploration:
        beginning = start(self.route)
        state = str(self.life.workflow.initial) if self.life else ""
        self._meet(self._situation(beginning, state), None)
        self._drain(thin)
        while thin and self.found.complete:
            if not (left := self._left_aside()):
                break
            for situation in left:
                self._complete(situation, situation.marking.open)
            self._drain(thin)
            self.found.forget_order()
        return self.found

    def _drain(self, thin: bool) -> None:
        while self.queue and self.found.complete:
            situation = self.queue.popleft()
            self._complete(situation, self._next(situation) if thin else situation.marking.open)

    def _left_aside(self) -> list[Situation]:
        """Situations from which no play comes to rest, and where some open task was never completed."""
        settled = self.found.coming_to([one for one in self.found.first if not one.marking.open])
        return [
            situation
            for situation in self.found.first
            if situation not in settled and situation.marking.open - self.played.get(situation, set())
        ]

    def _next(self, situation: Situation) -> frozenset[str]:
        """The first open task whose turns disturb no other; all of them where there is none."""
        for name in self.route.in_order(situation.marking.open):
            if self._is_quiet(name, situation.state):
                return frozenset({name})
        return situation.marking.open

    def _is_quiet(self, name: str, state: str) -> bool:
        if self.life is None:
            return True
        outcomes = self.route[name].outcomes
        if any(outcome.move or outcome.ends for outcome in outcomes):
            return False
        stirs = state in self.life.stirring and any(
            target in self.route and self.route[target].desk in self.life.implicit
            for outcome in outcomes
            for target in outcome.to
        )
        return not stirs

    def _complete(self, situation: Situation, names: frozenset[str]) -> None:
        done = self.played.setdefault(situation, set())
        for name in self.route.in_order(names - done):
            if len(self.found.turns) > self.most:
                self.found.complete = False
                return
            done.add(name)
            for outcome in self.route[name].outcomes:
                self._turn(situation, name, outcome)

    def _turn(self, situation: Situation, name: str, outcome: Outcome) -> None:
        state: str | None = situation.state
        if self.life is not None:
            state = self.life.after(situation.state, outcome.move)
        if state is None:
            self.found.turns.append(Turn(situation, name, outcome, None))
            return
        advance = complete(self.route, situation.marking, name, outcome)
        self.found.tangled |= not advance.ended and self._tangles(situation.marking, advance, outcome)
        after = self._situation(advance, state)
        turn = Turn(situation, name, outcome, after)
        self.found.turns.append(turn)
        self._meet(after, turn)

    def _tangles(self, before: Marking, advance: Advance, outcome: Outcome) -> bool:
        """Whether a branch was lost or met another outside a join: then what was led to does not add up."""
        met = sum(max(len(self.route[name].join) - 1, 0) for name in advance.opened)
        expected = len(before.open) + len(before.arrived) - 1 + len(outcome.to) - met
        return expected != len(advance.marking.open) + len(advance.marking.arrived)

    def _situation(self, advance: Advance, state: str) -> Situation:
        settled = self.life.settled(self.route, state, advance.opened) if self.life else state
        return Situation(advance.marking, settled)

    def _meet(self, situation: Situation, turn: Turn | None) -> None:
        if situation not in self.found.first:
            self.found.first[situation] = turn
            if situation.marking.open:
                self.queue.append(situation)
