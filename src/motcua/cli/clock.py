"""When something is due, and how long was worked on it, by a calendar file."""

from __future__ import annotations

import argparse
import json
import re
from datetime import datetime, time
from pathlib import Path

from motcua.kernel.errors import Malformed
from motcua.kernel.worktime import (
    LANGUAGES,
    POLICIES,
    Limit,
    Span,
    explain,
    read_calendar,
    worked,
)

_CUTOFF = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua clock`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="due|worked")

    due = verbs.add_parser("due", help="the time something is due")
    due.add_argument("--calendar", required=True, type=Path, metavar="FILE")
    due.add_argument("--start", required=True, metavar="T", help="ISO 8601 with its offset")
    due.add_argument("--limit", required=True, help='such as "3 working_days" or same_day')
    due.add_argument("--policy", default="same_time", metavar="|".join(POLICIES))
    due.add_argument("--cutoff", default="15:00", metavar="HH:MM")
    due.add_argument("--hold", action="append", default=[], metavar="T/T", help="may be given again")
    due.add_argument("--explain", action="store_true", help="say why, in sentences")
    due.add_argument("--language", default="vi", metavar="|".join(LANGUAGES), help="of the sentences")
    due.add_argument("--json", action="store_true")
    due.set_defaults(run=run_due)

    minutes = verbs.add_parser("worked", help="the minutes of working time between two times")
    minutes.add_argument("--calendar", required=True, type=Path, metavar="FILE")
    minutes.add_argument("--from", required=True, dest="start", metavar="T")
    minutes.add_argument("--to", required=True, dest="end", metavar="T")
    minutes.add_argument("--json", action="store_true")
    minutes.set_defaults(run=run_worked)


def run_due(chosen: argparse.Namespace) -> int:
    """Print the due time; with `--explain` (always in JSON) the sentences that lead to it."""
    explanation = explain(
        _time(chosen.start, "--start"),
        Limit.parse(chosen.limit),
        read_calendar(chosen.calendar),
        policy=chosen.policy,
        cutoff=_cutoff(chosen.cutoff),
        holds=[_hold(each) for each in chosen.hold],
        language=chosen.language,
    )
    if chosen.json:
        document = {"due": explanation.due.isoformat(), "explanation": explanation.sentences}
        print(json.dumps(document, ensure_ascii=False))
        return 0
    print(explanation.due.isoformat())
    if chosen.explain:
        print(*explanation.sentences, sep="\n")
    return 0


def run_worked(chosen: argparse.Namespace) -> int:
    """Print the minutes of working time between the two times."""
    start, end = _time(chosen.start, "--from"), _time(chosen.end, "--to")
    minutes = worked(start, end, read_calendar(chosen.calendar))
    print(json.dumps({"minutes": minutes}) if chosen.json else minutes)
    return 0


def _time(text: str, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Malformed(f"{name}: {text!r} is not a time such as 2024-10-14T09:00+07:00.") from None
    if at.utcoffset() is None:
        raise Malformed(f"{name}: {text!r} has no offset from UTC, such as +07:00.")
    return at


def _cutoff(text: str) -> time:
    found = _CUTOFF.fullmatch(text)
    if found is None:
        raise Malformed(f"--cutoff: {text!r} is not a time of day such as 15:00.")
    return time(int(found[1]), int(found[2]))


def _hold(text: str) -> Span:
    begins, slash, ends = text.partition("/")
    if not slash:
        raise Malformed(f"--hold: {text!r} is not two times with a / between them.")
    return Span(_time(begins, "--hold"), _time(ends, "--hold"))
