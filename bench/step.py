"""A step of a route through the real action, beside the same rows by bare psycopg and beside SpiffWorkflow.

The officials propose and send back, so that a dossier never runs out of steps; no paper is issued in these
two. Looking up which task is open now is left out of everybody's time.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from functools import cache

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import yardsticks
from bench.crew import Crew, Tally, rate_of
from bench.ground import Ground, Size
from bench.report import Budget, Row, share_of_rate
from motcua.domain.accounts import queries as accounts
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Said
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official

CLIENTS = 4
ENTRY = {"child_id_number": "070324000123"}
Order = tuple[list[int], int, int, int, datetime, float]


def rows(ground: Ground, size: Size, crew: Crew) -> list[Row]:
    """One client and four; the three ways take turns, so that a busy machine is busy for all of them."""
    made = [_statements(ground)]
    for clients in (1, CLIENTS):
        ours, bare, engine = 0.0, 0.0, 0.0
        for turn in range(size.rounds):
            orders = _orders(ground, clients, turn, size.seconds)
            ours += rate_of(crew.work(steps, orders)) / size.rounds
            bare += rate_of(crew.work(yardsticks.bare_steps, orders)) / size.rounds
            engine += (
                rate_of(crew.work(yardsticks.engine_steps, [(ground.route_id, n, size.seconds) for n in range(clients)]))
                / size.rounds
            )
        name = f"step of a route, {clients} client{'s' if clients > 1 else ''}"
        made += [
            Row(
                f"{name} / bare psycopg",
                f"{ours:.0f} a second",
                f"{bare:.0f} a second",
                share_of_rate(ours, bare),
                Budget(30, 60, "%"),
            ),
            Row(
                f"{name} / SpiffWorkflow",
                f"{ours:.0f} a second",
                f"{engine:.0f} a second",
                share_of_rate(ours, engine) / 100,
                Budget(1, 2, "×"),
            ),
        ]
    return made


def steps(dossiers: list[int], specialist: int, leader: int, agency: int, now: datetime, seconds: float) -> Tally:
    """Propose and send back, dossier after dossier, until the time is over."""
    officials = {"specialist": _official(specialist, agency, now), "leader": _official(leader, agency, now)}
    done, busy = 0, 0.0
    while busy < seconds:
        for dossier in dossiers:
            task = Task.objects.only("pk", "duty").get(matter_id=dossier, closed_at__isnull=True)
            outcome, said = _next(task.duty)
            began = time.perf_counter()
            actions.complete_task(
                task.pk, outcome, by=officials[task.duty], now=now + timedelta(seconds=done), said=said
            )
            busy += time.perf_counter() - began
            done += 1
            if busy >= seconds:
                break
    return Tally(done, busy)


def _next(duty: str) -> tuple[str, Said]:
    return ("propose", Said(entries=ENTRY)) if duty == "specialist" else ("send_back", Said())


def _orders(ground: Ground, clients: int, turn: int, seconds: float) -> list[Order]:
    """Dossiers of their own for each client: they contend for the machine, not for a row."""
    share = len(ground.at_work) // CLIENTS
    now = ground.now + timedelta(hours=1 + turn)
    return [
        (
            ground.at_work[place * share : (place + 1) * share],
            ground.specialist,
            ground.leader,
            ground.lead_agency,
            now,
            seconds,
        )
        for place in range(clients)
    ]


def _statements(ground: Ground) -> Row:
    """How many statements the costlier of the two steps takes, begin and commit not counted."""
    most, written = 0, ""
    for _ in range(4):  # the first two fill what a process keeps
        task = Task.objects.get(matter_id=ground.at_work[-1], closed_at__isnull=True)
        outcome, said = _next(task.duty)
        by = _official(ground.specialist if task.duty == "specialist" else ground.leader, ground.lead_agency, ground.now)
        with CaptureQueriesContext(connection) as captured:
            actions.complete_task(task.pk, outcome, by=by, now=ground.now, said=said)
        counted = [query["sql"] for query in captured if query["sql"].split()[0] not in {"BEGIN", "COMMIT"}]
        written = f"{written}, {outcome} {len(counted)}" if written else f"{outcome} {len(counted)}"
        most = max(most, len(counted)) if _ >= 2 else 0
    return Row(
        "step of a route, SQL statements", ", ".join(written.split(", ")[2:]), "", most, Budget(14, 14, "", most=True)
    )


@cache
def _official(account: int, agency: int, now: datetime) -> Official:
    return accounts.official_at(account, agency, now)
