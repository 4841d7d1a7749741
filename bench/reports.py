"""Filing reports over HTTP: by another system (Open311), one request each, and by people through the form's pages."""

from __future__ import annotations

import time

from bench.browser import Browser, expect
from bench.crew import Crew, Tally, rate_of
from bench.ground import Ground, Size
from bench.report import Budget, Own, Row

CLIENTS = 4
SERVICE, CATEGORY = "MT-RAC", "mt-rac"
SEND, BARE = "/open311/v2/requests.json", "/bench/report/"
FORM = "/phan-anh/gui/"


def rows(ground: Ground, size: Size, crew: Crew, port: int) -> list[Row]:
    """Four systems send as fast as they are answered, by turns with a view that only writes the rows."""
    from motcua.domain.feedback.models import Report

    areas = _areas()
    crew.work(submit, [(port, *_sender(ground, 9, client), areas, 0.5) for client in range(CLIENTS)])  # warms it up
    like = Report.objects.order_by("-pk")[0].pk
    crew.work(write, [(port, like, ground.now.isoformat(), 0.3)] * CLIENTS)
    first, ours, theirs, done = like + 1, 0.0, 0.0, 0
    for turn in range(size.rounds):
        senders = [_sender(ground, turn, client) for client in range(CLIENTS)]
        tallies = crew.work(submit, [(port, *sender, areas, size.seconds) for sender in senders])
        ours, done = ours + rate_of(tallies) / size.rounds, done + sum(tally.done for tally in tallies)
        order = (port, like, ground.now.isoformat(), size.seconds)
        theirs += rate_of(crew.work(write, [order] * CLIENTS)) / size.rounds
    _ensure_whole(first, done)
    pages = crew.work(through_the_form, [(port, client, areas, 2 * size.seconds) for client in range(CLIENTS)])
    slow, requests = rate_of(pages), sum(tally.more for tally in pages) / max(1, sum(tally.done for tally in pages))
    return [
        Row(
            "reports filed and routed over HTTP (Open311) / bare rows",
            f"{ours:.0f} a second",
            f"{theirs:.0f} a second",
            ours,
            Budget(50, 100, "a second"),
            f"{done:,} counted in the database, each with its unit, its open step and its line of the journal",
            Own("reports filed over HTTP", ours, "a second"),
        ),
        Row(
            f"a report through the pages of the form ({requests:.0f} requests)",
            f"{slow:.1f} a second",
            f"{slow * requests:.0f} requests a second",
            None,
            None,
            own=Own("reports through the form", slow, "a second"),
        ),
    ]


def submit(port: int, secret: str, address: str, areas: list[str], seconds: float) -> Tally:
    """One system with a key of its own: what it sends never says the same twice."""
    browser, done = Browser(port, address=address), 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        fields = {
            "api_key": [secret],
            "service_code": [SERVICE],
            "description": [f"Rác đổ trộm ở đầu thôn, đống thứ {done} tính từ cổng chợ."],
            "address_id": [areas[done % len(areas)]],
            "address_string": ["đầu thôn, cạnh cầu"],
            "lat": ["11.85"],
            "long": ["107.2"],
            "phone": [f"0912{done:06d}"],
        }
        expect(browser.post(SEND, fields, ""), 201, SEND)
        done += 1
    return Tally(done, time.perf_counter() - began)


def write(port: int, like: int, at: str, seconds: float) -> Tally:
    """The yardstick: the same rows, copied by a view that knows everything already."""
    browser, done = Browser(port), 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        expect(browser.post(BARE, {"like": [str(like)], "at": [at]}, ""), 201, BARE)
        done += 1
    return Tally(done, time.perf_counter() - began)


def through_the_form(port: int, client: int, areas: list[str], seconds: float) -> Tally:
    """People without an account, one after the other, each at an address of their own, from first page to code."""
    done = asked = 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        browser = Browser(port, address=f"127.1.{client + 1}.{done % 250 + 1}")
        typed = {
            "category": [CATEGORY],
            "area": [areas[done % len(areas)]],
            "detail": ["đầu thôn, cạnh cầu"],
            "content": [f"Rác đổ trộm ở đầu thôn {client}, đống thứ {done} tính từ cổng chợ của xã."],
            "phone": ["0912345678"],
        }
        page = FORM
        while not page.endswith("/da-gui/"):
            token = expect(browser.get(page), 200, page).token
            page = expect(browser.post(page, typed, token), 302, page).onward
        expect(browser.get(page), 200, page)
        done, asked = done + 1, asked + browser.asked
    return Tally(done, time.perf_counter() - began, asked)


def _sender(ground: Ground, turn: int, client: int) -> tuple[str, str]:
    """A key, and an address that nobody else sends from: both may do only so much in ten minutes."""
    from motcua.domain.channels import actions
    from motcua.kernel.actors import System

    issued = actions.issue_key(f"bench {turn}-{client}", "bench", by=System("bench"), now=ground.now)
    return issued.secret, f"127.0.{turn + 1}.{client + 1}"


def _areas() -> list[str]:
    """Forty places below a district, so that the work goes to many units."""
    from motcua.domain.agencies.models import Area

    below = Area.objects.filter(parent__parent__isnull=False).order_by("code")
    return list(below.values_list("code", flat=True)[:40])


def _ensure_whole(first: int, done: int) -> None:
    """Every report that was answered for is there, at a unit, at a step, and in the journal: once.

    Raises:
        RuntimeError: one is not.
    """
    from motcua.domain.feedback.models import Report
    from motcua.domain.journal.models import Entry
    from motcua.domain.matters.models import Task

    filed = Report.objects.filter(pk__gte=first, channel="open311").exclude(matter__code__startswith="BARE-")
    ids = list(filed.exclude(matter__lead_agency=None).order_by("pk").values_list("pk", flat=True))
    steps = Task.objects.filter(matter_id__in=ids, closed_at__isnull=True).count()
    lines = Entry.objects.filter(matter_id__in=ids, verb="feedback.filed").count()
    if not len(ids) == steps == lines == done:
        raise RuntimeError(f"{done} reports were answered for; {len(ids)} filed, {steps} at a step, {lines} journalled")
