"""The catalogues of procedures: what the portal's search box finds, and taking in national records."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed

LANGUAGES = ("vi", "en")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua procedures`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="import|search")

    taken = verbs.add_parser("import", help="take in national procedure records: JSON lines, CSV or XLSX")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--dry-run", action="store_true", help="only say what would happen")
    taken.add_argument("--language", default="vi", choices=LANGUAGES, help="of the sentences")
    taken.add_argument("--json", action="store_true")
    taken.set_defaults(run=run_import)

    search = verbs.add_parser("search", help="find procedures by words, code or abbreviation")
    search.add_argument("text", metavar="TEXT", help="diacritics are not needed; empty for all")
    search.add_argument("--limit", default="20", metavar="N", help="results at most (20)")
    search.add_argument("--json", action="store_true")
    search.set_defaults(run=run_search)


def run_import(chosen: argparse.Namespace) -> int:
    """Take the file in and print what became of its records; 1 when some were rejected."""
    try:
        file = chosen.file.open("rb")
    except OSError as problem:
        raise Malformed(f"{chosen.file}: cannot be opened ({problem.strerror}).") from None
    with file:
        bootstrap.start_on_tables()
        from django.utils import timezone

        from motcua.domain.procedures import actions
        from motcua.kernel.actors import System

        by, now = System("procedures.import"), timezone.now()
        done = actions.import_national(file, chosen.file.name, by=by, now=now, dry_run=chosen.dry_run)
    english = chosen.language == "en"
    rejected = [
        {"line": each.line, "code": each.code, "why": each.why_en if english else each.why, "reason": each.reason}
        for each in done.rejected
    ]
    counts = {"created": done.created, "updated": done.updated, "unchanged": done.unchanged}
    if chosen.json:
        print(json.dumps({**counts, "rejected": rejected}, ensure_ascii=False))
        return 1 if rejected else 0
    for each in rejected:
        print(f"{chosen.file}:{each['line']}: {each['code']} {each['why']}".replace(":  ", ": "))
    if english:
        print("New {created}, changed {updated}, known already {unchanged};".format(**counts), end=" ")
        print(f"rejected {len(rejected)}." + (" Nothing was kept (--dry-run)." if chosen.dry_run else ""))
    else:
        print("Thêm mới {created}, thay đổi {updated}, đã có {unchanged};".format(**counts), end=" ")
        print(f"không nhận {len(rejected)}." + (" Chưa lưu gì (--dry-run)." if chosen.dry_run else ""))
    return 1 if rejected else 0


def run_search(chosen: argparse.Namespace) -> int:
    """Print the procedures of both catalogues that fit today, best first."""
    limit = _limit(chosen.limit)
    bootstrap.start_on_tables()
    from django.utils.timezone import localdate

    from motcua.domain.packs import queries as packs
    from motcua.domain.procedures import queries

    today = localdate(datetime.now(UTC) - packs.clock_offset())
    results = [
        {"code": hit.code, "name": hit.name.vi, "score": hit.score}
        for hit in queries.find(chosen.text, today, limit=limit).hits
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
