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
from bench.report import Budget, Own, Row, share_of_rate
from bench.yardsticks import Order
from motcua.domain.accounts import queries as accounts
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Said
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official

CLIENTS = 4
ENTRY = {"child_id_number": "070324000123"}


def rows(ground: Ground, size: Size, crew: Crew) -> list[Row]:
    """One client and four; the three ways take turns, so that a busy machine is busy for all of them."""
    made = [_statements(ground)]
    for job in (steps, yardsticks.bare_steps):  # every client fills what a process keeps
        crew.work(job, _orders(ground, CLIENTS, 0, 0.3))
    for clients in (1, CLIENTS):
        ours = bare = engine = held = 0.0
        runs = [(ground.route_id, client, size.seconds / 2) for client in range(clients)]
        for turn in range(size.rounds):
            orders = _orders(ground, clients, turn, size.seconds)
            ours += rate_of(crew.work(steps, orders)) / size.rounds
            bare += rate_of(crew.work(yardsticks.bare_steps, orders)) / size.rounds
            engine += rate_of(crew.work(yardsticks.engine_steps, runs)) / size.rounds
            held += rate_of(crew.work(yardsticks.engine_steps_in_memory, runs)) / size.rounds
        name = f"step of a route, {clients} client{'s' if clients > 1 else ''}"
        made += [
            Row(
                f"{name} / bare psycopg",
                f"{ours:.0f} a second",
                f"{bare:.0f} a second",
                share_of_rate(ours, bare),
                Budget(30, 60, "%"),
                own=Own(name, ours, "a second"),
            ),
            Row(
                f"{name} / SpiffWorkflow",
                f"{ours:.0f} a second",
                f"{engine:.0f} a second",
                share_of_rate(ours, engine) / 100,
                Budget(1, 2, "×"),
                f"loads and saves its state at each step; held in memory and only saved: {held:.0f} a second",
            ),
        ]
    return made


def steps(order: Order) -> Tally:
    """Propose and send back, dossier after dossier, until the time is over."""
    officials = {
        "specialist": _official(order.specialist, order.agency, order.now),
        "leader": _official(order.leader, order.agency, order.now),
    }
    done, busy = 0, 0.0
    while busy < order.seconds:
        for dossier in order.dossiers:
            task, duty = _open_task(dossier)
            outcome, said = _next(duty)
            began = time.perf_counter()
            actions.complete_task(task, outcome, by=officials[duty], now=order.now + timedelta(seconds=done), said=said)
            busy += time.perf_counter() - began
            done += 1
            if busy >= order.seconds:
                break
    return Tally(done, busy)


def _open_task(dossier: int) -> tuple[int, str]:
    """As cheap as the yardsticks' own looking up: the clients share the machine with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, duty FROM matters_task WHERE matter_id = %s AND closed_at IS NULL", [dossier])
        task, duty = cursor.fetchone()
    return task, duty


def _next(duty: str) -> tuple[str, Said]:
    return ("propose", Said(entries=ENTRY)) if duty == "specialist" else ("send_back", Said())


def _orders(ground: Ground, clients: int, turn: int, seconds: float) -> list[tuple[Order]]:
    """Dossiers of their own for each client: they contend for the machine, not for a row."""
    share = len(ground.at_work) // CLIENTS
    now = ground.now + timedelta(hours=1 + turn)
    return [
        (
            Order(
                ground.at_work[place * share : (place + 1) * share],
                ground.specialist,
                ground.leader,
                ground.lead_agency,
                now,
                seconds,
            ),
        )
        for place in range(clients)
    ]


def _statements(ground: Ground) -> Row:
    """How many statements each of the two steps takes, begin and commit not counted."""
    counted: dict[str, int] = {}
    for _ in range(4):  # each twice: the first time fills what a process keeps
        task = Task.objects.get(matter_id=ground.at_work[-1], closed_at__isnull=True)
        outcome, said = _next(task.duty)
        account = ground.specialist if task.duty == "specialist" else ground.leader
        by = _official(account, ground.lead_agency, ground.now)
        with CaptureQueriesContext(connection) as captured:
            actions.complete_task(task.pk, outcome, by=by, now=ground.now, said=said)
        counted[outcome] = sum(query["sql"] not in {"BEGIN", "COMMIT"} for query in captured)
    told = ", ".join(f"{outcome} {count}" for outcome, count in counted.items())
    most = max(counted.values())
    name = "step of a route, SQL statements"
    return Row(name, told, "", most, Budget(14, 14, "", most=True), own=Own(name, most, "", cost=True))


@cache
def _official(account: int, agency: int, now: datetime) -> Official:
    return accounts.official_at(account, agency, now)
