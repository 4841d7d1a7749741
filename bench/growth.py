"""How much worse a row becomes when much more lies on the ground: pure arithmetic over the rows of several runs.

The runs come in pairs, one after the other on the same machine; a pair's growth is theirs alone, and the
middle of the pairs counts. So neither a machine that becomes busier nor one disturbed run decides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from bench.report import Budget, Own, Row

Run = Sequence[Row]
GROWTH = Budget(1.3, 1.0, "×", most=True)


def grown(small: Own, large: Own) -> float:
    """How many times worse: above 1 whether it is a cost that rose or a rate that fell; `nan` where nothing tells."""
    before, after = (small.figure, large.figure) if small.cost else (large.figure, small.figure)
    if before == after:
        return 1.0 if before > 0 or small.cost else math.nan
    return math.inf if before <= 0 else after / before


def growth(pairs: Sequence[tuple[Run, Run]], *, sizes: tuple[int, int]) -> list[Row]:
    """A row for each figure of our own, the worst of them last; what one run did not measure fails."""
    names = list(dict.fromkeys(own.name for pair in pairs for run in pair for own in _owns(run).values()))
    rows = [_row(name, pairs, sizes) for name in names]
    if not rows:
        return []
    judged = [math.nan if row.judged is None else row.judged for row in rows]
    worst = max(range(len(rows)), key=lambda place: (math.isnan(judged[place]), judged[place]))
    told = f"{sizes[1]:,} closed matters against {sizes[0]:,}"
    return [*rows, Row(f"growth, the worst of {len(rows)} rows", told, rows[worst].name, judged[worst], GROWTH)]


def _owns(run: Run) -> dict[str, Own]:
    return {row.own.name: row.own for row in run if row.own is not None}


def _row(name: str, pairs: Sequence[tuple[Run, Run]], sizes: tuple[int, int]) -> Row:
    found = [(_owns(small).get(name), _owns(large).get(name)) for small, large in pairs]
    whole = [(small, large) for small, large in found if small is not None and large is not None]
    if len(whole) < len(pairs):
        return Row(name, "", "", math.nan, GROWTH, f"measured in {len(whole)} of {len(pairs)} pairs")
    each = [grown(small, large) for small, large in whole]
    return Row(
        name,
        f"{_middle([large for _, large in whole])} at {sizes[1]:,}",
        f"{_middle([small for small, _ in whole])} at {sizes[0]:,}",
        math.nan if any(map(math.isnan, each)) else median(each),
        GROWTH,
        "in turn " + ", ".join(f"{one:.2f}" for one in each),
    )


def _middle(owns: Sequence[Own]) -> str:
    return Own(owns[0].name, median(own.figure for own in owns), owns[0].unit).written
