"""Filing over HTTP: from the page of the papers to the receipt, and the whole way from the first page on."""

from __future__ import annotations

import secrets
import time

from bench.browser import Browser, expect
from bench.crew import Crew, Tally, rate_of
from bench.ground import Ground, Size, session_of
from bench.report import Budget, Own, Row

CLIENTS = 4
BOX = "giay-chung-sinh"
FILE_SIZE = 8_000  # bytes


def rows(ground: Ground, size: Size, crew: Crew, port: int) -> list[Row]:
    """Drafts of many people, each filed once; four of them at a time."""
    shares = [
        [(token, session_of(account)) for token, account in ground.drafts[place : size.drafts : CLIENTS]]
        for place in range(CLIENTS)
    ]
    first = max(1, len(shares[0]) // 8)  # every thread of the server fills what it keeps
    crew.work(hand_in, [(port, share[:first], 12.0) for share in shares])
    tallies = crew.work(hand_in, [(port, share[first:], 12.0) for share in shares])
    whole = crew.work(
        whole_way,
        [
            (port, ground.procedure, session_of(account), ground.typed, 2 * size.seconds * size.rounds)
            for account in ground.citizens[:CLIENTS]
        ],
    )
    rate, slow = rate_of(tallies), rate_of(whole)
    requests = sum(tally.more for tally in whole) / max(1, sum(tally.done for tally in whole))
    return [
        Row(
            "filing: two files, review, hand in, receipt (5 requests)",
            f"{rate:.1f} a second",
            "",
            rate,
            Budget(30, 100, "a second"),
            own=Own("filing", rate, "a second"),
        ),
        Row(
            f"filing from the first page on ({requests:.0f} requests)",
            f"{slow:.1f} a second",
            f"{slow * requests:.0f} requests a second",
            None,
            None,
            own=Own("filing from the first page on", slow, "a second"),
        ),
    ]


def hand_in(port: int, drafts: list[tuple[str, str]], most: float) -> Tally:
    """Every page of the form is filled in already: the papers, a look at everything, and the button."""
    browser, done = Browser(port), 0
    began = time.perf_counter()
    for token, session in drafts:
        browser.be(session)
        _papers_to_receipt(browser, f"/nop-ho-so/{token}/giay-to/")
        done += 1
        if time.perf_counter() - began > most:
            break
    return Tally(done, time.perf_counter() - began)


def whole_way(port: int, procedure: str, session: str, typed: dict[str, list[str]], seconds: float) -> Tally:
    """The button "begin", each page of the form looked at and sent, the papers, the receipt; again and again."""
    browser, done = Browser(port, session), 0
    began = time.perf_counter()
    while time.perf_counter() - began < seconds:
        token = expect(browser.get(f"/thu-tuc/{procedure}/"), 200, "the procedure").token
        address = expect(browser.post(f"/thu-tuc/{procedure}/bat-dau/", {}, token), 302, "begin").onward
        while not address.endswith("/giay-to/"):
            token = expect(browser.get(address), 200, address).token
            address = expect(browser.post(address, {**typed, "whom": ["self"]}, token), 302, address).onward
        _papers_to_receipt(browser, address)
        done += 1
    return Tally(done, time.perf_counter() - began, browser.asked)


def _papers_to_receipt(browser: Browser, papers: str) -> None:
    token = expect(browser.get(papers), 200, papers).token
    files = [("giay-chung-sinh-1.pdf", a_scan()), ("giay-chung-sinh-2.pdf", a_scan())]
    review = expect(browser.upload(papers, BOX, files, token), 302, "two files").onward
    token = expect(browser.get(review), 200, review).token
    receipt = expect(browser.post(review.replace("/xem-lai/", "/nop/"), {}, token), 302, "hand in").onward
    expect(browser.get(receipt), 200, "the receipt")


def a_scan() -> bytes:
    """A small PDF that no other is like."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        + b"".join(b"%% %s\n" % secrets.token_hex(31).encode() for _ in range(FILE_SIZE // 65))
        + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
