"""The token game: what completing a step opens and closes."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.errors import Malformed, Refused
from motcua.kernel.route import Advance, Marking, Route, advance, start
from tests.kernel.routes import a_route, any_route, built_route, example


def play(route: Route, *turns: str) -> Advance:
    """Complete steps in a row, each written `step:outcome`; the last advance."""
    last = start(route)
    for turn in turns:
        step, outcome = turn.split(":")
        last = advance(route, last.marking, step, outcome)
    return last


@pytest.fixture
def route() -> Route:
    return Route.from_mapping(example())


def test_a_play_begins_with_the_first_step(route: Route) -> None:
    assert start(route) == Advance(Marking(open=frozenset({"receive"})), opened=("receive",))


def test_completing_a_step_closes_it_opens_the_next_and_names_the_move(route: Route) -> None:
    done = play(route, "receive:accept")
    assert (done.opened, done.closed, done.move, done.ended) == (("appraise",), ("receive",), "accept", False)


def test_a_fork_opens_its_steps_at_once(route: Route) -> None:
    assert play(route, "receive:accept", "appraise:consult").opened == ("tax", "land")


def test_a_join_opens_when_the_last_of_its_steps_has_led_to_it(route: Route) -> None:
    asked = ("receive:accept", "appraise:consult")
    first = play(route, *asked, "land:done")
    assert first.opened == ()
    assert first.marking.to_mapping() == {"open": ["tax"], "arrived": {"conclude": ["land"]}, "ended": False}
    second = play(route, *asked, "land:done", "tax:done")
    assert second.opened == ("conclude",)
    assert second.marking == Marking(open=frozenset({"conclude"}))


def test_a_second_round_of_asking_waits_for_everybody_again(route: Route) -> None:
    round_one = ("receive:accept", "appraise:consult", "tax:done", "land:done", "conclude:propose")
    round_two = (*round_one, "approve:send_back", "appraise:consult", "tax:done")
    assert play(route, *round_two).marking.open == {"land"}
    assert play(route, *round_two, "land:done").opened == ("conclude",)


def test_a_step_that_opens_again_takes_back_what_it_had_led_to() -> None:
    route = a_route(
        a={"ask": {"fork": ["b", "c"]}},
        b={"done": "d"},
        c={"done": "d", "wrong": "a"},
        d={"join": ["b", "c"], "done": "end"},
    )
    anew = play(route, "a:ask", "b:done", "c:wrong", "a:ask")
    assert anew.marking == Marking(open=frozenset({"b", "c"}))
    assert play(route, "a:ask", "b:done", "c:wrong", "a:ask", "c:done").opened == ()


def test_a_join_does_not_open_for_a_step_it_does_not_name() -> None:
    route = a_route(a={"go": "d"}, b={"go": "d"}, d={"join": ["b"], "done": "end"})
    stuck = play(route, "a:go")
    assert (stuck.opened, stuck.marking.open, stuck.ended) == ((), frozenset(), False)


def test_a_start_that_waits_for_others_does_not_open() -> None:
    assert start(a_route(a={"join": ["b"], "go": "b"}, b={"go": "a"})).opened == ()


def test_a_step_may_lead_to_itself() -> None:
    again = play(a_route(a={"again": "a", "done": "end"}), "a:again")
    assert (again.opened, again.closed) == (("a",), ("a",))


def test_a_step_that_is_open_already_stays_as_it_is() -> None:
    route = a_route(a={"go": {"fork": ["b", "c"]}}, b={"go": "d"}, c={"go": "d"}, d={"done": "end"})
    play_on = play(route, "a:go", "b:go", "c:go")
    assert (play_on.opened, play_on.closed) == ((), ("c",))
    assert play_on.marking.open == {"d"}


def test_the_end_closes_whatever_is_still_open_in_the_order_of_the_table() -> None:
    route = a_route(a={"go": {"fork": ["d", "c", "b"]}}, b={"go": "end"}, c={"stop": "end"}, d={"go": "end"})
    done = play(route, "a:go", "c:stop")
    assert (done.closed, done.opened, done.ended) == (("c", "b", "d"), (), True)
    assert done.marking == Marking(ended=True)


def test_a_fork_that_also_ends_opens_nothing() -> None:
    done = play(a_route(a={"go": {"fork": ["b", "end"]}}, b={"go": "end"}), "a:go")
    assert (done.opened, done.closed, done.ended) == ((), ("a",), True)


def test_what_is_not_open_cannot_be_completed(route: Route) -> None:
    for step in ("approve", "nowhere"):
        with pytest.raises(Refused) as refusal:
            advance(route, start(route).marking, step, "approve")
        assert refusal.value.code == "step_not_open"
    over = play(route, "receive:reject").marking
    with pytest.raises(Refused, match="not open"):
        advance(route, over, "receive", "accept")


def test_a_step_has_only_its_own_outcomes(route: Route) -> None:
    with pytest.raises(Refused) as refusal:
        advance(route, start(route).marking, "receive", "approve")
    assert refusal.value.code == "unknown_outcome"
    assert refusal.value.details == {"step": "receive", "outcome": "approve"}


@pytest.mark.parametrize(
    "written",
    [None, [], {"open": "a"}, {"open": [1.5]}, {"arrived": []}, {"arrived": {"d": "b"}}, {"opne": []}],
)
def test_what_is_no_marking_is_refused(written: object) -> None:
    with pytest.raises(Malformed):
        Marking.from_mapping(written)


@settings(max_examples=150, deadline=None)
@given(st.one_of(any_route(), built_route(tangles=True)), st.randoms(use_true_random=False))
def test_every_play_is_total_repeatable_and_kept_by_its_marking(route: Route, chance: random.Random) -> None:
    """Every outcome of every open step is playable; a stored marking goes on exactly as the one in memory."""
    now = start(route)
    for _ in range(30):
        marking = now.marking
        ways = [(step, one.name) for step in sorted(marking.open) for one in route[step].outcomes]
        if not ways:
            break
        step, outcome = chance.choice(ways)
        now = advance(route, marking, step, outcome)
        stored = Marking.from_mapping(json.loads(json.dumps(marking.to_mapping())))
        assert stored == marking
        assert advance(route, stored, step, outcome) == now
        others = marking.open - {step}
        assert now.closed[0] == step
        assert now.marking.open == (others | set(now.opened) if not now.ended else set())
        assert not set(now.opened) & others
        assert set(now.closed[1:]) == (others if now.ended else set())
        assert now.marking.ended == now.ended
