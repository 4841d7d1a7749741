"""A route is read from what an official wrote, or refused with a sentence; what is read is written back whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from motcua.kernel.errors import Malformed
from motcua.kernel.route import Outcome, Route
from tests.kernel.routes import any_route, built_route, example


def test_the_example_is_read_as_it_stands() -> None:
    route = Route.from_mapping(example())
    assert (route.name, route.kind, route.limit, route.start) == (
        "cap-xa-3-buoc",
        "dossier",
        "4 working_days",
        "receive",
    )
    appraise = route["appraise"]
    assert (appraise.title, appraise.desk, appraise.duty, appraise.budget) == (
        "Thẩm định",
        "competent",
        "specialist",
        720,
    )
    assert appraise.outcomes == (
        Outcome("propose", ("approve",)),
        Outcome("need_more", ("supplement",), "ask_supplement"),
        Outcome("consult", ("tax", "land")),
    )
    assert route["supplement"].waits == "applicant"
    assert route["conclude"].join == ("tax", "land")


def test_steps_keep_the_order_they_were_written_in() -> None:
    assert [step.name for step in Route.from_mapping(example()).steps] == list(example()["steps"])


def test_a_route_is_the_same_after_a_store_of_json_that_shuffles_keys() -> None:
    route = Route.from_mapping(example())
    stored = json.dumps(route.to_mapping(), sort_keys=True)
    assert Route.from_mapping(json.loads(stored)) == route


@settings(max_examples=60, deadline=None)
@given(any_route(moves=True))
def test_any_route_is_the_same_after_writing_and_reading(route: Route) -> None:
    assert Route.from_mapping(route.to_mapping()) == route


@settings(max_examples=60, deadline=None)
@given(built_route())
def test_the_written_form_does_not_change_when_it_is_read_and_written_again(route: Route) -> None:
    assert Route.from_mapping(route.to_mapping()).to_mapping() == route.to_mapping()


def test_titles_may_be_given_in_english_too() -> None:
    written = example()
    written["title_en"] = "Commune route"
    written["steps"]["receive"]["title_en"] = "Receive"
    written["steps"]["receive"]["outcomes"]["accept"] |= {"title": "Tiếp nhận", "title_en": "Accept"}
    route = Route.from_mapping(written)
    assert route["receive"].called(english=True) == "Receive"
    assert route["appraise"].called(english=True) == "Thẩm định"
    assert [one.called(english=True) for one in route["receive"].outcomes] == ["Accept", "reject"]


def test_a_route_without_a_name_takes_the_one_it_is_given() -> None:
    written = example()
    del written["route"]
    assert Route.from_mapping(written, "cap-xa").name == "cap-xa"
    with pytest.raises(Malformed, match="has no name"):
        Route.from_mapping(written)


def test_a_number_is_a_name_as_it_is_written() -> None:
    written = {"route": 7, "kind": "dossier", "start": 1, "steps": {1: {"desk": "one_stop", "outcomes": {"ok": "end"}}}}
    route = Route.from_mapping(written)
    assert (route.name, route.start, [step.name for step in route.steps]) == ("7", "1", ["1"])


def spoiled(**changes: Any) -> dict[str, Any]:
    """The example with keys of its step `appraise` changed."""
    written = example()
    written["steps"]["appraise"] |= changes
    return written


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (None, "The route must be a mapping"),
        ("receive", "The route must be a mapping"),
        ([], "The route must be a mapping"),
        (example() | {"owner": "x"}, "'owner' means nothing here"),
        (example() | {"steps": {}}, "has no steps"),
        (example() | {"steps": "receive"}, "steps must be a mapping"),
        (example() | {"steps": [{"title": "x"}]}, "each item of the list needs its name under step:"),
        (example() | {"start": None}, "does not say its start"),
        (example() | {"start": ["receive"]}, "start must be text"),
        (example() | {"kind": " "}, "does not say its kind"),
        (example() | {"limit": "soon"}, "soon is not a limit"),
        (example() | {"steps": {"end": {"desk": "one_stop"}}}, "no step may be called end"),
        (example() | {"steps": {" ": {"desk": "one_stop"}}}, "is not a name"),
        (example() | {"steps": {"x" * 81: {"desk": "one_stop"}}}, "longer than 80 characters"),
        (example() | {"steps": {"x": None}}, "step x must be a mapping"),
        (example() | {"steps": {"x": {}}}, "step x does not say its desk"),
        (example() | {"steps": {1: {"desk": "a"}, "1": {"desk": "a"}}}, "1 stands here twice"),
        (spoiled(budgte="2h"), "step appraise: 'budgte' means nothing here"),
        (spoiled(budget="2 hours"), "step appraise: 2 hours is not a budget"),
        (spoiled(budget=2), "step appraise: 2 is not a budget"),
        (spoiled(waits="payment"), "step appraise: a step that waits holds the clock"),
        (spoiled(title=True), "step appraise: title must be text"),
        (spoiled(title="a\tb\x07"), "a character that cannot be printed"),
        (spoiled(join=[]), "step appraise: join must be a list"),
        (spoiled(join="tax"), "step appraise: join must be a list"),
        (spoiled(join=["tax", "tax"]), "step appraise: join names a step twice"),
        (spoiled(outcomes="approve"), "step appraise: outcomes must be a mapping"),
        (spoiled(outcomes={"go": None}), "step appraise, outcome go: None is not a name"),
        (spoiled(outcomes={"go": True}), "step appraise, outcome go: True is not a name"),
        (spoiled(outcomes={"go": ["tax"]}), "step appraise, outcome go"),
        (spoiled(outcomes={"go": {}}), "step appraise, outcome go: write either to:"),
        (spoiled(outcomes={"go": {"to": "tax", "fork": ["tax"]}}), "step appraise, outcome go: write either to:"),
        (spoiled(outcomes={"go": {"fork": []}}), "step appraise, outcome go: fork must be a list"),
        (spoiled(outcomes={"go": {"fork": ["tax", "tax"]}}), "step appraise, outcome go: fork names a step twice"),
        (spoiled(outcomes={"go": {"to": "tax", "mvoe": "x"}}), "step appraise, outcome go: 'mvoe' means nothing"),
        (spoiled(outcomes={f"o{n}": "end" for n in range(41)}), "step appraise has 41 outcomes"),
    ],
)
def test_nonsense_is_refused_with_a_sentence_that_says_where(written: Any, sentence: str) -> None:
    with pytest.raises(Malformed) as refusal:
        Route.from_mapping(written)
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_route_may_not_have_too_many_steps() -> None:
    steps = {f"s{number}": {"desk": "one_stop"} for number in range(301)}
    with pytest.raises(Malformed, match="301 steps"):
        Route.from_mapping(example() | {"steps": steps})


def test_steps_may_not_name_one_another_without_end() -> None:
    names = [f"s{number}" for number in range(300)]
    steps = {name: {"desk": "one_stop", "outcomes": {"go": {"fork": names}}} for name in names}
    with pytest.raises(Malformed, match="more than 3000 times"):
        Route.from_mapping(example() | {"steps": steps})
