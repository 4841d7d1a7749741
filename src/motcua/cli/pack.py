"""A province pack: everything that is wrong with it, or loading it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from motcua.domain import packs

LANGUAGES = ("vi", "en")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua pack`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|load")

    check = verbs.add_parser("check", help="every finding, each with its file and line")
    check.add_argument("directory", type=Path, metavar="DIR")
    check.add_argument("--language", default="vi", choices=LANGUAGES, help="of the sentences")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=run_check)

    load = verbs.add_parser("load", help="load or update it; says what changed")
    load.add_argument("directory", type=Path, metavar="DIR")
    load.set_defaults(run=run_load)


def run_check(chosen: argparse.Namespace) -> int:
    """Print the findings; 1 when there is one."""
    findings = packs.check(chosen.directory)
    told = [(finding, finding.story_en if chosen.language == "en" else finding.story_vi) for finding in findings]
    if chosen.json:
        listed = [
            {"code": finding.code, "file": finding.file, "line": finding.line, "story": story}
            for finding, story in told
        ]
        print(json.dumps({"findings": listed}, ensure_ascii=False))
    else:
        for finding, story in told:
            print(f"{finding.file}:{finding.line}: {story}")
    return 1 if findings else 0


def run_load(chosen: argparse.Namespace) -> int:
    """Load the pack in one transaction and print what changed."""
    from motcua.config import bootstrap

    bootstrap.start_on_tables()
    from django.utils import timezone

    from motcua.domain.packs import actions
    from motcua.kernel.actors import System

    for sentence in actions.load(chosen.directory, by=System("pack.load"), now=timezone.now()):
        print(sentence)
    return 0
