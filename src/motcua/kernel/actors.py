"""Who acts, as values: a citizen, an official at an agency, or the program itself.

Doors build an actor once for each request; rules judge it without tables and the journal keeps its
kind and its key, never a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class Citizen:
    """A person or an organisation that signed in to ask something of the province."""

    kind: ClassVar[str] = "citizen"
    account_id: int

    @property
    def key(self) -> str:
        """What the journal keeps: the account's id."""
        return str(self.account_id)


@dataclass(frozen=True)
class Official:
    """A civil servant who acts for one agency, with the duties held there at this moment.

    `stands_in_for` are the accounts whose dated delegation at that agency is in force.
    """

    kind: ClassVar[str] = "official"
    account_id: int
    agency_id: int
    agency_code: str
    duties: frozenset[str] = field(default_factory=frozenset)
    stands_in_for: frozenset[int] = field(default_factory=frozenset)

    @property
    def key(self) -> str:
        """What the journal keeps: the account's id."""
        return str(self.account_id)


@dataclass(frozen=True)
class System:
    """The program acting by the clock or by an operator's command; `name` is the job or the command."""

    kind: ClassVar[str] = "system"
    name: str

    @property
    def key(self) -> str:
        """What the journal keeps: the name of the job or the command."""
        return self.name


Actor = Citizen | Official | System
