"""`make bench-large`: the rows of `make bench` at 1,000,000 closed matters beside the same at 10,000.

Two grounds in clusters of their own, each laid like that of `make bench` (journeys walked through the real
actions, copied, shifted in time), sealed and proved by `motcua journal check`. Then both are measured by
turns, three times each; `bench.growth` says what that makes. 1 when a row grows by more than its floor.

The large ground takes about 42 GB on the disk, and is thrown away at the end unless it is to be kept (`--keep`)
for another measuring (`--again`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bench.ground import CHECKOUT, FAMILIES, FULL, QUICK, say
from bench.growth import growth
from bench.report import Row, holds, read, table

HOMES = CHECKOUT / "var" / "bench-growth"
TIMES = 3
ROOM, BESIDES = 40_000, 6 * 10**9  # bytes a closed matter; bytes for the write-ahead log and the small ground


def main() -> int:
    """Lay both grounds, measure them by turns, judge what grew."""
    parser = argparse.ArgumentParser(prog="python -m bench.large", description=__doc__)
    parser.add_argument("--closed", type=int, default=1_000_000, metavar="N", help="closed matters (1,000,000)")
    parser.add_argument("--quick", action="store_true", help="tiny sizes beside them: whether it runs")
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=list(FAMILIES), metavar="FAMILY")
    parser.add_argument("--again", action="store_true", help="measure on the grounds that the last run kept")
    parser.add_argument("--keep", action="store_true", help="leave both grounds there for the next run")
    chosen = parser.parse_args()
    sizes, began = ((QUICK if chosen.quick else FULL).closed, chosen.closed), time.monotonic()
    CHECKOUT.joinpath("var").mkdir(exist_ok=True)
    free, wanted = shutil.disk_usage(CHECKOUT / "var").free, ROOM * chosen.closed + BESIDES
    if not chosen.again and free < wanted:
        say(f"{chosen.closed:,} matters want {wanted / 1e9:.0f} GB of disk, {free / 1e9:.0f} GB are free.")
        return 1
    homes = [HOMES / name for name in ("small", "large")]
    sized = ["--quick"] if chosen.quick else []
    if not chosen.again:
        for home, closed in zip(homes, sizes, strict=True):
            _bench(home, "--lay", "--closed", str(closed), "--times", str(TIMES), *sized)
            say(f"  {_weight(home) / 1e9:.1f} GB on the disk, {time.monotonic() - began:.0f} s since the beginning")
    pairs = []
    for turn in range(TIMES):
        say(f"Measuring both, {turn + 1} of {TIMES} …")
        pairs.append((_measured(homes[0], chosen.only), _measured(homes[1], chosen.only)))
    rows = growth(pairs, sizes=sizes)
    for closed, last in zip(sizes, pairs[-1], strict=True):
        sys.stdout.write(f"The last time at {closed:,} closed matters:\n\n{table(last)}\n\n")
    sys.stdout.write(f"Growth, the middle of {TIMES} pairs:\n\n{table(rows)}\n\n")
    sys.stdout.write(f"{time.monotonic() - began:.0f} s; load of the machine at the end {os.getloadavg()[0]:.1f}")
    sys.stdout.write(f" on {os.cpu_count()} cores.\n")
    if not chosen.keep:
        shutil.rmtree(HOMES, ignore_errors=True)
    return 0 if holds(rows) else 1


def _measured(home: Path, families: list[str]) -> list[Row]:
    return read(_bench(home, "--again", "--json", "--only", *families))


def _bench(home: Path, *words: str) -> str:
    """The bench itself in this home, to its end; what it printed. A floor that fails there is told, not judged."""
    ran = subprocess.run(
        [sys.executable, "-m", "bench", *words],
        env={**os.environ, "MOTCUA_BENCH_HOME": str(home)},
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if ran.returncode not in ((0, 1) if ran.stdout else (0,)):
        raise RuntimeError(f"`python -m bench {' '.join(words)}` ended with {ran.returncode}")
    return ran.stdout


def _weight(home: Path) -> int:
    """Bytes that lie in a home."""
    return sum(file.stat().st_blocks * 512 for file in home.rglob("*") if file.is_file())


if __name__ == "__main__":
    sys.exit(main())
