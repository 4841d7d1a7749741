"""The catalogue of procedures: what the portal's search box finds."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua procedures`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="search")

    search = verbs.add_parser("search", help="find procedures by words, code or abbreviation")
    search.add_argument("text", metavar="TEXT", help="diacritics are not needed; empty for all")
    search.add_argument("--limit", default="20", metavar="N", help="results at most (20)")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)


def run_search(chosen: argparse.Namespace) -> int:
    """Print the procedures in force today that fit, best first."""
    limit = _limit(chosen.limit)
    bootstrap.start()
    from django.utils.timezone import localdate

    from motcua.domain.packs import queries as packs
    from motcua.domain.procedures import queries

    today = localdate(datetime.now(UTC) - packs.clock_offset())
    results = [
        {"code": found.procedure.code, "name": found.procedure.name, "score": found.score}
        for found in queries.search(chosen.text, today, limit)
    ]
    if chosen.json:
        print(json.dumps({"results": results}, ensure_ascii=False))
        return 0
    for result in results:
        print(f"{result['score']:.2f}  {result['code']}  {result['name']}")
    return 0


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:7]) <= 100_000):
        raise Malformed(f"--limit: {text!r} is not a number from 1 to 100000.")
    return int(text)
