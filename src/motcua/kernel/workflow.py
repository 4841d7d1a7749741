"""Workflows as data: the legal moves of one kind of record.

A workflow knows which move leads where. It knows nothing of people, time or
storage; those belong to the rules and the actions of the module that owns it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.kernel.errors import Refused


@dataclass(frozen=True)
class Move:
    """One named move: each state it may start from, with the state it leads to from there."""

    leads: Mapping[str, str]

    @classmethod
    def to(cls, target: str, *sources: str) -> Move:
        """The common case: wherever it starts, it leads to the same state."""
        return cls({str(source): str(target) for source in sources})


@dataclass(frozen=True)
class Workflow:
    """The whole table of one kind of record."""

    initial: str
    moves: Mapping[str, Move]

    def after(self, move: str, state: str) -> str:
        """The state that `move` leads to; refused (`illegal_move`) where the move is not legal."""
        if move not in self.moves or state not in self.moves[move].leads:
            raise Refused("illegal_move", f"cannot {move} from {state}", move=move, state=str(state))
        return self.moves[move].leads[state]

    def moves_from(self, state: str) -> list[str]:
        """Names of the moves that are legal in `state`, in the order of the table."""
        return [name for name, move in self.moves.items() if state in move.leads]

    @property
    def states(self) -> list[str]:
        """Every state the table names."""
        named = {str(self.initial)}
        for move in self.moves.values():
            named |= set(move.leads) | set(move.leads.values())
        return sorted(named)

    @property
    def final(self) -> list[str]:
        """States that no move leaves: the record is closed there."""
        left = {source for move in self.moves.values() for source in move.leads}
        return sorted({target for move in self.moves.values() for target in move.leads.values()} - left)

    def diagram(self) -> str:
        """The same table as a Mermaid diagram, for the documentation."""
        lines = [f"[*] --> {self.initial}"]
        for name, move in self.moves.items():
            lines += [f"{source} --> {target}: {name}" for source, target in sorted(move.leads.items())]
        return "\n    ".join(["stateDiagram-v2", *lines])
