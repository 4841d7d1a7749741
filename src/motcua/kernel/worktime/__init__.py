"""The clock: when something is due, how long was worked on it, and why, by an office's own calendar.

Pure: it reads no clock, no table and no setting. Times are aware and may come with any offset; results are in
the calendar's timezone, exact to the minute (the seconds of a time are dropped: 09:00:59 is 09:00).
"""

from motcua.kernel.worktime.calendars import Calendar, read_calendar
from motcua.kernel.worktime.days import ExceptionalDay, Kind, Period
from motcua.kernel.worktime.explaining import Explanation, explain
from motcua.kernel.worktime.limits import WORKING_DAY_MINUTES, Limit, Unit, parse_budget
from motcua.kernel.worktime.replaying import replay
from motcua.kernel.worktime.terms import (
    CUTOFF,
    POLICIES,
    Act,
    Policy,
    Span,
    Step,
    add_working_minutes,
    due,
    worked,
)
from motcua.kernel.worktime.wording import LANGUAGES, Language, limit_in_words, minutes_in_words
from motcua.kernel.worktime.written import Misread

__all__ = [
    "CUTOFF",
    "LANGUAGES",
    "POLICIES",
    "WORKING_DAY_MINUTES",
    "Act",
    "Calendar",
    "ExceptionalDay",
    "Explanation",
    "Kind",
    "Language",
    "Limit",
    "Misread",
    "Period",
    "Policy",
    "Span",
    "Step",
    "Unit",
    "add_working_minutes",
    "due",
    "explain",
    "limit_in_words",
    "minutes_in_words",
    "parse_budget",
    "read_calendar",
    "replay",
    "worked",
]
