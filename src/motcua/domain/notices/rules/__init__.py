"""How a short message is written, and when it may arrive. Pure decisions: no queries, no clock."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, time, timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
LONGEST_TEXT = 459
"""Characters of three joined messages in the telephone network's own alphabet; a longer text would be cut anywhere."""


@dataclass(frozen=True)
class Quiet:
    """The hours in which nobody's telephone rings for us, on the wall clock; they may lie across midnight."""

    begins: time
    ends: time

    def over_at(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours it falls into; `moment` is in local time."""
        clock = moment.timetz().replace(tzinfo=None)
        ends = moment.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        if self.begins <= self.ends:
            return ends if self.begins <= clock < self.ends else moment
        if clock >= self.begins:
            return ends + timedelta(days=1)
        return ends if clock < self.ends else moment


def after(attempts: int) -> timedelta:
    """How long to wait after so many attempts that failed: twice as long each time, up to some hours."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 20)), LONGEST_WAIT)


def unaccented(text: str) -> str:
    """The text without diacritics, letters in the case they had: what any telephone shows, at a third of the price."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return kept.replace("“", '"').replace("”", '"').replace("–", "-").replace("…", "...")


def short(text: str, *, accented: bool) -> str:
    """A text as it goes out: on one line, unaccented unless the person wants it otherwise, cut at a word."""
    line = " ".join((text if accented else unaccented(text)).split())
    if len(line) <= LONGEST_TEXT:
        return line
    return f"{line[: LONGEST_TEXT - 3].rsplit(' ', 1)[0]}..."
