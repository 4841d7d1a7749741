"""What a route still wants when everything goes as one hopes."""

from __future__ import annotations

from motcua.kernel.route import Route, to_go
from tests.kernel.routes import example


def test_the_first_outcome_is_the_hoped_for_one_and_branches_count_by_the_longest() -> None:
    route = Route.from_mapping(example())
    assert to_go(route, ["hand_over"]) == 0
    assert to_go(route, ["approve"]) == 4 * 60
    assert to_go(route, ["appraise"]) == 12 * 60 + 4 * 60
    assert to_go(route, ["receive"]) == 2 * 60 + 12 * 60 + 4 * 60
    assert to_go(route, ["tax", "land"]) == 8 * 60 + 2 * 60 + 4 * 60
    assert to_go(route, []) == 0
    assert to_go(route, ["nowhere"]) == 0


def test_a_loop_counts_once() -> None:
    route = Route.from_mapping(
        {
            "route": "r",
            "kind": "dossier",
            "title": "t",
            "limit": "1 working_days",
            "start": "a",
            "steps": {
                "a": {"title": "A", "desk": "one_stop", "duty": "clerk", "budget": "1h", "outcomes": {"on": "b"}},
                "b": {"title": "B", "desk": "one_stop", "duty": "clerk", "budget": "1h", "outcomes": {"back": "a"}},
            },
        }
    )
    assert to_go(route, ["a"]) == 120
