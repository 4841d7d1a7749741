"""The legal states of a matter as a route moves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.kernel.route.model import Route
from motcua.kernel.workflow import Workflow


@dataclass(frozen=True)
class Life:
    """A table of legal moves, made by outcomes and, at some desks, by the mere opening of a task.

    `implicit` names for a desk the move that happens by itself wherever it is legal when a task opens there;
    `final` are the states in which the route may end.
    """

    workflow: Workflow
    implicit: Mapping[str, str] = field(default_factory=dict)
    final: frozenset[str] = frozenset()

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

    def stirring(self, route: Route) -> frozenset[str]:
        """The states from which some play of the route can still come to a move that happens by itself."""
        named = {outcome.move for step in route.steps for outcome in step.outcomes} | set(self.implicit.values())
        moves = [move for name, move in self.workflow.moves.items() if name in named]
        found = {str(source) for name in self.implicit.values() for source in self._sources(name)}
        grown = True
        while grown:
            before = {str(one) for move in moves for one, to in move.leads.items() if str(to) in found}
            grown = not before <= found
            found |= before
        return frozenset(found)

    def _sources(self, move: str) -> Iterable[str]:
        return self.workflow.moves[move].leads if move in self.workflow.moves else ()
