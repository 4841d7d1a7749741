"""Whether a route is sound: every fault that its plays can run into, each with a code, a step and a story.

A route without findings always comes to its end, leaves nothing waiting or half done there, makes only legal
moves on the way, has somebody for every step and keeps the limit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from motcua.kernel.route.exploring import Exploration, Situation, explore
from motcua.kernel.route.life import Life
from motcua.kernel.route.model import Route
from motcua.kernel.route.span import longest
from motcua.kernel.route.steps import END, Step
from motcua.kernel.route.stories import Finding, Teller
from motcua.kernel.workflow import Workflow
from motcua.kernel.worktime import Limit

CODES = (
    "unknown-step",
    "unreachable-step",
    "dead-end",
    "no-way-out",
    "join-waits-forever",
    "join-without-fork",
    "two-ends",
    "illegal-move",
    "no-duty",
    "over-limit",
    "too-wide",
)
"""Every code a finding may have, in the order findings are given."""


def verify(
    route: Route,
    workflow: Workflow | None = None,
    *,
    implicit: Mapping[str, str] | None = None,
    final: Collection[str] | None = None,
    limit: str | None = None,
    state_names: Mapping[str, str] | None = None,
) -> list[Finding]:
    """All findings of the route, in the order of `CODES` and of its table; none means that it is sound.

    `workflow` is the table of legal moves of the route's kind (without one, moves are not checked);
    `implicit` names for a desk the move that happens by itself when a task opens there; `final` are the
    states in which the route may end (those of the workflow by default); `limit` stands in for the route's
    own; `state_names` are what Vietnamese stories call the states.
    """
    life = None
    if workflow is not None:
        last = workflow.final if final is None else final
        life = Life(workflow, implicit or {}, frozenset(str(state) for state in last))
    allowed = limit or route.limit
    return _Verifier(route, state_names).findings(life, Limit.parse(allowed) if allowed else None)


class _Verifier:
    def __init__(self, route: Route, state_names: Mapping[str, str] | None) -> None:
        self.route, self.teller = route, Teller(route, state_names)
        self.tell = self.teller.tell

    def findings(self, life: Life | None, limit: Limit | None) -> list[Finding]:
        played = explore(self.route)
        found = [
            *self._unknown_steps(),
            *self._unreachable(played),
            *self._dead_ends(),
            *self._no_way_out(played),
            *self._waiting_joins(played),
            *self._joins_without_fork(),
            *self._two_ends(played),
        ]
        lived = explore(self.route, life) if life else played
        if life:
            found += self._illegal_moves(lived, life)
        found += self._without_duty()
        proven = played.proves and lived.proves
        allowed = limit.working_minutes if limit else None
        play = longest(self.route) if allowed is not None else None
        if limit and allowed is not None and play is not None:
            if play.minutes > allowed:
                found.append(self.teller.too_long(play.path, play.minutes, limit))
            proven = proven and play.at_most <= allowed
        if not proven and not found:
            found.append(self.tell("too-wide", self.route.start))
        return found

    def _unknown_steps(self) -> Iterator[Finding]:
        if self.route.start not in self.route:
            yield self.tell("unknown-step", self.route.start, sentence="unknown-start", name=self.route.start)
        for step in self.route.steps:
            for awaited in step.join:
                if awaited not in self.route:
                    yield self.tell("unknown-step", step.name, sentence="unknown-awaited", name=awaited)
            for outcome in step.outcomes:
                for target in outcome.to:
                    if target != END and target not in self.route:
                        yield self.tell(
                            "unknown-step", step.name, sentence="unknown-target", outcome=outcome, name=target
                        )

    def _unreachable(self, played: Exploration) -> Iterator[Finding]:
        """Steps no play opens; with an unknown start every step would be one, which says nothing."""
        if self.route.start not in self.route:
            return
        if played.shows_all:
            reached = {name for situation in played.first for name in situation.marking.open}
        else:
            reached = _closure(self.route.leads, {self.route.start})
        for step in self.route.steps:
            if step.name not in reached:
                yield self.tell("unreachable-step", step.name)

    def _dead_ends(self) -> Iterator[Finding]:
        for step in self.route.steps:
            if not step.outcomes:
                yield self.tell("dead-end", step.name)

    def _no_way_out(self, played: Exploration) -> Iterator[Finding]:
        """Steps from which no link leads to the end, and steps after whose opening no play comes to it."""
        ending = {step.name for step in self.route.steps if any(outcome.ends for outcome in step.outcomes)}
        hopeful = _closure(self.route.sources, ending)
        if played.shows_all:
            ended = played.coming_to([one for one in played.first if one.marking.ended])
            met = {name for situation in played.first for name in situation.marking.open}
            hopeful -= met - {name for situation in ended for name in situation.marking.open}
        for step in self.route.steps:
            if step.name not in hopeful:
                loop = self._loop(step.name)
                yield self.tell("no-way-out", step.name, sentence="no-way-out-loop" if loop else "", trail=loop)

    def _loop(self, name: str) -> list[str]:
        """A shortest way from a step back to itself, if there is one."""
        ways: dict[str, list[str]] = {target: [name, target] for target in self.route.leads[name]}
        waiting = list(ways)
        for here in waiting:
            if here == name:
                return ways[here]
            for target in self.route.leads[here]:
                if target not in ways:
                    ways[target] = [*ways[here], target]
                    waiting.append(target)
        return []

    def _waiting_joins(self, played: Exploration) -> Iterator[Finding]:
        """Joins that somebody led to in a situation from which no play opens them or calls the step back."""
        calm = self._hopeful(played, [one for one in played.first if not one.marking.arrived])
        joins = {join for one in played.first if one not in calm for join, _ in one.marking.arrived}
        for join in (step for step in self.route.steps if step.join):
            if join.name == self.route.start and not any(one.marking.open for one in played.first):
                yield self.tell("join-waits-forever", join.name, sentence="join-start", awaited=join.join)
            elif join.name in joins and (stuck := self._first_stuck(played, join)):
                missing = set(join.join) - stuck.marking.waiting()[join.name]
                yield self.tell("join-waits-forever", join.name, trail=played.story(stuck), awaited=missing)

    def _first_stuck(self, played: Exploration, join: Step) -> Situation | None:
        calm = [one for one in played.first if all(name != join.name for name, _ in one.marking.arrived)]
        hopeful = self._hopeful(played, calm)
        stuck = [one for one in played.first if one not in hopeful]
        return next((one for one in stuck if not one.marking.open), stuck[0] if stuck else None)

    def _hopeful(self, played: Exploration, goals: list[Situation]) -> set[Situation]:
        """Where some play comes to a goal; without a proof, also wherever play goes on."""
        if played.proves:
            return played.coming_to(goals)
        return {*goals, *(one for one in played.first if one.marking.open)}

    def _joins_without_fork(self) -> Iterator[Finding]:
        """Joins no two of whose steps lie on two branches of one fork, however long the branches are."""
        forks = [outcome.to for step in self.route.steps for outcome in step.outcomes if outcome.forks]
        for join in (step for step in self.route.steps if step.join):
            awaited = [name for name in join.join if name in self.route]
            behind = {name: _closure(self.route.sources, {name}, besides=join.name) for name in awaited}
            if not any(_two_branches(fork, behind) for fork in forks):
                yield self.tell("join-without-fork", join.name, awaited=join.join)

    def _two_ends(self, played: Exploration) -> Iterator[Finding]:
        told: dict[str, Finding] = {}
        for turn in played.turns:
            if turn.cuts_off and turn.step not in told:
                trail = [*played.story(turn.before), turn.step]
                told[turn.step] = self.tell("two-ends", turn.step, trail=trail, others=turn.cuts_off)
        yield from self._in_order(told.values())

    def _illegal_moves(self, lived: Exploration, life: Life) -> Iterator[Finding]:
        told: dict[tuple[str, str], Finding] = {}
        for turn in lived.turns:
            at = (turn.step, turn.outcome.name)
            if at in told or not (turn.after is None or lived.ends_illegally(turn)):
                continue
            trail = [*lived.story(turn.before), turn.step]
            if turn.after is None:
                move = turn.outcome.move or ""
                told[at] = self.tell(
                    "illegal-move",
                    turn.step,
                    sentence="" if move in life.workflow.moves else "unknown-move",
                    trail=trail,
                    outcome=turn.outcome,
                    move=move,
                    state=turn.before.state,
                )
            else:
                told[at] = self.tell(
                    "illegal-move", turn.step, sentence="illegal-end", trail=trail, state=turn.after.state
                )
        yield from self._in_order(told.values())

    def _without_duty(self) -> Iterator[Finding]:
        for step in self.route.steps:
            if not step.waits and not step.duty:
                yield self.tell("no-duty", step.name)

    def _in_order(self, findings: Iterable[Finding]) -> list[Finding]:
        kept = list(findings)
        places = {name: place for place, name in enumerate(self.route.in_order(one.step for one in kept))}
        return sorted(kept, key=lambda one: places[one.step])


def _closure(links: Mapping[str, Iterable[str]], begin: set[str], besides: str = "") -> set[str]:
    """All that the links lead to from the beginning, itself included, never going through one step."""
    found, waiting = set(begin), list(begin)
    while waiting:
        for name in links[waiting.pop()]:
            if name not in found and name != besides:
                found.add(name)
                waiting.append(name)
    return found


def _two_branches(fork: tuple[str, ...], behind: Mapping[str, set[str]]) -> bool:
    """Whether two branches of the fork lead to two different steps of those that a join waits for."""
    met = [found for found in ({name for name, steps in behind.items() if to in steps} for to in fork) if found]
    return len(met) > 1 and len(set().union(*met)) > 1
