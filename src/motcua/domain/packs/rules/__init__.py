"""What makes a folder a sound province pack, and what it says. It reads files, no table and no clock."""

from motcua.domain.packs.rules.checking import check, look_over, read
from motcua.domain.packs.rules.findings import Finding
from motcua.domain.packs.rules.pack import (
    Agency,
    Area,
    CalendarFile,
    Contact,
    Counter,
    Pack,
    ProcedureFile,
    RouteFile,
)
from motcua.domain.packs.rules.routes import soundness

__all__ = [
    "Agency",
    "Area",
    "CalendarFile",
    "Contact",
    "Counter",
    "Finding",
    "Pack",
    "ProcedureFile",
    "RouteFile",
    "check",
    "look_over",
    "read",
    "soundness",
]
