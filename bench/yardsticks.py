"""What our figures stand beside: bare psycopg, SpiffWorkflow, and a Django view that lays nothing out."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Model
from django.db.transaction import atomic
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from bench.crew import Tally
from motcua.web.desk.seat import DeskRequest, at_desk

STEP_OPENED = """
INSERT INTO matters_task (matter_id, step, title, title_en, agency_id, duty, topic, submitted_at, assignee_id,
                          opened_at, budget, due_at, closed_at, outcome, closed_by_id, spent)
VALUES (%s, %s, %s, %s, %s, %s, '1.001193', %s, NULL, %s, 240, %s, NULL, '', NULL, NULL) RETURNING id
"""
STEP_CLOSED = "UPDATE matters_task SET closed_at = %s, outcome = %s, closed_by_id = %s, spent = 1 WHERE id = %s"
ENTRY = """
INSERT INTO journal_entry (verb, subject_kind, subject_id, matter_id, by_kind, by_id, on_behalf_of, at, facts, salt)
VALUES ('dossiers.advanced', 'dossier', %s, %s, 'official', %s, NULL, %s, %s, %s)
"""
FACTS = (
    '{"agency":"000.00.00.H10","channel":"online","due":"2024-10-16T10:00:00Z","outcome":"propose",'
    '"procedure":"1.001193","state":"processing","step":"register"}'
)


@dataclass(frozen=True)
class Order:
    """What one client of the steps works on: dossiers of its own, by which officials, and for how long."""

    dossiers: list[int]
    specialist: int
    leader: int
    agency: int
    now: datetime
    seconds: float


def bare_connection() -> psycopg.Connection[Any]:
    """psycopg and nothing else, as the program's role; it prepares what it is asked for several times."""
    settings = connection.settings_dict
    return psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"])


def bare_steps(order: Order) -> Tally:
    """The rows of `step.steps`, written by someone who already knows everything: no lock, no rule, no reading."""
    done, busy = 0, 0.0
    with bare_connection() as bare:
        while busy < order.seconds:
            for dossier in order.dossiers:
                task, duty, marking, findings = bare.execute(
                    "SELECT t.id, t.duty, m.marking::text, d.findings FROM matters_task t"
                    " JOIN matters_matter m ON m.id = t.matter_id JOIN dossiers_dossier d ON d.matter_id = m.id"
                    " WHERE t.matter_id = %s AND t.closed_at IS NULL",
                    [dossier],
                ).fetchone()  # type: ignore[misc]  # every dossier of the bench has one open task
                bare.commit()
                proposes, moment = duty == "specialist", order.now + timedelta(seconds=done)
                by = order.specialist if proposes else order.leader
                began = time.perf_counter()
                bare.execute(STEP_CLOSED, [moment, "propose" if proposes else "send_back", by, task])
                to = ("sign", "leader") if proposes else ("register", "specialist")
                title = "Xác minh, ghi vào hệ thống hộ tịch, lấy số định danh cá nhân"
                bare.execute(
                    STEP_OPENED, [dossier, to[0], title, title, order.agency, to[1], order.now, moment, moment]
                ).fetchone()
                moved = _moved(marking, proposes=proposes)
                bare.execute("UPDATE matters_matter SET marking = %s::jsonb WHERE id = %s", [moved, dossier])
                if proposes:
                    bare.execute("UPDATE dossiers_dossier SET findings = %s WHERE matter_id = %s", [findings, dossier])
                bare.execute(ENTRY, [dossier, dossier, str(by), moment, FACTS, b"0123456789abcdef"])
                bare.commit()
                busy += time.perf_counter() - began
                done += 1
                if busy >= order.seconds:
                    break
    return Tally(done, busy)


def _moved(marking: str, *, proposes: bool) -> str:
    return marking.replace("register", "sign") if proposes else marking.replace("sign", "register")


