"""Everything that waits: for one official, for each of a leader's people, and what will be late in the next days."""

from motcua.domain.worklist.queries.ahead import Risk, ahead_of
from motcua.domain.worklist.queries.team import Colleague, Team, team_of
from motcua.domain.worklist.queries.waiting import (
    ALL,
    AgencyLoad,
    Filter,
    Group,
    Row,
    StepLoad,
    first_waiting,
    groups,
    load,
    rows,
    waiting_for,
)

__all__ = [
    "ALL",
    "AgencyLoad",
    "Colleague",
    "Filter",
    "Group",
    "Risk",
    "Row",
    "StepLoad",
    "Team",
    "ahead_of",
    "first_waiting",
    "groups",
    "load",
    "rows",
    "team_of",
    "waiting_for",
]
