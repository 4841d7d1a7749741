"""An official's worklist over HTTP: twenty rows, while ten thousand tasks wait at this one desk."""

from __future__ import annotations

import time

from bench.browser import Browser, expect
from bench.crew import Crew, Tally, rate_of
from bench.ground import Ground, Size, session_of
from bench.report import Budget, Own, Row
from motcua.domain.accounts import queries as accounts
from motcua.domain.worklist import queries as worklist

CLIENTS = 4
PAGE = "/can-bo/"
ROWS = 20


def rows(ground: Ground, size: Size, crew: Crew, port: int) -> list[Row]:
    """Four officials' browsers at once, asking again as soon as they are answered; two desks by turns."""
    desks = ((ground.reception, ground.reception_agency), (ground.specialist, ground.lead_agency))
    waiting = [worklist.waiting_for(accounts.official_at(*desk, ground.now)).count() for desk in desks]
    sessions = [session_of(account, seat=agency) for account, agency in desks]
    for session in sessions:
        crew.work(look, [(port, session, 0.3)] * CLIENTS)
    long = short = 0.0
    for _ in range(size.rounds):
        long += rate_of(crew.work(look, [(port, sessions[0], size.seconds)] * CLIENTS)) / size.rounds
        short += rate_of(crew.work(look, [(port, sessions[1], size.seconds)] * CLIENTS)) / size.rounds
    return [
        Row(
            f"worklist page, {ROWS} rows of {waiting[0]:,} open at one desk",
            f"{long:.0f} a second",
            f"{short:.0f} a second",
            long,
            Budget(100, 300, "a second"),
            f"beside it a desk of {waiting[1]:,} in the same database",
            Own("worklist page", long, "a second"),
        )
    ]


def look(port: int, session: str, seconds: float) -> Tally:
    """One browser for so long."""
    browser, done = Browser(port, session), 0
    first = expect(browser.get(PAGE), 200, PAGE).text
    if first.count("/can-bo/ho-so/") < ROWS:
        raise RuntimeError(f"{PAGE} shows fewer than {ROWS} rows")
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        expect(browser.get(PAGE), 200, PAGE)
        done += 1
    return Tally(done, elapsed)
