"""Counting over days without walking them: whole weeks by arithmetic, exceptions by prefix sums.

Days are ordinals (`date.toordinal`, 1 is Monday 1 January of the year 1).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import accumulate

from motcua.kernel.errors import Malformed

LAST_DAY = date.max.toordinal()
_ENDS = range(2, LAST_DAY + 2)
"""The midnights at which days end, as ordinals of the day after."""


class Tally:
    """How much of something (working minutes, working days) lies before a day.

    A question costs the same for one day and for a century: a bisection over the exceptions, and for the
    inverse another over the days of all years.
    """

    __slots__ = ("_gains", "_ordinals", "_week", "_weekdays")

    def __init__(self, weekdays: Sequence[int], exceptions: Sequence[tuple[int, int]]) -> None:
        """The amounts of Monday to Sunday, and the days that differ, in order, each with its amount."""
        self._weekdays = [0, *accumulate(weekdays)]
        self._week = self._weekdays[7]
        self._ordinals = [day for day, _ in exceptions]
        gains = (amount - weekdays[(day - 1) % 7] for day, amount in exceptions)
        self._gains = [0, *accumulate(gains)]

    def before(self, day: int) -> int:
        """The amount on all days before `day`."""
        weeks, rest = divmod(day - 1, 7)
        usual = weeks * self._week + self._weekdays[rest]
        return usual + self._gains[bisect_left(self._ordinals, day)]

    def day_reaching(self, amount: int) -> int:
        """The first day by whose end `amount` is reached; Malformed where no year up to 9999 holds it."""
        position = bisect_left(_ENDS, amount, key=self.before)
        if position == len(_ENDS):
            raise Malformed("The term would end after the year 9999, or after the last working time known.")
        return position + 1
