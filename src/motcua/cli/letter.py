"""An official letter from a letter file: as PDF/A, with what is wrong with its form."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed

LANGUAGES = ("vi", "en")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua letter`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="render")
    render = verbs.add_parser("render", help="typeset a letter file as PDF/A-2b")
    render.add_argument("file", type=Path, metavar="FILE", help="a letter file (YAML)")
    render.add_argument("--out", required=True, type=Path, metavar="PDF", help="where the PDF goes")
    render.add_argument("--language", default="vi", choices=LANGUAGES, help="of the findings")
    render.add_argument("--json", action="store_true")
    render.set_defaults(run=run_render)


def run_render(chosen: argparse.Namespace) -> int:
    """Write the PDF and print its findings; 1 when there are any, the PDF is written all the same."""
    bootstrap.start_without_database()
    from django.utils import translation

    from motcua.domain.letters.queries.files import render_file

    with translation.override(chosen.language):
        done = render_file(chosen.file, at=datetime.now(UTC))
    try:
        chosen.out.write_bytes(done.pdf)
    except OSError as problem:
        raise Malformed(f"{chosen.out}: the PDF cannot be written ({problem.strerror}).") from None
    if chosen.json:
        told = [{"code": each.code, "severity": each.severity.value, "story": each.story} for each in done.findings]
        print(json.dumps({"pages": done.pages, "findings": told}, ensure_ascii=False))
    else:
        english = chosen.language == "en"
        print(f"{chosen.out}: {done.pages} {'pages' if english else 'trang'}.")
        for each in done.findings:
            print(f"{each.code} ({each.severity.value}): {each.story}")
    return 1 if done.findings else 0
