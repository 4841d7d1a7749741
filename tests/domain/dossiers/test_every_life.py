"""Every sequence of up to four supplements, payments and holds, through clock, verdicts and national buckets.

Beside the slow model of `slow_life`: through the pure rules, and after every step through the actions and the tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from motcua.domain.dossiers.rules.standing import Bucket, Standing, bucket, in_time
from motcua.domain.dossiers.states import NATIONAL_CODE, WORKFLOW, State
from motcua.domain.matters.rules import verdict_of
from motcua.kernel.worktime import Limit, Span, due, worked
from tests.domain.dossiers import slow_life
from tests.domain.dossiers.lives import BEFORE, MOST, SHAPES, Walk, at, tick_of
from tests.domain.dossiers.slow_life import RECEIVED, Life, Rest
from tests.kernel.calendars import OFFICE

ENDINGS = ("open", "waiting", "finish", "stop", "withdraw")
SEQUENCES = [kinds for length in range(5) for kinds in product("SPH", repeat=length)]
ASK = {"S": ("ask_supplement", "resume"), "P": ("ask_payment", "paid")}


def rests_of(kinds: Sequence[str], shape: Sequence[tuple[int, int]], *, lasts: bool) -> tuple[list[Rest], int]:
    """The rests of a sequence, one after another, and the moment at which its dossier is looked at or ends."""
    tick, rests = RECEIVED, []
    for kind, (before, length) in zip(kinds, shape, strict=False):
        tick += before
        rests.append(Rest(kind, tick, tick + length))
        tick += length
    if lasts and rests:
        rests[-1] = Rest(rests[-1].kind, rests[-1].start, None)
    return rests, tick + (0 if lasts else 6)


def by_the_rules(limit: str, style: str, rests: Sequence[Rest], ending: str, now: int) -> Life:
    """The same life by the program's own table, clock and rules."""
    state: str = State.IN_PROGRESS
    start, spans, waits_since, requests = at(RECEIVED), [], None, 0
    for rest in rests:
        ask, answer = ASK.get(rest.kind, ("", ""))
        state = WORKFLOW.after(ask, state) if ask else state
        requests += rest.kind == "S"
        if rest.end is None:
            waits_since = at(rest.start)
            continue
        spans.append(Span(at(rest.start), at(rest.end)))
        state = WORKFLOW.after(answer, state) if answer else state
        if style == "restart" and rest.kind == "S":
            start = at(rest.end)
    if ending != "open":
        if waits_since:
            spans.append(Span(waits_since, at(now)))
            waits_since = None
        state = WORKFLOW.after(ending, state)
    due_at = due(start, Limit.parse(limit), OFFICE, holds=spans)
    ended = at(now) if ending != "open" else None
    standing = Standing(state, True, due_at, requests, waits_since, ended)
    zone = OFFICE.zone
    return Life(
        due=tick_of(due_at),
        state=NATIONAL_CODE[State(state)],
        bucket=bucket(state, received=True),
        in_time=in_time(standing, at(now)) is True,
        by_the_day=verdict_of(at(now).astimezone(zone).date(), due_at.astimezone(zone).date()),
        gross=worked(at(RECEIVED), at(now), OFFICE) if ended else None,
        net=worked(at(RECEIVED), at(now), OFFICE) - sum(worked(span.start, span.end, OFFICE) for span in spans)
        if ended
        else None,
    )


def lives() -> Iterator[tuple[Any, ...]]:
    """Every sequence in every shape, looked at while it is open, while it waits, and at each of its ends."""
    for kinds, shape, limit, style in product(
        SEQUENCES, SHAPES, ("3 working_days", "24 working_hours"), ("resume", "restart")
    ):
        for ending in ENDINGS:
            lasts = ending == "waiting" or (ending in {"stop", "withdraw"} and bool(kinds) and kinds[-1] != "H")
            rests, now = rests_of(kinds, shape, lasts=lasts)
            yield limit, style, rests, "open" if ending == "waiting" else ending, now


def test_every_life_by_the_rules_is_the_slow_life() -> None:
    count = 0
    for limit, style, rests, ending, now in lives():
        slow = slow_life.lived(limit, style, rests, ending, now)
        assert by_the_rules(limit, style, rests, ending, now) == slow, (limit, style, rests, ending, now)
        count += 1
    assert count == 121 * 4 * 2 * 2 * 5


def test_lives_of_every_kind_are_among_them() -> None:
    """Else the comparison could hold for want of anything to compare."""
    seen = {(life.bucket, life.in_time, life.by_the_day) for life in (by_the_rules(*each) for each in lives())}
    assert {(where, timely) for where, timely, _ in seen} == set(
        product(set(Bucket) - {Bucket.NOT_RECEIVED}, (True, False))
    )
    assert {verdict for _, _, verdict in seen} == {"early", "on_time", "late"}


@pytest.mark.parametrize("state", State.values)
def test_what_was_never_received_counts_nowhere(state: str) -> None:
    assert bucket(state, received=False) is Bucket.NOT_RECEIVED
    assert in_time(Standing(state, False, None), at(0)) is None


def test_the_due_minute_itself_is_in_time_and_the_next_is_not() -> None:
    for ended, timely in ((at(60), True), (at(60) + timedelta(minutes=1), False)):
        assert in_time(Standing("finished", True, at(60), ended_at=ended), at(99)) is timely
        assert in_time(Standing("in_progress", True, at(60)), ended) is timely
        assert in_time(Standing("supplement", True, at(60), waits_since=ended), at(99)) is timely


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["", *"ISPH"])
@pytest.mark.parametrize(("limit", "style"), [("3 working_days", "resume"), ("24 working_hours", "restart")])
def test_every_life_of_up_to_four_rests_through_the_actions(limit: str, style: str, first: str) -> None:
    walk = Walk.of(limit, style)
    walk.every_life(first)
    early = [BEFORE * times for times in range(MOST + 1)]
    sequences = [kinds for kinds in map("".join, product(early, [*map("".join, SEQUENCES)])) if len(kinds) <= MOST]
    seen = {kinds: ways for kinds, ways in walk.seen.items() if kinds[:1] == first}
    assert set(seen) == {kinds for kinds in sequences if kinds[:1] == first}
    for kinds, ways in seen.items():
        leaves = {(True, "withdraw"), *({(True, "stop")} if kinds[-1:] != "H" else ())} if kinds else set()
        looks = {(False, "open"), *({(True, "open")} if kinds else ())}
        assert ways == {*looks, *leaves, *((False, ending) for ending in ("finish", "stop", "withdraw"))}, kinds
