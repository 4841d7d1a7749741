"""The proof that the journal is whole, and that every open matter has somebody or something it waits for."""

from __future__ import annotations

import argparse
import json

from motcua.config import bootstrap


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua journal`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check")
    check = verbs.add_parser("check", help="compute everything again and name each entry that was touched")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)


def run_check(chosen: argparse.Namespace) -> int:
    """Check the journal of the configured database; 1 when anything is wrong."""
    bootstrap.start()
    return check(as_json=chosen.json)


def check(*, as_json: bool) -> int:
    """Print what is wrong, or that nothing is; Django is set up."""
    from motcua.domain.journal import queries as journal
    from motcua.domain.matters import queries as matters

    problems = journal.check()
    extent = journal.extent()
    lost = matters.orphans()
    if as_json:
        found = {
            "entries": extent.entries,
            "sealed": extent.sealed,
            "problems": [
                {"code": each.code, "entry": each.entry_id, "story": each.story, "english": each.english}
                for each in problems
            ],
            "matters_without_owner": [{"code": each.code, "story": each.story} for each in lost],
        }
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"Nhật ký: {extent.entries} mục, {extent.sealed} mục đã niêm phong.")
        for problem in problems:
            print(f"✗ [{problem.code}] {problem.story}\n  {problem.english}")
        for matter in lost:
            print(f"✗ [matter_without_owner] {matter.story}")
        if not problems and not lost:
            print("✓ Nhật ký nguyên vẹn; mọi vụ việc đang mở đều có bước đang làm hoặc đang chờ.")
    return 1 if problems or lost else 0
