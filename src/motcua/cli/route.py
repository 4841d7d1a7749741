"""Check a route (quy trình nội bộ) for faults, or export it as BPMN 2.0."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.kernel.errors import Malformed
from motcua.kernel.reading import read_yaml
from motcua.kernel.route import Route, bpmn, verify
from motcua.kernel.workflow import Workflow

KINDS = ("dossier",)
"""The kinds of matter whose legal moves are known."""


@dataclass(frozen=True)
class Law:
    """What a kind of matter says about the moves of its routes."""

    workflow: Workflow
    implicit: Mapping[str, str]
    state_names: Mapping[str, str]


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs and what each needs."""
    verbs = parser.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("verify", help="report every fault of a route")
    check.add_argument("file", type=Path, metavar="FILE", help="a route file (YAML)")
    check.add_argument("--json", action="store_true", help="print one JSON document")
    check.set_defaults(run=run_verify)
    export = verbs.add_parser("bpmn", help="print a route as BPMN 2.0 with its diagram")
    export.add_argument("file", type=Path, metavar="FILE", help="a route file (YAML)")
    export.set_defaults(run=run_bpmn)


def run_verify(chosen: argparse.Namespace) -> int:
    """Print the findings; 1 when there are any."""
    route = read_route(chosen.file)
    law = law_of(route)
    findings = verify(route, law.workflow, implicit=law.implicit, state_names=law.state_names)
    if chosen.json:
        told = [{"code": one.code, "step": one.step, "story": one.story} for one in findings]
        print(json.dumps({"findings": told}, ensure_ascii=False, indent=2))
    elif not findings:
        print(f"{route.title}: không có lỗi.")
    else:
        for one in findings:
            print(f"{one.code} ({one.step}): {one.story}")
    return 1 if findings else 0


def run_bpmn(chosen: argparse.Namespace) -> int:
    """Print the file."""
    sys.stdout.write(bpmn(read_route(chosen.file)))
    return 0


def read_route(path: Path) -> Route:
    """The route in a file; `Malformed` names the file."""
    written = read_yaml(path)
    try:
        return Route.from_mapping(written)
    except Malformed as problem:
        raise Malformed(f"{path}: {problem}") from None


def law_of(route: Route) -> Law:
    """The legal moves of the route's kind; `Malformed` for a kind that has none."""
    if route.kind not in KINDS:
        raise Malformed(f"Route {route.name}: {route.kind} is no kind of matter; known are {', '.join(KINDS)}.")
    _let_states_have_names()
    from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW, State

    return Law(WORKFLOW, IMPLICIT_MOVES, {state.value: str(state.label) for state in State})


def _let_states_have_names() -> None:
    """The names of states are marked for translation, which needs settings; the Vietnamese source will do."""
    from django.conf import settings

    if not settings.configured and not os.environ.get("DJANGO_SETTINGS_MODULE"):
        settings.configure(USE_I18N=False)
