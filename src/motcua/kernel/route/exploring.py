"""Every situation a route can come to: the markings of all its plays, with the legal states of the matter.

Many branches at once can be completed in too many orders to try. So one order is played for all: in this game
what an open step does is its own choice, so steps that move no legal state do not disturb each other, and one of
them may go first (a stubborn set). Where that order could go round for ever and leave another task aside, the
other tasks are played as well. If that shows no fault, no order has one; if it does, or if branches run into one
another, every order is played as far as a bound allows, so that all faults are told.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from motcua.kernel.route.life import Life
from motcua.kernel.route.model import Route
from motcua.kernel.route.play import Advance, Marking, complete, start
from motcua.kernel.route.steps import END, Outcome

MOST = 20_000
"""How many turns are played at most, in one order for all and again in every order."""


class Situation(NamedTuple):
    """A marking and the legal state the matter is in; the state is empty where none is followed."""

    marking: Marking
    state: str = ""


class Turn(NamedTuple):
    """One task completed in one way, leading to a situation; `after` is None where its move is not legal."""

    before: Situation
    step: str
    outcome: Outcome
    after: Situation | None

    @property
    def cuts_off(self) -> frozenset[str]:
        """The steps that the end of the route leaves undone."""
        if not self.outcome.ends:
            return frozenset()
        return (self.before.marking.open - {self.step}) | (set(self.outcome.to) - {END})


@dataclass
class Exploration:
    """The situations found, each with the turn that first came to it, and every turn that was played.

    `whole` says that every order was played, `tangled` that branches ran into one another outside a join;
    `unplayed` are situations in which turns are left, because the bound was reached.
    """

    route: Route
    life: Life | None = None
    whole: bool = True
    tangled: bool = False
    first: dict[Situation, Turn | None] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list)
    unplayed: set[Situation] = field(default_factory=set)

    @property
    def proves(self) -> bool:
        """Whether what it does not show cannot happen, as far as it matters for the route to be sound."""
        return not self.unplayed and (self.whole or not self.tangled)

    @property
    def shows_all(self) -> bool:
        """Whether it holds every marking and turn that matters, in a sound route as in an unsound one."""
        return not self.unplayed and (self.whole or self.is_clean())

    def is_clean(self) -> bool:
        """Whether each play can come to its end, leaves nothing there and makes legal moves only."""
        if not self.proves:
            return False
        for turn in self.turns:
            if turn.after is None or turn.cuts_off or self.ends_illegally(turn):
                return False
        ended = [one for one in self.first if one.marking.ended]
        return not any(one.marking.arrived for one in ended) and len(self.coming_to(ended)) == len(self.first)

    def ends_illegally(self, turn: Turn) -> bool:
        """Whether the route ends with it in a state that is not final."""
        return bool(self.life and turn.outcome.ends and turn.after and turn.after.state not in self.life.final)

    def beside(self, other: Exploration) -> Exploration:
        """What either of two explorations shows, each of them unfinished."""
        return Exploration(
            self.route,
            self.life,
            whole=False,
            tangled=self.tangled or other.tangled,
            first={**other.first, **self.first},
            turns=[*self.turns, *other.turns],
            unplayed=self.unplayed | other.unplayed,
        )

    def story(self, situation: Situation) -> list[str]:
        """The steps completed in the shortest play found that comes to the situation."""
        told: list[str] = []
        turn = self.first[situation]
        while turn is not None:
            told.append(turn.step)
            turn = self.first[turn.before]
        return told[::-1]

    def coming_to(self, goals: Iterable[Situation]) -> set[Situation]:
        """The situations from which some play comes to one of the goals, the goals included."""
        before: dict[Situation, list[Situation]] = {}
        for turn in self.turns:
            if turn.after is not None:
                before.setdefault(turn.after, []).append(turn.before)
        found = set(goals)
        waiting = list(found)
        while waiting:
            for earlier in before.get(waiting.pop(), ()):
                if earlier not in found:
                    found.add(earlier)
                    waiting.append(earlier)
        return found


def explore(route: Route, life: Life | None = None, most: int = MOST) -> Exploration:
    """Play the route out, in one order for all where that proves it sound."""
    thinned = play_one_order(route, life, most)
    if thinned.is_clean():
        return thinned
    whole = _Player(Exploration(route, life), most)
    whole.drain()
    if not whole.found.unplayed:
        return whole.found
    return thinned if thinned.proves else thinned.beside(whole.found)


def play_one_order(route: Route, life: Life | None = None, most: int = MOST) -> Exploration:
    """Play one order of independent tasks for all their orders."""
    player = _Player(Exploration(route, life, whole=False), most)
    player.drain()
    while left := player.left_aside():
        for situation in left:
            player.complete(situation, situation.marking.open)
        player.drain()
    return player.found


class _Player:
    """Plays breadth first, so that the first story of a situation is a shortest one."""

    def __init__(self, found: Exploration, most: int) -> None:
        self.found, self.most = found, most
        self.route, self.life = found.route, found.life
        self.stirring = self.life.stirring(self.route) if self.life else frozenset()
        self.queue: deque[Situation] = deque()
        self.played: dict[Situation, set[str]] = {}
        state = str(self.life.workflow.initial) if self.life else ""
        self._meet(self._situation(start(self.route), state), None)

    def drain(self) -> None:
        """Play on from every situation met and not yet played."""
        while self.queue:
            situation = self.queue.popleft()
            self.complete(situation, situation.marking.open if self.found.whole else self._next(situation))

    def left_aside(self) -> list[Situation]:
        """Situations from which no play comes to rest, and where some open task was never completed."""
        if self.found.unplayed:
            return []
        settled = self.found.coming_to([one for one in self.found.first if not one.marking.open])
        return [
            one for one in self.found.first if one not in settled and one.marking.open - self.played.get(one, set())
        ]

    def complete(self, situation: Situation, names: frozenset[str]) -> None:
        """Play the turns of some open tasks, each once."""
        done = self.played.setdefault(situation, set())
        for name in self.route.in_order(names - done):
            if len(self.found.turns) >= self.most:
                self.found.unplayed.add(situation)
                return
            done.add(name)
            for outcome in self.route[name].outcomes:
                self._turn(situation, name, outcome)

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
        return state not in self.stirring or not any(
            target in self.route and self.route[target].desk in self.life.implicit
            for outcome in outcomes
            for target in outcome.to
        )

    def _turn(self, situation: Situation, name: str, outcome: Outcome) -> None:
        state = self.life.after(situation.state, outcome.move) if self.life else ""
        if state is None:
            self.found.turns.append(Turn(situation, name, outcome, None))
            return
        advance = complete(self.route, situation.marking, name, outcome)
        if not advance.ended and not self.found.tangled:
            self.found.tangled = self._tangles(situation.marking, advance, outcome)
        turn = Turn(situation, name, outcome, self._situation(advance, state))
        self.found.turns.append(turn)
        self._meet(turn.after, turn)

    def _tangles(self, before: Marking, advance: Advance, outcome: Outcome) -> bool:
        """Whether a branch was lost or met another outside a join: then what was led to does not add up."""
        met = sum(max(len(self.route[name].join) - 1, 0) for name in advance.opened)
        expected = len(before.open) + len(before.arrived) - 1 + len(outcome.to) - met
        return expected != len(advance.marking.open) + len(advance.marking.arrived)

    def _situation(self, advance: Advance, state: str) -> Situation:
        settled = self.life.settled(self.route, state, advance.opened) if self.life else state
        return Situation(advance.marking, settled)

    def _meet(self, situation: Situation | None, turn: Turn | None) -> None:
        if situation is not None and situation not in self.found.first:
            self.found.first[situation] = turn
            if situation.marking.open:
                self.queue.append(situation)
