"""Lists of dossiers, a leader's forecast and the public list of reports, in process, beside views that lay nothing out.

The list is that of the agency with the most, which received them all: it is read newest first and stops at a limit.
"""

from __future__ import annotations

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from bench.ground import Ground, Size, session_of
from bench.report import Budget, Own, Row, percentile, share_of_time
from bench.status import statements, visit
from motcua.domain.feedback.models import Report
from motcua.domain.matters.models import Matter

LIST, PUBLIC = "/can-bo/ho-so/", "/phan-anh/"


def rows(ground: Ground, size: Size) -> list[Row]:
    """The list as it opens, by a state under way and by a final one, and what is due within five days."""
    settings.ROOT_URLCONF = "bench.urls"
    application = WSGIHandler()
    at_reception = session_of(ground.reception, seat=ground.reception_agency)
    leading = session_of(ground.leader, seat=ground.lead_agency)
    ever = Matter.objects.filter(one_stop_id=ground.reception_agency).count()
    found = []
    for name, page, empty, session, own, (floor, aim) in (
        (f"list of {ever:,} dossiers / empty view", LIST, "/bench/dossiers/", at_reception, "list", (15, 40)),
        (
            "list of what is under way / empty view",
            f"{LIST}?trang-thai=in_progress",
            "/bench/dossiers/",
            at_reception,
            "list of what is under way",
            (15, 40),
        ),
        # What is over is looked for within a year: it grows with what a year brings, ten times as much on the large
        # ground, and not with the years. So it tells no growth.
        (
            "list of what is over / empty view",
            f"{LIST}?trang-thai=handed_over",
            "/bench/dossiers/",
            at_reception,
            "",
            (5, 15),
        ),
        (
            "forecast of five days / empty view",
            "/can-bo/sap-den-han/?ngay=5",
            "/bench/ahead/",
            leading,
            "forecast",
            (25, 60),
        ),
    ):
        ours, theirs = _by_turns(application, (page, empty), session, size.calls // 4)
        found.append(
            Row(
                name,
                f"{1000 * ours:.1f} ms",
                f"{1000 * theirs:.1f} ms",
                share_of_time(ours, theirs),
                Budget(floor, aim, "%"),
                own=Own(own, 1000 * ours, "ms", cost=True) if own else None,
            )
        )
    return [*found, *_public(application, size)]


def _public(application: WSGIHandler, size: Size) -> list[Row]:
    """The list of published reports as anybody sees it: as many statements for many of them as for few."""
    published = Report.objects.filter(visibility="public").count()
    ours, theirs = _by_turns(application, (PUBLIC, "/bench/reports/"), "", size.calls // 4)
    first = statements(lambda: visit(application, PUBLIC, ""))
    last = statements(lambda: visit(application, PUBLIC, "", f"trang={-(-published // 20)}"))
    return [
        Row(
            f"public list of {published:,} reports / empty view",
            f"{1000 * ours:.1f} ms",
            f"{1000 * theirs:.1f} ms",
            share_of_time(ours, theirs),
            # The page says how many there are; that count grows with all that was ever published. It tells no growth.
            Budget(10, 40, "%"),
        ),
        Row(
            "public list of reports, statements",
            f"{first} on the first page, {last} on the last",
            "",
            max(first, last),
            Budget(8, 5, "", most=True),
            own=Own("public list of reports, statements", max(first, last), "", cost=True),
        ),
    ]


def _by_turns(application: WSGIHandler, pages: tuple[str, str], session: str, calls: int) -> tuple[float, float]:
    """The middle time of each of two pages, asked by turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for call in range(5 + max(5, calls)):  # templates are compiled, the process keeps what it keeps
        for page, taken in zip(pages, times, strict=True):
            path, _question, query = page.partition("?")
            took, _burnt = visit(application, path, session, query)
            if call >= 5:
                taken.append(took)
    return percentile(times[0], 0.5), percentile(times[1], 0.5)
