"""The longest play of a route that visits each step at most once: how much working time it may take.

Branches that run at once count by the longest of them: a join opens when the last of its branches comes in.
"""

from __future__ import annotations

from dataclasses import dataclass

from motcua.kernel.route.model import Route
from motcua.kernel.route.steps import Outcome

MOST = 20_000
"""How many turns the search may try; only routes that are a maze of loops need more."""

_NEVER = -1


@dataclass(frozen=True)
class Longest:
    """A longest play: its working minutes and the steps that decide them, in order.

    `minutes` is exact when it equals `at_most`; else the search was cut short and the truth lies between.
    """

    minutes: int
    path: tuple[str, ...]
    at_most: int


def longest(route: Route, most: int = MOST) -> Longest | None:
    """The longest play from start to end; None when none visits every step at most once."""
    if route.start not in route or route[route.start].join:
        return None
    remaining = _remaining(route)
    if remaining[route.start] == _NEVER:
        return None
    search = _Search(route, remaining, most)
    search.go_on(_Play({route.start: _Chain(route.start, 0, None)}, {}, frozenset({route.start})))
    if search.best is None:
        return None
    at_most = search.best.minutes if search.tries < most else remaining[route.start]
    return Longest(search.best.minutes, search.best.path, at_most)


@dataclass(frozen=True)
class _Chain:
    """A step opened at a minute, because of the one before."""

    step: str
    opened_at: int
    cause: _Chain | None

    def path(self) -> tuple[str, ...]:
        """The steps that led here, this one included."""
        steps: list[str] = []
        link: _Chain | None = self
        while link is not None:
            steps.append(link.step)
            link = link.cause
        return tuple(reversed(steps))


@dataclass(frozen=True)
class _Play:
    """Open steps, and for each join who led to it and when, in a play with every step visited once."""

    open: dict[str, _Chain]
    arrived: dict[tuple[str, str], tuple[int, _Chain]]
    visited: frozenset[str]


class _Search:
    """Depth first, the most promising outcome first; a play that cannot beat the best is left.

    The order in which independent tasks are completed does not matter here, since each has its own time.
    """

    def __init__(self, route: Route, remaining: dict[str, int], most: int) -> None:
        self.route, self.remaining, self.most = route, remaining, most
        self.longest = remaining[route.start]
        self.best: Longest | None = None
        self.tries = 0

    def go_on(self, play: _Play) -> None:
        if not play.open:
            return
        chain = max(play.open.values(), key=lambda chain: chain.opened_at + self.remaining[chain.step])
        step = self.route[chain.step]
        finished_at = chain.opened_at + step.budget
        following: list[tuple[int, _Play]] = []
        for outcome in step.outcomes:
            if outcome.ends:
                self._keep(finished_at, chain)
            elif self.tries < self.most and (after := self._after(play, chain, finished_at, outcome)):
                following.append((self._promise(after), after))
        for promise, after in sorted(following, key=lambda pair: -pair[0]):
            if promise != _NEVER and (self.best is None or self.best.minutes < min(promise, self.longest)):
                self.go_on(after)

    def _keep(self, minutes: int, chain: _Chain) -> None:
        if self.best is None or minutes > self.best.minutes:
            self.best = Longest(minutes, chain.path(), minutes)

    def _promise(self, play: _Play) -> int:
        """No continuation takes longer than this; never, when no branch can still come to the end."""
        open_until = [_sum(chain.opened_at, self.remaining[chain.step]) for chain in play.open.values()]
        waiting_until = [_sum(at, self.remaining[join]) for (join, _), (at, _) in play.arrived.items()]
        return max(open_until + waiting_until, default=_NEVER)

    def _after(self, play: _Play, chain: _Chain, at: int, outcome: Outcome) -> _Play | None:
        """The play one outcome further; None where a step would be visited a second time."""
        self.tries += 1
        opened = {name: other for name, other in play.open.items() if name != chain.step}
        arrived = dict(play.arrived)
        visited = set(play.visited)
        for target in outcome.to:
            if target not in self.route:
                continue
            cause, begins = chain, at
            if awaited := self.route[target].join:
                arrived[target, chain.step] = (at, chain)
                if any((target, name) not in arrived for name in awaited):
                    continue
                begins, cause = max((arrived.pop((target, name)) for name in awaited), key=lambda one: one[0])
            if target in visited:
                return None
            visited.add(target)
            opened[target] = _Chain(target, begins, cause)
        return _Play(opened, arrived, frozenset(visited))


def _sum(at: int, remaining: int) -> int:
    return _NEVER if remaining == _NEVER else at + remaining


def _remaining(route: Route) -> dict[str, int]:
    """For each step, a number of minutes that no visit-once play exceeds from its opening to the end.

    Links back to a step that is always passed before are left out; steps that still lie on a common loop
    count with the sum of all their budgets.
    """
    passed = _always_passed(route)
    links = {name: [to for to in targets if to not in passed[name]] for name, targets in route.leads.items()}
    found: dict[str, int] = {}
    for group in _loops(links):
        on_loop = sum(route[name].budget for name in group)
        onward = [found[to] for name in group for to in links[name] if to not in group]
        if any(outcome.ends for name in group for outcome in route[name].outcomes):
            onward.append(0)
        best = max(onward, default=_NEVER)
        found.update(dict.fromkeys(group, _sum(on_loop, best)))
    return found


def _always_passed(route: Route) -> dict[str, frozenset[str]]:
    """For each step, the steps that every play has visited when it opens, itself included."""
    place = {step.name: 1 << number for number, step in enumerate(route.steps)}
    everything = (1 << len(route.steps)) - 1
    passed = dict.fromkeys(place, everything)
    changing = True
    while changing:
        changing = False
        for step in route.steps:
            before = 0 if step.join else everything
            for source in route.sources[step.name]:
                before = before | passed[source] if step.join else before & passed[source]
            if step.name == route.start:
                before = 0
            if (before | place[step.name]) != passed[step.name]:
                passed[step.name] = before | place[step.name]
                changing = True
    return {name: frozenset(other for other, bit in place.items() if mask & bit) for name, mask in passed.items()}


def _loops(links: dict[str, list[str]]) -> list[tuple[str, ...]]:
    """The strongly connected groups of steps, each after all it leads to (Tarjan, without recursion)."""
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[tuple[str, ...]] = []
    for root, targets in links.items():
        if root in number:
            continue
        work = [(root, iter(targets))]
        number[root] = low[root] = len(number)
        stack.append(root)
        while work:
            name, onward = work[-1]
            for to in onward:
                if to not in number:
                    number[to] = low[to] = len(number)
                    stack.append(to)
                    work.append((to, iter(links[to])))
                    break
                if to in low:
                    low[name] = min(low[name], number[to])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == number[name]:
                    cut = stack.index(name)
                    groups.append(tuple(stack[cut:]))
                    for member in stack[cut:]:
                        del low[member]
                    del stack[cut:]
    return groups
