"""The longest play: each step at most once, branches counted by the longest of them."""

from __future__ import annotations

import pytest

from motcua.kernel.route import Longest, Route, longest
from tests.kernel.routes import a_route, example


def test_the_longest_play_of_the_example_takes_twenty_eight_hours() -> None:
    found = longest(Route.from_mapping(example()))
    assert found is not None
    assert found.minutes == 28 * 60
    assert found.path == ("receive", "appraise", "tax", "conclude", "approve", "hand_over")


@pytest.mark.parametrize(("slow", "hours"), [("tax", 36), ("land", 36)])
def test_branches_count_by_the_longest_of_them(slow: str, hours: int) -> None:
    written = example()
    written["steps"][slow]["budget"] = "2d"
    found = longest(Route.from_mapping(written))
    assert found is not None
    assert (found.minutes, found.path[2]) == (hours * 60, slow)


def test_a_join_opens_when_the_last_branch_comes_in_however_long_each_is() -> None:
    route = a_route(
        a={"go": {"fork": ["b", "d"]}, "budget": "1h"},
        b={"go": "c", "budget": "3h"},
        c={"done": "e", "budget": "3h"},
        d={"done": "e", "budget": "5h"},
        e={"join": ["c", "d"], "done": "end", "budget": "1h"},
    )
    assert longest(route) == Longest(8 * 60, ("a", "b", "c", "e"), 8 * 60)


def test_a_loop_is_not_walked_twice() -> None:
    route = a_route(a={"go": "b", "budget": "1h"}, b={"again": "a", "done": "end", "budget": "2h"})
    assert longest(route) == Longest(3 * 60, ("a", "b"), 3 * 60)


def test_a_wait_takes_none_of_the_time() -> None:
    route = a_route(
        a={"go": "b", "budget": "1h"}, b={"waits": "payment", "paid": "c"}, c={"done": "end", "budget": "1h"}
    )
    assert longest(route) == Longest(2 * 60, ("a", "b", "c"), 2 * 60)


def test_a_way_that_only_goes_back_is_no_play() -> None:
    """A visit to `b` must return to `a`, so no play with each step once goes there."""
    route = a_route(a={"ask": "b", "done": "end", "budget": "1h"}, b={"back": "a", "budget": "9h"})
    assert longest(route) == Longest(60, ("a",), 60)


def test_the_longer_of_two_ways_round_a_common_loop_is_found() -> None:
    """`b` and `c` lead to each other and both to the end: the longest play visits both."""
    route = a_route(
        a={"left": "b", "right": "c", "budget": "1h"},
        b={"on": "c", "done": "end", "budget": "2h"},
        c={"on": "b", "done": "end", "budget": "4h"},
    )
    found = longest(route)
    assert found is not None
    assert found.minutes == found.at_most == 7 * 60


def test_a_route_that_cannot_end_has_no_longest_play() -> None:
    assert longest(a_route(a={"go": "b"}, b={"go": "a"})) is None
    assert longest(a_route("nowhere", a={"go": "end"})) is None
    assert longest(a_route(a={"join": ["a"], "go": "end"})) is None


def test_a_hundred_choices_in_a_row_are_no_harder_than_one() -> None:
    steps = {}
    for place in range(99):
        steps[f"a{place}"] = {"left": f"b{place}", "right": f"c{place}", "budget": "1h"}
        steps[f"b{place}"] = {"on": f"a{place + 1}", "back": "a0", "budget": "1h"}
        steps[f"c{place}"] = {"on": f"a{place + 1}", "back": f"a{place // 2}", "budget": "2h"}
    found = longest(a_route("a0", **steps, a99={"done": "end", "budget": "1h"}))
    assert found is not None
    assert found.minutes == found.at_most == (99 * 3 + 1) * 60


def test_a_maze_is_bounded_from_above_when_the_search_is_cut_short() -> None:
    """Every step leads to every other and both halves exclude each other: the bound stays above the truth."""
    names = [f"s{number}" for number in range(12)]
    steps = {}
    for place, name in enumerate(names):
        ways = {f"to{other}": target for other, target in enumerate(names) if other not in (place, 0)}
        steps[name] = {**ways, "budget": f"{place + 1}h"}
    steps["s11"] = {"done": "end", "budget": "1h"}
    steps["s5"] = {"done": "s11", "budget": "30h"}
    full, short = longest(a_route("s0", **steps)), longest(a_route("s0", **steps), most=40)
    assert full is not None
    assert short is not None
    assert short.minutes <= full.minutes <= short.at_most
