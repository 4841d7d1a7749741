"""`make bench`: lay the ground, measure every row beside its yardstick, print the table; 1 when a floor breaks.

`make bench-large` (`bench.large`) does this at 1,000,000 closed matters and tells how much each row grew.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable

from bench import ground as grounds
from bench.ground import FAMILIES, FULL, QUICK, Ground, Size, motcua, say
from bench.report import Row, as_json, holds, table


def main() -> int:
    """Run the families that are wanted; all of them when none is named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: whether it runs, not how fast it is")
    parser.add_argument("--again", action="store_true", help="measure on the ground that the last run left")
    parser.add_argument("--closed", type=int, metavar="N", help="closed matters (10,000)")
    parser.add_argument("--times", type=int, default=1, metavar="N", help="how often the ground will be measured")
    parser.add_argument("--lay", action="store_true", help="lay the ground, prove its journal, measure nothing")
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=list(FAMILIES), metavar="FAMILY")
    parser.add_argument("--json", action="store_true", help="print the rows for machines")
    chosen = parser.parse_args()
    size, began = (QUICK if chosen.quick else FULL).wanted(chosen.closed, chosen.times), time.monotonic()
    say("Laying the ground …")
    with grounds.prepared(size, again=chosen.again) as ground:
        laid = time.monotonic() - began
        say(f"  {ground.matters:,} matters, {laid:.0f} s")
        if chosen.lay:
            return _proved()
        rows = _measured(ground, ground.size, set(chosen.only))
    took, load = time.monotonic() - began, os.getloadavg()[0]
    if chosen.json:
        sys.stdout.write(f"{as_json(rows, matters=ground.matters, seconds=took, load=load, quick=chosen.quick)}\n")
    else:
        sys.stdout.write(
            f"{table(rows)}\n\n{ground.matters:,} matters; {took:.0f} s, {laid:.0f} of them for the ground; "
        )
        sys.stdout.write(f"load of the machine at the end {load:.1f} on {os.cpu_count()} cores.\n")
    return 0 if holds(rows) else 1


def _proved() -> int:
    """Have the program itself check the journal of the copies."""
    began = time.monotonic()
    motcua("journal", "check", aside=True)
    say(f"  checked by `motcua journal check`, {time.monotonic() - began:.0f} s")
    return 0


def _measured(ground: Ground, size: Size, wanted: set[str]) -> list[Row]:
    """Rows in the order of the design; what needs the web server shares one, what needs clients one crew."""
    from bench import catalogue, desk, filing, hotline, letter, lists, reports, signing, status, step, visiting
    from bench.crew import Crew
    from bench.serving import served

    alone: dict[str, Callable[[], list[Row]]] = {
        "letter": lambda: letter.rows(ground, size),
        "signing": lambda: signing.rows(ground, size),
        "search": lambda: catalogue.rows(ground, size),
        "status": lambda: status.rows(ground, size),
        "lists": lambda: lists.rows(ground, size),
    }
    measured: dict[str, list[Row]] = {}
    if wanted & {"filing", "visit"} and not ground.drafts:
        raise RuntimeError("Every draft of this ground is handed in: lay it anew, or measure the others.")
    for family, rows in alone.items():
        if family in wanted:
            say(f"Measuring: {family} …")
            measured[family] = rows()
    if wanted & {"step", "worklist", "filing", "reports", "visit", "hotline"}:
        with Crew(step.CLIENTS) as crew:
            if "step" in wanted:
                say("Measuring: step …")
                measured["step"] = step.rows(ground, size, crew)
            if wanted & {"worklist", "filing", "visit"}:
                with served() as port:
                    wired: dict[str, Callable[[], list[Row]]] = {
                        "visit": lambda: visiting.rows(ground, port),
                        "worklist": lambda: desk.rows(ground, size, crew, port),
                        "filing": lambda: filing.rows(ground, size, crew, port),
                    }
                    for family, rows in wired.items():
                        if family in wanted:
                            say(f"Measuring: {family} …")
                            measured[family] = rows()
            if "reports" in wanted:
                with served("bench.settings") as port:  # ours and the yardstick beside it, by one server
                    say("Measuring: reports …")
                    measured["reports"] = reports.rows(ground, size, crew, port)
            if "hotline" in wanted:
                say("Measuring: hotline …")
                measured["hotline"] = hotline.rows(ground, size, crew)
    return [row for family in FAMILIES for row in measured.get(family, [])]


if __name__ == "__main__":
    sys.exit(main())
