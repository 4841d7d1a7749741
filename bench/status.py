"""The status page of a matter, called in process through the whole WSGI application, beside its empty twin."""

from __future__ import annotations

import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.ground import Ground, Size, session_of
from bench.report import Budget, Own, Row, percentile, share_of_time
from motcua.domain.dossiers.models import Dossier

SESSION_AND_USER = 2


def rows(ground: Ground, size: Size) -> list[Row]:
    """The page of a dossier with its whole history, for the person whose it is."""
    settings.ROOT_URLCONF = "bench.urls"
    application = WSGIHandler()
    session = session_of(Dossier.objects.get(pk=ground.handed_over).applicant_id)
    page = f"/ho-so/{ground.handed_over}/"
    empty = f"/bench/{ground.handed_over}/"
    for _ in range(5):  # templates are compiled, the process keeps what it keeps
        for path in (page, empty):
            visit(application, path, session)
    asked = statements(lambda: visit(application, page, session))
    allowed = statements(lambda: visit(application, empty, session))
    ours, theirs, cpu, spared = [], [], [], []
    for _ in range(size.calls):
        took, burnt = visit(application, page, session)
        ours.append(took)
        cpu.append(1000 * burnt)
        took, burnt = visit(application, empty, session)
        theirs.append(took)
        spared.append(1000 * burnt)
    took, beside, burnt = percentile(ours, 0.5), percentile(theirs, 0.5), percentile(cpu, 0.5)
    empty_cpu = percentile(spared, 0.5)
    return [
        Row(
            "status page of a matter / empty view",
            f"{1000 * took:.2f} ms",
            f"{1000 * beside:.2f} ms",
            share_of_time(took, beside),
            Budget(70, 90, "%"),
            own=Own("status page of one matter", 1000 * took, "ms", cost=True),
        ),
        Row(
            "status page, queries besides session and user",
            f"{asked - SESSION_AND_USER}",
            f"{allowed - SESSION_AND_USER}",
            asked - SESSION_AND_USER,
            Budget(5, 5, "", most=True),
            own=Own("status page, queries", asked - SESSION_AND_USER, "", cost=True),
        ),
        Row(
            "status page, CPU of the web process",
            f"{burnt:.2f} ms",
            f"{empty_cpu:.2f} ms",
            burnt,
            Budget(5, 5, "ms", most=True),
            own=Own("status page, CPU of the web process", burnt, "ms", cost=True),
        ),
        _far_and_wide(application, ground, size),
    ]


def _far_and_wide(application: WSGIHandler, ground: Ground, size: Size) -> Row:
    """Closed matters of one origin from all over the table, each asked for by its own person, by turns."""
    applicants = dict(Dossier.objects.filter(pk__in=ground.alike).values_list("pk", "applicant_id"))
    pages = [(f"/ho-so/{dossier}/", session_of(applicant)) for dossier, applicant in applicants.items()]
    for page in pages[:5]:
        visit(application, *page)
    took = percentile([visit(application, *pages[call % len(pages)])[0] for call in range(size.calls)], 0.5)
    name = f"status page, {len(pages)} closed matters by turns"
    return Row(name, f"{1000 * took:.2f} ms", "", None, None, own=Own("status page by turns", 1000 * took, "ms", True))


def visit(application: WSGIHandler, path: str, session: str, query: str = "") -> tuple[float, float]:
    """One GET: seconds by the clock and seconds of this process's own work."""
    told: list[str] = []
    environment = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "HTTP_COOKIE": f"sessionid={session}",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }

    def start(status: str, _headers: Any, _problem: Any = None) -> Callable[[bytes], object]:
        told.append(status)
        return lambda _body: None

    began, worked = time.perf_counter(), time.process_time()
    response = application(environment, start)
    b"".join(response)
    response.close()  # as a server does: the connection is looked after there
    took, burnt = time.perf_counter() - began, time.process_time() - worked
    if told != ["200 OK"]:
        raise RuntimeError(f"{path}: {told}")
    return took, burnt


def statements(call: Callable[[], object]) -> int:
    """How many statements a call sends."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
