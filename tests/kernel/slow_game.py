"""The token game played a second time, from the written rules alone and the slow way: the yardstick for `verify`.

It works on plain dictionaries and shares nothing with `kernel.route` but the written form of a route.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from motcua.kernel.errors import Refused
from motcua.kernel.workflow import Workflow

State = tuple[frozenset[str], frozenset[tuple[str, str]], str, bool]
"""Open steps, (join, who led to it), legal state, whether the route is over."""


class Game:
    """One route as dictionaries, with the moves of a workflow when one is given."""

    def __init__(self, written: dict[str, Any], workflow: Workflow | None = None, begin: str = "") -> None:
        self.start: str = written["start"]
        self.steps = {one["step"]: one for one in written["steps"]}
        self.workflow, self.begin = workflow, begin

    def outcomes(self, step: str) -> list[dict[str, Any]]:
        return list(self.steps[step].get("outcomes", []))

    def targets(self, outcome: dict[str, Any]) -> list[str]:
        return list(outcome["fork"]) if "fork" in outcome else [outcome["to"]]

    def first(self) -> State:
        opened = frozenset({self.start}) if not self.steps[self.start].get("join") else frozenset()
        return opened, frozenset(), self.begun(opened, str(self.workflow.initial) if self.workflow else ""), False

    def begun(self, opened: frozenset[str], legal: str) -> str:
        """The competent desk begins by itself, where that is legal."""
        if self.workflow and self.begin and any(self.steps[name]["desk"] == "competent" for name in opened):
            return self.moved(self.begin, legal) or legal
        return legal

    def moved(self, move: str, legal: str) -> str | None:
        if self.workflow is None:
            return legal
        try:
            return str(self.workflow.after(move, legal))
        except Refused:
            return None

    def turn(self, state: State, step: str, outcome: dict[str, Any]) -> State | None:
        """The next state; None where the move is not legal."""
        opened, led, legal, _ = state
        if outcome.get("move"):
            after = self.moved(outcome["move"], legal)
            if after is None:
                return None
            legal = after
        rest = set(opened) - {step}
        if "end" in self.targets(outcome):
            return frozenset(), led, legal, True
        new: set[str] = set()
        now = set(led)
        for target in self.targets(outcome):
            if self.steps[target].get("join"):
                continue
            new.add(target)
        now = {(join, who) for join, who in now if who not in new}
        for target in self.targets(outcome):
            if self.steps[target].get("join"):
                now.add((target, step))
        full = {
            target
            for target in self.targets(outcome)
            if self.steps[target].get("join") and {(target, who) for who in self.steps[target]["join"]} <= now
        }
        now = {(join, who) for join, who in now if join not in full and who not in full}
        new |= full
        return frozenset(rest | new), frozenset(now), self.begun(frozenset(new - rest), legal), False


@dataclass
class Verdicts:
    """What playing everything showed, as names of steps."""

    never_opened: set[str] = field(default_factory=set)
    no_way_out: set[str] = field(default_factory=set)
    waiting: set[str] = field(default_factory=set)
    two_ends: set[str] = field(default_factory=set)
    illegal: set[str] = field(default_factory=set)


def play_everything(game: Game, final: set[str] | None = None) -> Verdicts:
    """Every state of every play, and what is wrong with any of them."""
    verdicts = Verdicts()
    begin = game.first()
    after: dict[State, list[State]] = {begin: []}
    waiting = [begin]
    while waiting:
        state = waiting.pop()
        for step in state[0]:
            for outcome in game.outcomes(step):
                following = game.turn(state, step, outcome)
                ends = "end" in game.targets(outcome)
                if ends and (len(state[0]) > 1 or len(game.targets(outcome)) > 1):
                    verdicts.two_ends.add(step)
                if following is None or (ends and final is not None and following[2] not in final):
                    verdicts.illegal.add(step)
                if following is not None:
                    after[state].append(following)
                    if following not in after:
                        after[following] = []
                        waiting.append(following)
    opened = {step for state in after for step in state[0]}
    ending = _having_a_future(after, {state for state in after if state[3]})
    verdicts.never_opened = set(game.steps) - opened
    for step in game.steps:
        hopeless = step in opened and not any(step in state[0] for state in ending)
        if hopeless or not _linked_to_end(game, step):
            verdicts.no_way_out.add(step)
        if game.steps[step].get("join"):
            free = {state for state in after if all(join != step for join, _ in state[1])}
            if step == game.start or set(after) - _having_a_future(after, free):
                verdicts.waiting.add(step)
    return verdicts


def _having_a_future(after: dict[State, list[State]], good: set[State]) -> set[State]:
    """The states from which some play comes to a good one: sweeps until nothing is added."""
    found, grown = set(good), True
    while grown:
        added = {state for state, following in after.items() if state not in found and not found.isdisjoint(following)}
        found |= added
        grown = bool(added)
    return found


def _linked_to_end(game: Game, begin: str) -> bool:
    seen, waiting = {begin}, [begin]
    while waiting:
        step = waiting.pop()
        for outcome in game.outcomes(step):
            for target in game.targets(outcome):
                if target == "end":
                    return True
                named = game.steps[target].get("join")
                if target not in seen and (not named or step in named):
                    seen.add(target)
                    waiting.append(target)
    return False


def _hours(budget: str) -> int:
    return int(float(budget[:-1]) * {"h": 1, "d": 8}[budget[-1]])


def longest_of_all(game: Game) -> int | None:
    """The longest play with no step opened twice, in hours, every order of every play tried."""
    best: list[int] = []
    hours = {name: _hours(step.get("budget", "0h")) for name, step in game.steps.items()}

    def go_on(opened: dict[str, int], led: dict[tuple[str, str], int], visited: frozenset[str]) -> None:
        for step, since in opened.items():
            done = since + hours[step]
            for outcome in game.outcomes(step):
                targets = game.targets(outcome)
                if "end" in targets:
                    best.append(done)
                    continue
                now, ways = {name: at for name, at in opened.items() if name != step}, dict(led)
                fresh: list[str] = []
                for target in targets:
                    named = game.steps[target].get("join")
                    if not named:
                        now[target] = done
                        fresh.append(target)
                        continue
                    ways[target, step] = done
                    if all((target, who) in ways for who in named):
                        now[target] = max(ways.pop((target, who)) for who in named)
                        fresh.append(target)
                if not visited & set(fresh):
                    go_on(now, ways, visited | set(fresh))

    if not game.steps[game.start].get("join"):
        go_on({game.start: 0}, {}, frozenset({game.start}))
    return max(best, default=None)
