"""Every sequence of up to four supplements, payments and holds, through clock, verdicts and national buckets.

Beside the slow model of `slow_life`: all of them through the pure rules, those of up to three through the actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.rules.standing import Bucket, Standing, bucket, in_time
from motcua.domain.dossiers.states import NATIONAL_CODE, WORKFLOW, State
from motcua.domain.matters.models import Matter
from motcua.domain.matters.rules import verdict_of
from motcua.kernel.worktime import Limit, Span, due
from tests.build.cast import NOTICE, REASON, RECEIPT, Cast
from tests.build.dossiers import PDF, a_dossier, open_task
from tests.build.routes import a_procedure
from tests.domain.dossiers import slow_life
from tests.domain.dossiers.every_move import STEPS
from tests.domain.dossiers.slow_life import RECEIVED, Life, Rest
from tests.kernel.calendars import OFFICE

ZERO = datetime(2024, 10, 13, 17, 0, tzinfo=UTC)
"""Midnight before Monday the fourteenth in Hà Nội."""
QUARTER = timedelta(minutes=15)
SHAPES = [
    ((5, 7), (9, 60), (2, 3), (30, 11)),
    ((38, 20), (1, 1), (96, 200), (4, 5)),
    ((0, 4), (0, 96), (3, 2), (70, 9)),
    ((150, 33), (12, 410), (1, 8), (26, 2)),
]
"""For each place in a sequence: quarters of an hour of work before the rest, and of the rest itself."""
ENDINGS = ("open", "waiting", "finish", "stop", "withdraw")
SEQUENCES = [kinds for length in range(5) for kinds in product("SPH", repeat=length)]
ASK = {"S": ("ask_supplement", "resume"), "P": ("ask_payment", "paid")}


def at(tick: int) -> datetime:
    return ZERO + tick * QUARTER


def tick_of(moment: datetime) -> int:
    ticks, rest = divmod(moment - ZERO, QUARTER)
    assert not rest
    return ticks


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
@pytest.mark.parametrize(("limit", "style"), [("3 working_days", "resume"), ("24 working_hours", "restart")])
def test_lives_of_up_to_three_rests_through_the_actions(limit: str, style: str) -> None:
    terms = {"window_days": 1, "style": style, "max_after_acceptance": 1}
    a_procedure("9.000060", STEPS, limit=limit, policy="same_time", body={"supplement": terms})
    cast = Cast.of()
    dossier = a_dossier(cast.an, procedure="9.000060", now=at(RECEIVED - 2))
    dossier = cast.press(dossier, "accept", at(RECEIVED))
    dossier = cast.press(dossier, "begin", at(RECEIVED))
    for number, kinds in enumerate(each for each in SEQUENCES if len(each) <= 3):
        for ending in ENDINGS[number % 3 :: 3]:
            lasts = ending in {"waiting", "withdraw"} and bool(kinds)
            rests, now = rests_of(kinds, SHAPES[number % len(SHAPES)], lasts=lasts)
            ends = "open" if ending == "waiting" else ending
            with transaction.atomic():
                found = played(cast, dossier.pk, rests, ends, now)
                transaction.set_rollback(True)
            assert found == slow_life.lived(limit, style, rests, ends, now), (kinds, ending)


def played(cast: Cast, dossier_id: int, rests: Sequence[Rest], ending: str, now: int) -> Life:
    """The same life through the real actions, read from the tables."""
    specialist, leader = cast.officials[1].official, cast.officials[2].official
    asked, held_since = 0, None
    for rest in rests:
        begins, ends = at(rest.start), at(rest.end) if rest.end is not None else None
        match rest.kind:
            case "S":
                if asked:
                    actions.allow_supplement(dossier_id, REASON, by=leader, now=begins)
                asked += 1
                items = [{"code": "giay-chung-sinh", "name": "Giấy chứng sinh"}]
                actions.ask_supplement(dossier_id, items, REASON, by=specialist, now=begins)
                if ends:
                    actions.resume(dossier_id, [], "Tôi đã bổ sung.", by=cast.an, now=ends)
            case "P":
                actions.ask_payment(dossier_id, REASON, NOTICE, by=specialist, now=begins)
                if ends:
                    actions.paid(dossier_id, RECEIPT, by=specialist, now=ends)
            case _:
                actions.hold(dossier_id, "opinion", REASON, ("a.pdf", PDF), by=leader, now=begins)
                held_since = begins
                if ends:
                    actions.end_hold(dossier_id, by=leader, now=ends)
                    held_since = None
    match ending:
        case "finish":
            actions.finish(dossier_id, by=specialist, now=at(now))
        case "stop":
            actions.stop(dossier_id, REASON, by=specialist, now=at(now))
        case "withdraw":
            actions.withdraw(dossier_id, by=cast.an, now=at(now))
    dossier = Dossier.objects.select_related("matter").get(pk=dossier_id)
    matter: Matter = dossier.matter
    assert matter.due_at is not None
    assert matter.held_at == (held_since if ending == "open" else None)
    waits = open_task(dossier).opened_at if dossier.state in {"supplement", "payment"} else matter.held_at
    standing = Standing(dossier.state, True, matter.due_at, asked, waits)
    zone = OFFICE.zone
    by_the_day = verdict_of(at(now).astimezone(zone).date(), matter.due_at.astimezone(zone).date())
    assert matter.verdict == (by_the_day if ending == "finish" else "")
    timely = in_time(standing, at(now)) if ending == "open" else matter.in_time
    return Life(
        due=tick_of(matter.due_at),
        state=NATIONAL_CODE[State(dossier.state)],
        bucket=bucket(dossier.state, received=True),
        in_time=timely is True,
        by_the_day=by_the_day,
    )
