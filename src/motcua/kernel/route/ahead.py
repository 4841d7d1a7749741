"""How much working time a route still wants when everything goes as one hopes."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.kernel.route.model import Route


def to_go(route: Route, open_steps: Iterable[str]) -> int:
    """Working minutes from the beginning of the open steps to the end, each step ending by its first outcome.

    The first outcome a route names is the hoped-for one; what runs at once counts by the longest. A step the route
    does not have counts nothing, and one that is met again on a loop counts once.
    """
    known: dict[str, int] = {}
    return max((_from(route, step, known, frozenset()) for step in open_steps), default=0)


def _from(route: Route, name: str, known: dict[str, int], passed: frozenset[str]) -> int:
    if name not in route or name in passed:
        return 0
    if name not in known:
        step = route[name]
        onward = step.outcomes[0].to if step.outcomes else ()
        known[name] = step.budget + max((_from(route, to, known, passed | {name}) for to in onward), default=0)
    return known[name]