def engine_steps(route_id: int, client: int, seconds: float, *, in_memory: bool = False) -> Tally:
    """Our route exported as BPMN, played by SpiffWorkflow along its hoped-for way, its state saved at every step.

    A server keeps nothing between two clicks of two officials, so each step loads the state first; `in_memory`
    leaves that out.
    """
    engine = _Engine(route_id)
    done, busy = 0, 0.0
    with bare_connection() as bare:
        bare.execute("INSERT INTO bench_engine VALUES (%s, '') ON CONFLICT (id) DO NOTHING", [client])
        bare.commit()
        while busy < seconds:
            flow = engine.begun()
            bare.execute("UPDATE bench_engine SET state = %s WHERE id = %s", [engine.written(flow), client])
            bare.commit()
            while not flow.is_completed() and busy < seconds:
                began = time.perf_counter()
                if not in_memory:
                    locked = "SELECT state FROM bench_engine WHERE id = %s FOR UPDATE"
                    flow = engine.read(bare.execute(locked, [client]).fetchone()[0])  # type: ignore[index]  # is there
                engine.step(flow)
                bare.execute("UPDATE bench_engine SET state = %s WHERE id = %s", [engine.written(flow), client])
                bare.commit()
                busy += time.perf_counter() - began
                done += 1
    return Tally(done, busy)


def engine_steps_in_memory(route_id: int, client: int, seconds: float) -> Tally:
    """The same by a program that holds the workflow between the steps and only writes it down."""
    return engine_steps(route_id, client, seconds, in_memory=True)


class _Engine:
    """SpiffWorkflow with one of our routes."""

    def __init__(self, route_id: int) -> None:
        from SpiffWorkflow.bpmn.parser import BpmnParser
        from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer

        from motcua.domain.routes import queries as routes
        from motcua.domain.routes.models import RouteVersion
        from motcua.kernel.route import bpmn

        route = routes.playable(RouteVersion.objects.get(pk=route_id))
        parser = BpmnParser()
        parser.add_bpmn_str(bpmn(route).encode())
        self._spec = parser.get_spec(parser.get_process_ids()[0])
        self._serializer = BpmnWorkflowSerializer()
        self._outcomes = {step.name: step.outcomes[0].name for step in route.steps}

    def begun(self) -> Any:
        """A run that waits at its first task."""
        from SpiffWorkflow.bpmn.workflow import BpmnWorkflow

        flow = BpmnWorkflow(self._spec)
        flow.do_engine_steps()
        return flow

    def step(self, flow: Any) -> None:
        """Complete the task that is ready and let the engine go on to the next."""
        from SpiffWorkflow.util.task import TaskState

        task = next(iter(flow.get_tasks(state=TaskState.READY, manual=True)))
        task.data["outcome"] = self._outcomes[task.task_spec.name.removeprefix("Step_")]
        task.run()
        flow.do_engine_steps()

    def written(self, flow: Any) -> str:
        """Its whole state."""
        return str(self._serializer.serialize_json(flow))

    def read(self, state: str) -> Any:
        """The run with this state."""
        return self._serializer.deserialize_json(state)


