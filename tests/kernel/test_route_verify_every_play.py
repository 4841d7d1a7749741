"""What `verify` finds is exactly what an independent play of everything shows."""

from __future__ import annotations

from hypothesis import HealthCheck, assume, event, given, settings

from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW
from motcua.kernel.route import Route, longest, verify
from motcua.kernel.route.exploring import explore, play_one_order
from motcua.kernel.route.life import Life
from tests.kernel.routes import any_route, built_route
from tests.kernel.slow_game import Game, Verdicts, longest_of_all, play_everything

SMALL = 14
"""Steps that the yardstick plays out in no time."""

slow = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def found(route: Route, life: bool) -> Verdicts:
    """The findings of `verify` as names of steps, by code."""
    findings = verify(route, WORKFLOW, implicit=IMPLICIT_MOVES) if life else verify(route)
    steps = {code: {one.step for one in findings if one.code == code} for code in {one.code for one in findings}}
    return Verdicts(
        never_opened=steps.get("unreachable-step", set()),
        no_way_out=steps.get("no-way-out", set()),
        waiting=steps.get("join-waits-forever", set()),
        two_ends=steps.get("two-ends", set()),
        illegal=steps.get("illegal-move", set()),
    )


@slow
@given(any_route())
def test_any_table_of_steps_has_the_faults_that_its_plays_show(route: Route) -> None:
    assert found(route, life=False) == play_everything(Game(route.to_mapping()))


@slow
@given(built_route(faults=True, tangles=True))
def test_a_spoiled_route_has_the_faults_that_its_plays_show(route: Route) -> None:
    assume(len(route.steps) <= SMALL and explore(route).shows_all)
    assert found(route, life=False) == play_everything(Game(route.to_mapping()))


@slow
@given(any_route(most=5, moves=True))
def test_moves_are_illegal_where_some_play_makes_them_so(route: Route) -> None:
    game = Game(route.to_mapping(), WORKFLOW, begin=IMPLICIT_MOVES["competent"])
    final = {str(state) for state in WORKFLOW.final}
    assert found(route, life=True).illegal == play_everything(game, final).illegal


@slow
@given(built_route(depth=4))
def test_a_route_put_together_from_whole_pieces_is_sound(route: Route) -> None:
    event(f"{len(route.steps)} steps")
    assert verify(route) == []


@slow
@given(built_route(faults=True, tangles=True))
def test_playing_one_order_for_all_gives_the_same_verdict(route: Route) -> None:
    """A thinned play that meets no tangle and finds no fault proves that no order has one."""
    assume(len(route.steps) <= SMALL)
    thin = play_one_order(route)
    assume(thin.proves)
    shown = play_everything(Game(route.to_mapping()))
    event("clean" if thin.is_clean() else "faulty")
    faulty = bool(shown.waiting or shown.two_ends or (shown.no_way_out - shown.never_opened))
    assert thin.is_clean() == (not faulty)


@slow
@given(built_route(depth=2, moves=True))
def test_playing_one_order_for_all_makes_an_illegal_move_when_some_play_does(route: Route) -> None:
    final = frozenset(str(state) for state in WORKFLOW.final)
    game = Game(route.to_mapping(), WORKFLOW, begin=IMPLICIT_MOVES["competent"])
    shown = play_everything(game, set(final))
    thin = play_one_order(route, Life(WORKFLOW, IMPLICIT_MOVES, final))
    met = {turn.step for turn in thin.turns if turn.after is None or thin.ends_illegally(turn)}
    assert met <= shown.illegal
    assert bool(met) == bool(shown.illegal)


@slow
@given(built_route(depth=2, tangles=True))
def test_the_longest_play_is_the_longest_of_all_plays(route: Route) -> None:
    assume(len(route.steps) <= 9)
    tried = longest_of_all(Game(route.to_mapping()))
    play = longest(route)
    if verify(route):
        assert play is None or (tried is not None and play.minutes <= tried * 60)
    else:
        assert (play.minutes if play else None) == (tried * 60 if tried is not None else None)
        assert play is None or play.at_most == play.minutes
