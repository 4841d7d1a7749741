"""What a row of the bench is, whether its floor holds, and the table that people read."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

Verdict = Literal["holds", "aim met", "FAILS", "-"]


@dataclass(frozen=True)
class Budget:
    """A floor that must hold and the aim behind it, both in the unit of what is judged.

    With `most` they are the most that is allowed (milliseconds, bytes, statements), otherwise the least
    (a rate, a share of the yardstick).
    """

    floor: float
    aim: float
    unit: str
    most: bool = False

    def verdict(self, judged: float) -> Verdict:
        """How a figure stands to this budget; a figure that is no number fails."""
        if math.isnan(judged):
            return "FAILS"
        if self._reaches(judged, self.aim):
            return "aim met"
        return "holds" if self._reaches(judged, self.floor) else "FAILS"

    def _reaches(self, judged: float, bar: float) -> bool:
        return judged <= bar if self.most else judged >= bar


@dataclass(frozen=True)
class Own:
    """Our own figure, without its yardstick, under a name that is the same whatever lies on the ground.

    A `cost` (time, bytes, statements) grows when it becomes more, a rate when it becomes less.
    """

    name: str
    figure: float
    unit: str
    cost: bool = False

    @property
    def written(self) -> str:
        """For people."""
        return in_words(self.figure, self.unit)


@dataclass(frozen=True)
class Row:
    """One line: what was measured, beside what, and the figure that the budget judges.

    A row without a budget is told for proportion only. The note stands below the table; `own` is what growth
    is told by.
    """

    name: str
    measured: str
    yardstick: str
    judged: float | None
    budget: Budget | None
    note: str = ""
    own: Own | None = None

    @property
    def verdict(self) -> Verdict:
        """`-` for a row that nothing is asked of."""
        return "-" if self.budget is None or self.judged is None else self.budget.verdict(self.judged)


def share_of_rate(ours: float, theirs: float) -> float:
    """Our rate as percent of the yardstick's; nothing done by us is nothing, whatever the yardstick did."""
    if ours <= 0:
        return 0.0
    return math.inf if theirs <= 0 else 100.0 * ours / theirs


def share_of_time(ours: float, theirs: float) -> float:
    """How fast we are as percent of the yardstick, from the times that one piece of work took each."""
    return share_of_rate(1 / ours if ours > 0 else 0.0, 1 / theirs if theirs > 0 else 0.0)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values (0 < share <= 1) do not exceed.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("a percentile of nothing")
    return sorted(values)[max(0, math.ceil(round(share * len(values), 9)) - 1)]


def holds(rows: Sequence[Row]) -> bool:
    """Whether no floor is broken; a bench that measured nothing proves nothing."""
    return bool(rows) and all(row.verdict != "FAILS" for row in rows)


def table(rows: Sequence[Row]) -> str:
    """The rows as aligned text."""
    lines = [("what", "measured", "yardstick", "judged", "floor", "aim", "verdict")]
    for row in rows:
        judged = "" if row.judged is None or row.budget is None else in_words(row.judged, row.budget.unit)
        floor, aim = (_bar(row.budget, row.budget.floor), _bar(row.budget, row.budget.aim)) if row.budget else ("", "")
        lines.append((row.name, row.measured, row.yardstick, judged, floor, aim, row.verdict))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    lines.insert(1, tuple("-" * width for width in widths))  # type: ignore[arg-type]  # as many as there are columns
    written = [
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    ]
    return "\n".join([*written, *(f"  * {row.name}: {row.note}" for row in rows if row.note)])


def as_json(rows: Sequence[Row], **circumstances: object) -> str:
    """The same for machines; `read` reads it."""
    told = [{**asdict(row), "verdict": row.verdict} for row in rows]
    return json.dumps({**circumstances, "holds": holds(rows), "rows": told}, ensure_ascii=False, indent=1)


def read(text: str) -> list[Row]:
    """The rows that `as_json` wrote; what it said of them is found again, not believed.

    Raises:
        ValueError: it is something else.
    """
    try:
        return [_row(told) for told in json.loads(text)["rows"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"no rows of the bench: {text[:200]}") from error


def _row(told: dict[str, Any]) -> Row:
    del told["verdict"]
    budget, own = told.pop("budget"), told.pop("own")
    return Row(budget=Budget(**budget) if budget else None, own=Own(**own) if own else None, **told)


def _bar(budget: Budget, figure: float) -> str:
    return f"{'≤' if budget.most else '≥'} {in_words(figure, budget.unit)}"


def in_words(figure: float, unit: str) -> str:
    """A figure with as many digits as anybody believes, and its unit."""
    if not math.isfinite(figure):
        return "?" if math.isnan(figure) else "∞"
    digits = 0 if abs(figure) >= 100 or figure == int(figure) else 1 if abs(figure) >= 10 else 2
    return f"{figure:.{digits}f} {unit}".rstrip()