def empty_status(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """The queries of the status page, in a view that shows nothing of what they found."""
    from motcua.domain.dossiers.models import Attachment, Dossier
    from motcua.domain.journal.models import Entry
    from motcua.domain.matters.models import Task
    from motcua.domain.papers.models import Paper

    shown = Dossier.objects.select_related("procedure", "matter__calendar", "matter__one_stop", "authorisation")
    dossier = shown.get(pk=dossier_id, applicant_id=request.user.pk)
    found = [
        *Entry.objects.filter(matter_id=dossier_id).order_by("id"),
        *Paper.objects.filter(matter_id=dossier_id).defer("content").order_by("issued_at", "pk"),
        *Task.objects.filter(matter_id=dossier_id)
        .select_related("agency", "assignee", "closed_by")
        .order_by("opened_at", "pk"),
        *Attachment.objects.filter(dossier=dossier, removed_at__isnull=True).select_related("file").order_by("pk"),
    ]
    return HttpResponse(f"<!doctype html><title>{len(found)}</title>")


@at_desk
def empty_dossiers(request: DeskRequest) -> HttpResponse:
    """The newest twenty dossiers that the agency receives, by one query, in a view that lays nothing out."""
    from motcua.domain.dossiers.models import Dossier
    from motcua.domain.procedures.models import without_large

    found = list(
        Dossier.objects.filter(matter__one_stop_id=request.official.agency_id)
        .select_related("procedure", "matter")
        .defer(*without_large("procedure"), "answers", "findings")
        .order_by("-matter__submitted_at", "-matter_id")[:20]
    )
    return HttpResponse(f"<!doctype html><title>{len(found)}</title>")


@at_desk
def empty_ahead(request: DeskRequest) -> HttpResponse:
    """What an agency owes within five days and where it stands, in a view that counts and lays out nothing."""
    from motcua.domain.matters.models import Matter, Task

    agency, until = request.official.agency_id, request.now + timedelta(days=5)
    owed = list(
        Matter.objects.filter(
            lead_agency_id=agency, closed_at__isnull=True, finished_at__isnull=True, due_at__lte=until
        )
        .select_related("route")
        .defer("route__body")
        .order_by("due_at", "pk")[:200]
    )
    tasks = Task.objects.filter(matter__in=[matter.pk for matter in owed], closed_at__isnull=True)
    found = list(tasks.select_related("agency", "assignee").order_by("pk"))
    return HttpResponse(f"<!doctype html><title>{len(owed)} {len(found)}</title>")


def empty_reports(request: HttpRequest) -> HttpResponse:
    """The newest twenty published reports, by one query, in a view that lays nothing out."""
    from motcua.domain.feedback.models import Report

    found = list(
        Report.objects.filter(visibility="public")
        .select_related("category", "matter__lead_agency", "matter__event_area")
        .defer("category__body")
        .order_by("-published_at", "-matter")[:20]
    )
    return HttpResponse(f"<!doctype html><title>{len(found)}</title>")


@csrf_exempt
def bare_report(request: HttpRequest) -> HttpResponse:
    """The rows of one report in one transaction, written by a view that reads nothing of what was sent but its like.

    A copy of the report `like`, under another code: its matter, its first task, itself and its line of the journal.
    """
    like = int(request.POST["like"])
    with atomic(), connection.cursor() as cursor:
        name = secrets.token_hex(9)
        texts = [name, name, name]
        cursor.execute(_copy_of_matter(), [*texts, like])
        (new,) = cursor.fetchone()
        cursor.execute(_copy_of_task(), [new, like])
        cursor.execute(_copy_of_report(), [new, like])
        cursor.execute(ENTRY, [new, new, "1", datetime.fromisoformat(request.POST["at"]), FACTS, b"0123456789abcdef"])
    return HttpResponse(name, status=201)


def _copying(model: type[Model], where: str, **given: str) -> str:
    """An INSERT of a copy of one row; columns in `given` hold what is said there."""
    names = [each.column for each in model._meta.concrete_fields if each.column != "id"]
    values = ", ".join(given.get(name, f'"{name}"') for name in names)
    table, key = model._meta.db_table, model._meta.pk.column  # type: ignore[union-attr]  # every model has one
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where} RETURNING {key}"  # noqa: S608


@cache
def _copy_of_matter() -> str:
    from motcua.domain.matters.models import Matter

    fresh = {"code": "'BARE-' || %s", "request_code": "'BARE-' || %s", "token": "%s::text"}
    return _copying(Matter, "id = %s", **fresh)


@cache
def _copy_of_task() -> str:
    from motcua.domain.matters.models import Task

    return _copying(Task, "id = (SELECT min(id) FROM matters_task WHERE matter_id = %s)", matter_id="%s::bigint")


@cache
def _copy_of_report() -> str:
    from motcua.domain.feedback.models import Report

    return _copying(Report, "matter_id = %s", matter_id="%s::bigint", client_key="NULL")
